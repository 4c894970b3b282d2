//! The copies of catalogues that a store keeps, so that a record opens with the one it began with: each is kept before a
//! record stands on it, never changed, and taken away when it is certain that no record does any more.

use crate::catalogue::{AddedFile, CatalogueFiles};
use crate::store::record;
use crate::store::record::RecordError;
use crate::store::{Disk, Edition, LOCK, Seal, Store, StoreError, StrayKind, atomic_write};
use crate::toml_input::SourceFile;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

impl<D: Disk> Store<D> {
    /// Keeps a copy of the files of a catalogue.
    pub(super) fn keep_catalogue(&self, copy: &CatalogueCopy) -> Result<(), StoreError> {
        let path = self.catalogue_path(&copy.name);
        // A copy is never changed: if it can be read, it is the one.
        if self.disk.read(&path).is_ok_and(|bytes| bytes == copy.bytes) {
            return Ok(());
        }
        Ok(atomic_write::save(&self.disk, &path, &copy.bytes)?)
    }

    fn catalogue_path(&self, copy: &str) -> PathBuf {
        self.folder.join("catalogues").join(format!("{copy}.json"))
    }

    /// The files of the catalogue that a record stands on.
    ///
    /// # Errors
    /// When the copy is not there, or is not what it was.
    pub fn catalogue(&self, edition: &Edition) -> Result<CatalogueFiles, StoreError> {
        if !edition.copy.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(RecordError::NoRecord.into());
        }
        let bytes = self.disk.read(&self.catalogue_path(&edition.copy)).map_err(|_| StoreError::Catalogue)?;
        read_copy(&bytes).filter(|files| copy_name(files) == edition.copy).ok_or(StoreError::Catalogue)
    }

    /// Takes away copies of catalogues that no record stands on any more. Where a record can't be read, or somebody has one
    /// open, all of them stay.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn forget_catalogues(&self, seal: &dyn Seal) -> Result<(), StoreError> {
        let copies = self.folder.join("catalogues");
        // A copy of a record may be put in its place by hand, and stands on its catalogue then.
        if self.strays(seal)?.iter().any(|stray| matches!(stray.is, StrayKind::Copy { .. })) {
            return Ok(());
        }
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
                atomic_write::save(&self.disk, &path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Whether a record stands on this copy, or may.
    fn is_needed(&self, copy: &str, seal: &dyn Seal) -> Result<bool, StoreError> {
        let stands_on = |id: &String| match self.read(id, seal) {
            Ok(record) => record.editions().any(|edition| edition.copy == copy),
            Err(_) => true,
        };
        Ok(self.is_any_open()? || self.ids()?.iter().any(stands_on))
    }

    /// Whether somebody has a record open: a new one, or one that may be moved to another edition, of which the disk tells
    /// nothing yet.
    fn is_any_open(&self) -> Result<bool, StoreError> {
        let names = self.disk.names(&self.records())?;
        for id in names.iter().filter_map(|name| name.strip_suffix(LOCK)) {
            // What can't be had, for whatever reason, may be held.
            let Ok(Some(_held)) = self.disk.lock(&self.lock_path(id)) else { return Ok(true) };
            // What keeps nobody out of anything was left by somebody who was cut off, or erased a moment ago.
            if !self.ids()?.iter().any(|known| known == id) {
                self.disk.remove(&self.lock_path(id))?;
            }
        }
        Ok(false)
    }
}

/// The files of a catalogue as a store keeps them, under the hash of what they hold.
pub(super) struct CatalogueCopy {
    pub(super) name: String,
    bytes: Vec<u8>,
}

impl CatalogueCopy {
    pub(super) fn of(files: &CatalogueFiles) -> Self {
        let own = files.own.iter().map(|file| json!({ "name": file.name, "text": file.text }));
        // Copies of older versions list added files as if they were the catalogue's own.
        let added = files
            .added
            .iter()
            .map(|AddedFile { file, sha256 }| json!({ "name": file.name, "text": file.text, "added": sha256 }));
        let files: Vec<_> = own.chain(added).collect();
        let bytes = json!({ "format": "tipscreen-catalogue-copy/1", "files": files }).to_string().into_bytes();
        Self { name: record::hex(Sha256::digest(&bytes)), bytes }
    }
}

/// The name of the copy of a catalogue.
pub fn copy_name(files: &CatalogueFiles) -> String {
    CatalogueCopy::of(files).name
}

fn read_copy(bytes: &[u8]) -> Option<CatalogueFiles> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let text = |file: &Value, key: &str| Some(file.get(key)?.as_str()?.to_owned());
    let mut files = CatalogueFiles::default();
    for one in value.get("files")?.as_array()? {
        let file = SourceFile { name: text(one, "name")?, text: text(one, "text")? };
        match one.get("added") {
            None => files.own.push(file),
            Some(sha256) => files.added.push(AddedFile { file, sha256: sha256.as_str()?.to_owned() }),
        }
    }
    Some(files)
}
