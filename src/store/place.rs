//! Where a store may be: not where others can write, and better not where a program copies everything elsewhere. And what
//! need not be there any more.

use super::{Disk, Fault, LOCK, Seal, Store, save};
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
            if !self.disk.is_ours_alone(&folder)? {
                return Err(Fault::OpenToOthers(folder));
            }
        }
        Ok(())
    }

    /// Takes away copies of catalogues that no record stands on any more. Where a record can't be read, or one is being
    /// made, all of them stay.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn forget_catalogues(&self, seal: &dyn Seal) -> Result<(), Fault> {
        let copies = self.folder.join("catalogues");
        for name in self.disk.names(&copies)? {
            let Some(copy) = name.strip_suffix(".json") else { continue };
            if self.is_needed(copy, seal)? {
                continue;
            }
            let path = copies.join(&name);
            let bytes = self.disk.read(&path)?;
            self.disk.remove(&path)?;
            // Whoever began to keep a record just now locked it first, and then saw the copy.
            if self.is_needed(copy, seal)? {
                save::save(&self.disk, &path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Whether a record stands on this copy, or may.
    fn is_needed(&self, copy: &str, seal: &dyn Seal) -> Result<bool, Fault> {
        let ids = self.ids()?;
        let is_made = |name: &String| name.strip_suffix(LOCK).is_some_and(|id| !ids.iter().any(|known| known == id));
        let stands_on = |id: &String| match self.read(id, seal) {
            Ok(record) => record.editions().any(|edition| edition.copy == copy),
            Err(_) => true,
        };
        Ok(self.disk.names(&self.records())?.iter().any(is_made) || ids.iter().any(stands_on))
    }
}
