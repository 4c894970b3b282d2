//! Checks where a store may be: never where others can write, and preferably not in a folder that is copied elsewhere.

use crate::store::{Disk, Store, StoreError, Writers};
use std::path::{Path, PathBuf};

/// The prefixes of folders that are copied to other computers, each with the name of its service, if it has one.
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

/// The service that copies this place to other computers, by the names of the folders above it.
pub fn cloud_sync_name(place: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(place).ok()?;
    let names = whole.iter().map(|name| name.to_string_lossy().to_lowercase());
    let mut found = names.filter_map(|name| COPIED.iter().find(|(begins, _)| name.starts_with(begins)));
    found.next().map(|(_, service)| if service.is_empty() { text!("store-cloud-service") } else { *service })
}

/// The store that a folder is, or is inside of.
pub fn store_around(folder: &Path) -> Option<PathBuf> {
    let whole = folder.canonicalize().ok()?;
    let is_record = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().as_encoded_bytes().ends_with(crate::store::RECORD.as_bytes()))
    };
    // A store without catalogues needs the same protection.
    let has_records = |folder: &Path| std::fs::read_dir(folder).is_ok_and(|mut entries| entries.any(is_record));
    let is_store = |folder: &Path| {
        let records = folder.join("records");
        records.is_dir() && (folder.join("catalogues").is_dir() || has_records(&records))
    };
    whole.ancestors().find(|folder| is_store(folder)).map(Path::to_owned)
}

/// Checks that a file belongs to this user alone. An unreadable file is reported when it is read.
///
/// # Errors
/// Others may write to it, or own it.
pub fn own_file(disk: &impl Disk, file: &Path) -> Result<(), StoreError> {
    match disk.writers(file) {
        Ok(Writers::Others) => Err(StoreError::FileOpenToOthers(file.to_owned())),
        Ok(Writers::Stranger) => Err(StoreError::FileOfOthers(file.to_owned())),
        Ok(Writers::Owner) | Err(_) => Ok(()),
    }
}

impl<D: Disk> Store<D> {
    /// Checks that the store belongs to this user alone, before anything in it is read or written. A missing folder
    /// passes.
    ///
    /// # Errors
    /// The folder that others may write into, or own.
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
