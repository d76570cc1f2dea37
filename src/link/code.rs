//! Any text in the characters that a fragment may hold, and back.

/// What stands for itself: what no program changes in an address, and two signs of our own.
fn stands(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte)
}

/// Adds a text to a fragment.
pub(super) fn encode(text: &str, out: &mut String) {
    let hex = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
    for byte in text.bytes() {
        match stands(byte) {
            true => out.push(char::from(byte)),
            false => out.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
}

/// The text that a part of a fragment stands for, and whether it was well written. What was not is
/// read as browsers do: a stray `%` stands for itself, bytes that are no text for `\u{FFFD}`.
pub(super) fn decode(part: &str) -> (String, bool) {
    let part = part.as_bytes();
    let digit = |at: usize| char::from(*part.get(at)?).to_digit(16);
    let mut bytes = Vec::new();
    let mut good = true;
    let mut at = 0;
    while let Some(byte) = part.get(at) {
        let coded = match byte {
            b'%' => digit(at + 1).zip(digit(at + 2)),
            _ => None,
        };
        match (byte, coded) {
            (_, Some((high, low))) => {
                bytes.extend(u8::try_from(high * 16 + low));
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            _ => {
                good &= *byte != b'%';
                bytes.push(*byte);
            }
        }
        at += 1;
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, good),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into(), false),
    }
}
