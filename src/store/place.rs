//! Where a store may be: not where others can write, and better not where a program copies everything elsewhere.

use super::{Disk, Fault, Store, Writers};
use std::path::Path;

/// How the names of folders begin that are copied to other computers, and who does it.
const COPIED: [(&str, &str); 12] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud service"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("syncthing", "Syncthing"),
];

/// The service that copies what lies here to other computers, by the names of the folders above it.
#[must_use]
pub fn copied_by(place: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(place).ok()?;
    let names = whole.iter().map(|name| name.to_string_lossy().to_lowercase());
    let mut found = names.filter_map(|name| COPIED.iter().find(|(begins, _)| name.starts_with(begins)));
    found.next().map(|(_, service)| *service)
}

impl<D: Disk> Store<D> {
    /// Looks whether the store is its owner's alone, before anything of it is read or written. What is not there yet will
    /// be.
    ///
    /// # Errors
    /// Which of its folders others may write into, or own.
    pub fn check(&self) -> Result<(), Fault> {
        for inside in ["", "records", "catalogues", "keys"] {
            let folder = if inside.is_empty() { self.folder.clone() } else { self.folder.join(inside) };
            match self.disk.writers(&folder)? {
                Writers::Owner => {}
                Writers::Others => return Err(Fault::OpenToOthers(folder)),
                Writers::Stranger => return Err(Fault::OfOthers(folder)),
            }
        }
        Ok(())
    }
}
