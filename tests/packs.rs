//! Every pack that we ship is fine; every broken pack is refused for its own reason.

mod common;

use new_citizen_calculator::policy::read_pack;

#[test]
fn every_shipped_pack_is_fine() {
    let mut faults = Vec::new();
    for path in common::files("www/policies", "json") {
        match read_pack(common::json(&path)) {
            Ok(pack) => assert_eq!(
                Some(pack.id.as_str()),
                path.file_stem().and_then(|name| name.to_str())
            ),
            Err(found) => faults.extend(
                found
                    .iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            ),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
