//! The list of public keys for encryption, a file that people edit too: reads it, adds keys and removes keys. All other
//! lines of the file stay.

use super::keys::{KeyError, ListedKey, RECIPIENTS, StoreKeys};
use super::{Disk, Store};
use crate::store::encryption::{MAX_RECIPIENTS, Recipient};
use crate::store::identity_files::recipient;
use crate::toml_input::{decoded, path_name, utf16};
use std::io;

impl<D: Disk> Store<D> {
    /// The public keys in a file, each with the comment above it.
    pub(super) fn listed(&self, name: &str) -> Result<Vec<ListedKey>, KeyError> {
        let path = self.keys_folder().join(name);
        let text = self.disk.read(&path)?;
        let (mut listed, mut over) = (Vec::new(), String::new());
        for (at, line) in decoded(&text).lines().enumerate() {
            let line = line.trim();
            if let Some(comment) = line.strip_prefix('#') {
                comment.trim().clone_into(&mut over);
            } else if !line.is_empty() {
                let place = || format!("{}:{}", path_name(&path), at + 1);
                let key = recipient(line).map_err(|why| KeyError::NoRecipient { place: place(), why })?;
                listed.push(ListedKey { key, name: std::mem::take(&mut over) });
            }
        }
        Ok(listed)
    }

    /// Adds public keys for encryption, and returns the new ones. Existing lines stay.
    ///
    /// # Errors
    /// Too many keys, another process is writing keys, or they can't be written.
    pub fn add_recipients(&self, added: &[ListedKey]) -> Result<Vec<ListedKey>, KeyError> {
        let _lock = self.lock_keys()?;
        let added = self.not_listed(added)?;
        if !added.is_empty() {
            self.append(&added)?;
        }
        Ok(added)
    }

    /// The keys that are not in the list yet, each once.
    pub(super) fn not_listed(&self, added: &[ListedKey]) -> Result<Vec<ListedKey>, KeyError> {
        let mut known: Vec<Recipient> = self.keys()?.recipients.into_iter().map(|one| one.key).collect();
        let mut new = Vec::new();
        for one in added {
            if !known.contains(&one.key) {
                known.push(one.key.clone());
                new.push(one.clone());
            }
        }
        if known.len() > MAX_RECIPIENTS { Err(KeyError::TooMany) } else { Ok(new) }
    }

    /// Appends public keys to their file.
    pub(super) fn append(&self, new: &[ListedKey]) -> Result<(), KeyError> {
        let before = match self.disk.read(&self.keys_folder().join(RECIPIENTS)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        let text = decoded(&before);
        // Written as UTF-8, which every program reads. Bytes of another encoding stay as they are.
        let before = if utf16(&before).is_some() { text.as_bytes() } else { before.as_slice() };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        // A comment at the end must not become the name of the next key.
        let last = text.lines().rfind(|line| !line.trim().is_empty());
        let apart = if last.is_some_and(|line| line.trim_start().starts_with('#')) { "#\n" } else { "" };
        let new = as_text(new);
        self.save_key(RECIPIENTS, &[before, end.as_bytes(), apart.as_bytes(), new.as_bytes()].concat())
    }

    /// Removes a public key, and the name above it, from the list. Later saves are not encrypted to it.
    ///
    /// # Errors
    /// The key is not in the list or the only one, another process is writing keys, or they can't be written.
    pub fn remove_recipient(&self, key: &Recipient) -> Result<StoreKeys, KeyError> {
        let _lock = self.lock_keys()?;
        let bytes = self.disk.read(&self.keys_folder().join(RECIPIENTS))?;
        let listed = self.listed(RECIPIENTS)?;
        if !listed.iter().any(|one| one.key == *key) {
            return Err(KeyError::NotListed);
        }
        if listed.iter().all(|one| one.key == *key) {
            return Err(KeyError::OnlyOne);
        }
        self.save_key(RECIPIENTS, &without(&bytes, key))?;
        self.keys()
    }
}

/// The text of a list without a key and its name.
fn without(file: &[u8], key: &Recipient) -> Vec<u8> {
    let text = decoded(file);
    // Written as UTF-8, which every program reads. Bytes of another encoding stay as they are.
    let file = if utf16(file).is_some() { text.as_bytes() } else { file };
    let mut kept: Vec<(&[u8], Line)> = Vec::new();
    // The last line may have no line end.
    let raw = file.strip_suffix(b"\n").unwrap_or(file).split(|byte| *byte == b'\n');
    for (raw, line) in raw.zip(text.lines()) {
        if recipient(line).is_ok_and(|found| found == *key) {
            take_name(&mut kept);
        } else {
            kept.push((raw, Line::of(line)));
        }
    }
    kept.iter().flat_map(|(raw, _)| [raw, b"\n".as_slice()].concat()).collect()
}

/// Removes the name of a removed key. A comment above the name must not become the name of the next key.
fn take_name(kept: &mut Vec<(&[u8], Line)>) {
    let last_written = |kept: &[(&[u8], Line)]| kept.iter().rposition(|(_, line)| *line != Line::Blank);
    let is_name = |kept: &[(&[u8], Line)], at: usize| kept[at].1 == Line::Comment;
    if let Some(at) = last_written(kept).filter(|at| is_name(kept, *at)) {
        kept.remove(at);
    }
    if last_written(kept).is_some_and(|at| is_name(kept, at)) {
        kept.push((b"#", Line::Other));
    }
}

/// A kind of line in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    /// A comment that would name the key below it.
    Comment,
    /// A key, or an empty comment.
    Other,
}

impl Line {
    fn of(line: &str) -> Self {
        match line.trim().strip_prefix('#').map(str::trim) {
            Some("") => Self::Other,
            Some(_) => Self::Comment,
            None if line.trim().is_empty() => Self::Blank,
            None => Self::Other,
        }
    }
}

/// The text of a list of public keys.
pub(super) fn as_text(listed: &[ListedKey]) -> String {
    let one = |one: &ListedKey| match one.name.as_str() {
        "" => format!("{}\n", one.key),
        name => format!("# {name}\n{}\n", one.key),
    };
    listed.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Recipient, without};
    use crate::store::Identity;

    #[test]
    fn a_key_goes_with_its_name_and_no_other_key_gets_another_name() {
        let keys: Vec<Recipient> = (0..3).map(|_| Identity::generate().to_public()).collect();
        let [a, b, c] = [&keys[0], &keys[1], &keys[2]];
        for (before, after) in [
            (format!("# office\n{a}\n# home\n{b}\n"), format!("# home\n{b}\n")),
            (format!("# office\n\n{a}\n{b}"), format!("\n{b}\n")),
            (format!("# our keys\n# office\n{a}\n{b}\n"), format!("# our keys\n#\n{b}\n")),
            (format!("{b}\n{a}\n# home\n{c}\n"), format!("{b}\n# home\n{c}\n")),
            (format!("{b}\r\n# office\r\n{a}\r\n{a}\r\n"), format!("{b}\r\n")),
        ] {
            let found = without(before.as_bytes(), a);
            assert_eq!(String::from_utf8_lossy(&found), after, "{before:?}");
        }
        let mut bytes = format!("# B\u{fc}ro\n{a}\n").into_bytes();
        bytes.extend(b"# latin \xfc\n");
        bytes.extend(format!("{b}\n").as_bytes());
        assert_eq!(without(&bytes, a), [b"# latin \xfc\n".as_slice(), format!("{b}\n").as_bytes()].concat());
    }
}
