//! The copies of catalogues in a store, so that a record opens with the catalogue it began with. A copy is saved before
//! its first record and never changed. It is removed only when no record can need it.

use crate::catalogue::{AddedFile, CatalogueFiles};
use crate::store::record;
use crate::store::record::RecordError;
use crate::store::{Disk, Edition, LOCK, Seal, Store, StoreError, StrayKind, atomic_write};
use crate::toml_input::SourceFile;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

impl<D: Disk> Store<D> {
    /// Saves a copy of the files of a catalogue.
    pub(super) fn keep_catalogue(&self, copy: &CatalogueCopy) -> Result<(), StoreError> {
        let path = self.catalogue_path(&copy.name);
        // A copy never changes, so a readable one is the right one.
        if self.disk.read(&path).is_ok_and(|bytes| bytes == copy.bytes) {
            return Ok(());
        }
        Ok(atomic_write::save(&self.disk, &path, &copy.bytes)?)
    }

    fn catalogue_path(&self, copy: &str) -> PathBuf {
        self.folder.join("catalogues").join(format!("{copy}.json"))
    }

    /// The files of the catalogue that a record uses.
    ///
    /// # Errors
    /// [`StoreError::Catalogue`] if the copy is missing or changed.
    pub fn catalogue(&self, edition: &Edition) -> Result<CatalogueFiles, StoreError> {
        if !edition.copy.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(RecordError::NoRecord.into());
        }
        let bytes = self.disk.read(&self.catalogue_path(&edition.copy)).map_err(|_| StoreError::Catalogue)?;
        read_copy(&bytes).filter(|files| copy_name(files) == edition.copy).ok_or(StoreError::Catalogue)
    }

    /// Removes copies of catalogues that no record uses. All copies stay if a record is unreadable, or open in a
    /// process.
    pub fn forget_catalogues(&self, seal: &dyn Seal) -> Result<(), StoreError> {
        let copies = self.folder.join("catalogues");
        // A person may put a copy of a record back in its place, and it then needs its catalogue.
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
            // A process that saves its first record locks it before it looks for the copy.
            if self.is_needed(copy, seal)? {
                atomic_write::save(&self.disk, &path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Whether a record uses this copy, or may use it.
    fn is_needed(&self, copy: &str, seal: &dyn Seal) -> Result<bool, StoreError> {
        let stands_on = |id: &String| match self.read(id, seal) {
            Ok(record) => record.editions().any(|edition| edition.copy == copy),
            Err(_) => true,
        };
        Ok(self.is_any_open()? || self.ids()?.iter().any(stands_on))
    }

    /// Whether any record is locked. A locked record may be new, or about to move to another edition, and the disk does
    /// not show that yet.
    fn is_any_open(&self) -> Result<bool, StoreError> {
        let names = self.disk.names(&self.records())?;
        for id in names.iter().filter_map(|name| name.strip_suffix(LOCK)) {
            // A lock that can't be taken, for any reason, counts as held.
            let Ok(Some(_held)) = self.disk.lock(&self.lock_path(id)) else { return Ok(true) };
            // A lock without a record is left over from a process that was killed, or from an erased record.
            if !self.ids()?.iter().any(|known| known == id) {
                self.disk.remove(&self.lock_path(id))?;
            }
        }
        Ok(false)
    }
}

/// The files of a catalogue as a store saves them. The name is the hash of the content.
pub(super) struct CatalogueCopy {
    pub(super) name: String,
    bytes: Vec<u8>,
}

impl CatalogueCopy {
    pub(super) fn of(files: &CatalogueFiles) -> Self {
        let own = files.own.iter().map(|file| json!({ "name": file.name, "text": file.text }));
        // Copies of older versions list added files among the catalogue's own.
        let added = files
            .added
            .iter()
            .map(|AddedFile { file, sha256 }| json!({ "name": file.name, "text": file.text, "added": sha256 }));
        let files: Vec<_> = own.chain(added).collect();
        let bytes = json!({ "format": "tipscreen-catalogue-copy/1", "files": files }).to_string().into_bytes();
        Self { name: record::hex(Sha256::digest(&bytes)), bytes }
    }
}

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
