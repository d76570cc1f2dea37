//! A ZIP archive whose files are stored as they are: a workbook is small, and no packer need be sent
//! to the page for it. PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.

/// 1980-01-01, the first day that a ZIP knows: a workbook of the same case is the same, whenever it is
/// made.
const DAY: u16 = 0x21;
/// The names are UTF-8.
const NAMES: u16 = 0x800;
/// Version 2.0 of the format.
const VERSION: u16 = 20;

/// Files by name, in one archive.
pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let table = table();
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = out.len() as u32;
        let size = content.len() as u32;
        let mut about = Vec::new();
        for half in [VERSION, NAMES, 0, 0, DAY] {
            about.extend(half.to_le_bytes());
        }
        for whole in [sum(&table, content.as_bytes()), size, size] {
            about.extend(whole.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        out.extend(*b"PK\x03\x04");
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(content.as_bytes());
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend(*b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The checksum CRC-32 of every byte.
fn table() -> [u32; 256] {
    let mut table = [0; 256];
    for (at, sum) in (0u32..).zip(&mut table) {
        *sum = (0..8).fold(at, |sum, _| match sum & 1 {
            1 => 0xedb8_8320 ^ (sum >> 1),
            _ => sum >> 1,
        });
    }
    table
}

fn sum(table: &[u32; 256], bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        table[usize::from(sum as u8 ^ byte)] ^ (sum >> 8)
    })
}

#[cfg(test)]
mod tests {
    use super::{sum, table};

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        // The check value that ISO/IEC 8802-3 and every catalogue of checksums give.
        assert_eq!(sum(&table(), b"123456789"), 0xcbf4_3926);
    }
}
