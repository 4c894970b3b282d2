//! Finds UUIDs, the ids of records, in names and texts.

use std::collections::BTreeSet;

/// The lengths of the five parts of a UUID.
const PARTS: [usize; 5] = [8, 4, 4, 4, 12];
/// The length of a UUID, including hyphens.
const LENGTH: usize = 36;
/// The position of its second hyphen.
const SECOND_HYPHEN: usize = 13;

/// Whether this is a UUID in the form of record ids.
pub(super) fn is_uuid(id: &str) -> bool {
    id.len() == LENGTH && at_start(id.as_bytes()).is_some_and(|found| found == id)
}

/// The UUIDs in these bytes, in lower case. Zeros between the letters are allowed, as in UTF-16.
pub(super) fn in_bytes(bytes: &[u8]) -> BTreeSet<String> {
    let mut found = in_ascii(bytes);
    if bytes.contains(&0) {
        let letters: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        found.extend(in_ascii(&letters));
    }
    found
}

fn in_ascii(bytes: &[u8]) -> BTreeSet<String> {
    // Searching for the first hyphen is fast, because most bytes are none.
    let begins = memchr::memchr_iter(b'-', bytes).filter_map(|at| at.checked_sub(PARTS[0]));
    begins.filter_map(|at| at_start(&bytes[at..])).collect()
}

/// The UUID that these bytes begin with.
fn at_start(bytes: &[u8]) -> Option<String> {
    if bytes.get(SECOND_HYPHEN) != Some(&b'-') {
        return None;
    }
    let text = std::str::from_utf8(bytes.get(..LENGTH)?).ok()?.to_ascii_lowercase();
    let parts: Vec<&str> = text.split('-').collect();
    let fits = parts.len() == PARTS.len()
        && parts
            .iter()
            .zip(PARTS)
            .all(|(part, long)| part.len() == long && part.bytes().all(|c| c.is_ascii_hexdigit()));
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{in_bytes, is_uuid};

    const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

    #[test]
    fn an_id_is_found_in_every_spelling() {
        let upper = ID.to_uppercase();
        let wide: Vec<u8> = ID.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            ID.as_bytes(),
            format!("{ID}.sync-conflict-20261120-101112-ABCDEFG.tipscreen").as_bytes(),
            format!(".~lock.{ID}#").as_bytes(),
            format!("abc-{upper}-copy").as_bytes(),
            format!("{{\"case_id\":\"{ID}\"}}").as_bytes(),
            &wide,
        ] {
            assert_eq!(in_bytes(bytes).into_iter().collect::<Vec<_>>(), [ID], "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_id_is_not_taken_for_one() {
        for text in [
            "",
            "-",
            "6f9619ff-8b86-4d01-b42d-00cf4fc964f",
            "6f9619ff-8b86-4d01-b42d_00cf4fc964ff",
            "zf9619ff-8b86-4d01-b42d-00cf4fc964ff",
        ] {
            assert!(in_bytes(text.as_bytes()).is_empty(), "{text}");
        }
        assert!(is_uuid(ID) && !is_uuid(&ID.to_uppercase()) && !is_uuid("ID-copy"));
    }
}
