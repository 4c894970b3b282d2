//! The origin of an entry: the catalogue's own files, or an added file.
//!
//! This module owns the files a catalogue is read from, and the names of added files in results. Every entry that an
//! added file can give holds its origin, which is set when files are read.

use crate::toml_input::{SourceFile, shown};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;

/// A file that adds to a catalogue, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedFile {
    pub file: SourceFile,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl AddedFile {
    /// A file with the bytes it was read from. The text may lack a byte order mark that the bytes have.
    pub fn new(file: SourceFile, bytes: &[u8]) -> Self {
        let mut sha256 = String::new();
        for byte in Sha256::digest(bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { file, sha256 }
    }
}

impl From<SourceFile> for AddedFile {
    fn from(file: SourceFile) -> Self {
        let bytes = file.text.clone().into_bytes();
        Self::new(file, &bytes)
    }
}

/// The files that a catalogue is read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueFiles {
    /// The files of the catalogue itself.
    pub own: Vec<SourceFile>,
    /// The added files, in the order they are read.
    pub added: Vec<AddedFile>,
}

impl From<Vec<SourceFile>> for CatalogueFiles {
    fn from(own: Vec<SourceFile>) -> Self {
        Self { own, added: Vec::new() }
    }
}

impl CatalogueFiles {
    /// The same for a copy of an older version, which listed added files among the others. They are recognised by their
    /// names, because those differ from names of built-in files.
    pub(super) fn own_and_added(&self) -> Self {
        let of_program = |file: &SourceFile| file.name.starts_with(super::builtin::FOLDER);
        let first = self.own.first().is_some_and(of_program);
        if !self.added.is_empty() || !first {
            return self.clone();
        }
        let (own, others): (Vec<_>, Vec<_>) = self.own.iter().cloned().partition(of_program);
        Self { own, added: others.into_iter().map(AddedFile::from).collect() }
    }
}

/// The name of an added file in entries and results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedName {
    /// The full name, as given.
    pub name: String,
    /// A name for people, on one line: the last part of the full name. If another added file has the same last part,
    /// the start of the SHA-256 is added.
    pub label: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

pub(super) fn names(added: &[AddedFile]) -> Vec<Arc<AddedName>> {
    let last = |file: &AddedFile| {
        let path = std::path::Path::new(&file.file.name);
        path.file_name().map_or_else(|| shown(&file.file.name), |name| shown(&name.to_string_lossy()))
    };
    let is_alone = |one: &AddedFile| {
        let look = looks(&last(one));
        let has_a_name = !look.is_empty() && !look.starts_with('.');
        has_a_name && added.iter().filter(|other| looks(&last(other)) == look).count() == 1
    };
    // Others may read the page, so it names no folder. The hash distinguishes the files.
    let label = |one: &AddedFile| {
        if is_alone(one) { last(one) } else { format!("{} ({})", last(one), &one.sha256[..12]) }
    };
    let name =
        |one: &AddedFile| AddedName { name: one.file.name.clone(), label: label(one), sha256: one.sha256.clone() };
    added.iter().map(|one| Arc::new(name(one))).collect()
}

/// A name as it looks, without its invisible characters.
fn looks(name: &str) -> String {
    name.chars().filter(|sign| !matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2800}') && !sign.is_whitespace()).collect()
}

/// The origin of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EntryOrigin {
    /// A file of the catalogue itself.
    #[default]
    Catalogue,
    Added(Arc<AddedName>),
}

impl EntryOrigin {
    pub fn is_catalogue(&self) -> bool {
        *self == Self::Catalogue
    }

    /// The added file that the entry comes from.
    pub fn file(&self) -> Option<&AddedName> {
        match self {
            Self::Catalogue => None,
            Self::Added(file) => Some(file),
        }
    }
}
