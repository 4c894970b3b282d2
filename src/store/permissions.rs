//! Where a store may be: not where others can write, and better not where a program copies everything elsewhere.

use crate::store::{Disk, Store, StoreError, Writers};
use std::path::{Path, PathBuf};

/// How the names of folders begin that are copied to other computers, and who does it, where it has a name.
const COPIED: [(&str, &str); 12] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", ""),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("syncthing", "Syncthing"),
];

/// The service that copies what lies here to other computers, by the names of the folders above it.
pub fn cloud_sync_name(place: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(place).ok()?;
    let names = whole.iter().map(|name| name.to_string_lossy().to_lowercase());
    let mut found = names.filter_map(|name| COPIED.iter().find(|(begins, _)| name.starts_with(begins)));
    found.next().map(|(_, service)| if service.is_empty() { text!("store-cloud-service") } else { *service })
}

/// The store in which a folder lies, or that it is.
pub fn store_around(folder: &Path) -> Option<PathBuf> {
    let whole = folder.canonicalize().ok()?;
    let is_record = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().as_encoded_bytes().ends_with(crate::store::RECORD.as_bytes()))
    };
    // A store without its catalogues is no safer.
    let has_records = |folder: &Path| std::fs::read_dir(folder).is_ok_and(|mut entries| entries.any(is_record));
    let is_store = |folder: &Path| {
        let records = folder.join("records");
        records.is_dir() && (folder.join("catalogues").is_dir() || has_records(&records))
    };
    whole.ancestors().find(|folder| is_store(folder)).map(Path::to_owned)
}

/// Looks whether a file is its owner's alone. That it can't be looked at is for whoever reads it to tell.
///
/// # Errors
/// When others may write to it, or it is somebody else's.
pub fn own_file(disk: &impl Disk, file: &Path) -> Result<(), StoreError> {
    match disk.writers(file) {
        Ok(Writers::Others) => Err(StoreError::FileOpenToOthers(file.to_owned())),
        Ok(Writers::Stranger) => Err(StoreError::FileOfOthers(file.to_owned())),
        Ok(Writers::Owner) | Err(_) => Ok(()),
    }
}

impl<D: Disk> Store<D> {
    /// Looks whether the store is its owner's alone, before anything of it is read or written. What is not there yet will
    /// be.
    ///
    /// # Errors
    /// Which of its folders others may write into, or own.
    pub fn check(&self) -> Result<(), StoreError> {
        for inside in ["", "records", "catalogues", "keys"] {
            let folder = if inside.is_empty() { self.folder.clone() } else { self.folder.join(inside) };
            match self.disk.writers(&folder)? {
                Writers::Owner => {}
                Writers::Others => return Err(StoreError::OpenToOthers(folder)),
                Writers::Stranger => return Err(StoreError::OfOthers(folder)),
            }
        }
        Ok(())
    }
}
