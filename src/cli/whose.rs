//! Whose the stores and the records are that are read by their path. What others may write into is refused here as it is by
//! every command that is told of a store.

use super::stored::{self, LocalStore};
use crate::cli::exit::Failure;
use crate::store::{LocalDisk, StoreError, own_file, store_around};
use crate::toml_input::path_name;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Looks at the stores in which files lie that are read, at each once.
#[derive(Default)]
pub struct FileOwnership {
    /// For each folder the store that it lies in.
    stores: BTreeMap<PathBuf, Option<PathBuf>>,
}

impl FileOwnership {
    /// Looks at the store that is named, or lies around what is named.
    ///
    /// # Errors
    /// When others may write into it, or it is somebody else's.
    pub fn folder(&mut self, path: &Path) -> anyhow::Result<()> {
        self.store(path).map(drop)
    }

    /// Looks at a file, and at the store around it, if there is one.
    ///
    /// # Errors
    /// When others may write into the store, or it is somebody else's. What is so of the file alone is given.
    pub fn file(&mut self, path: &Path) -> anyhow::Result<Option<Failure>> {
        // A link leads to where it leads.
        let Ok(whole) = path.canonicalize() else { return Ok(None) };
        let Some(folder) = whole.parent() else { return Ok(None) };
        if self.store(folder)?.is_none() {
            return Ok(None);
        }
        let refused = own_file(&LocalDisk::default(), &whole).err();
        Ok(refused.and_then(|found| stored::fault(&path_name(path), &found).downcast().ok()))
    }

    fn store(&mut self, folder: &Path) -> anyhow::Result<Option<PathBuf>> {
        if let Some(known) = self.stores.get(folder) {
            return Ok(known.clone());
        }
        let store = store_around(folder);
        if let Some(store) = &store {
            let checked = LocalStore::at(LocalDisk::default(), store.as_path()).check();
            checked.map_err(|found: StoreError| stored::fault(text!("store-itself"), &found))?;
        }
        self.stores.insert(folder.to_owned(), store.clone());
        Ok(store)
    }
}

/// A file is refused because others may write to it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnsafeFileError(pub Failure);

impl UnsafeFileError {
    /// The same as an error of reading the file.
    pub fn error(failure: &Failure) -> io::Error {
        io::Error::other(Self(failure.clone()))
    }
}
