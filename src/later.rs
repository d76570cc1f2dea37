//! Functions that are fetched later than the page around them.
//!
//! `cargo xtask build` cuts each, with all that only it needs, out of the page's WebAssembly into a
//! chunk (`page_rest.wasm`), which `element.js` fetches. Calling one before its chunk is there is a
//! trap. Everywhere else, in a daily build, the engine alone and the tests, they are functions like
//! any other.

/// `chunk "name" number fn name(arguments) -> result { body }`; the number, two hexadecimal digits,
/// is the function's own within its chunk.
///
/// The splitter finds a cut by the names of an import and an export that belong together, and lets
/// the import's callers call the export, in the same WebAssembly. That is why both are declared as
/// if they were another program's, and why it is sound: one macro writes both, of one signature.
macro_rules! later {
    ($(chunk $chunk:literal $number:literal
        $see:vis fn $name:ident($($arg:ident: $ty:ty),*) $(-> $out:ty)? $body:block)*) => {
        $(
            #[cfg(not(split))]
            $see fn $name($($arg: $ty),*) $(-> $out)? $body

            #[cfg(split)]
            #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)]
            $see fn $name($($arg: $ty),*) $(-> $out)? {
                #[link(wasm_import_module = "__wasm_split_placeholder__")]
                unsafe extern "C" {
                    #[link_name = concat!("__wasm_split_00", $chunk, "00_import_000000000000000000000000000000", $number)]
                    safe fn import($($arg: $ty),*) $(-> $out)?;
                }
                #[unsafe(export_name = concat!("__wasm_split_00", $chunk, "00_export_000000000000000000000000000000", $number))]
                extern "C" fn export($($arg: $ty),*) $(-> $out)? $body
                import($($arg),*)
            }
        )*
    };
}
