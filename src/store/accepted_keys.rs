//! The public keys that were accepted for a store on this device, and how the keys of the store differ from them.

use crate::store::encryption::Recipient;
use crate::store::keys::{ListedKey, Secret, StoreKeys};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A secret key of this device whose public key is known.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnKey {
    pub secret: Secret,
    /// The SHA-256 of the file. Another file under the same name is another key.
    pub file_hash: String,
    pub public: Recipient,
}

/// A public key that records are encrypted to.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedKey {
    pub key: Recipient,
    /// The name of its owner, if one is written down.
    pub name: String,
    /// Whether it opens only the drafts of this device.
    pub drafts_only: bool,
}

/// The keys that were accepted for one store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accepted {
    pub readers: Vec<AcceptedKey>,
    /// The secret keys that were made here.
    pub own: Vec<OwnKey>,
}

/// How the keys of a store differ from the accepted ones. The order in each list has no meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyChanges {
    pub new: Vec<AcceptedKey>,
    /// Accepted keys that the store no longer has.
    pub gone: Vec<AcceptedKey>,
    /// Accepted keys under another name: each with its present name, and its earlier name.
    pub renamed: Vec<(AcceptedKey, String)>,
}

impl KeyChanges {
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.renamed.is_empty()
    }
}

impl StoreKeys {
    /// Every key that records of this store are encrypted to.
    pub fn readers(&self) -> Vec<AcceptedKey> {
        let finished =
            |one: &ListedKey| AcceptedKey { key: one.key.clone(), name: one.name.clone(), drafts_only: false };
        let drafts = |key: &Recipient| AcceptedKey { key: key.clone(), name: String::new(), drafts_only: true };
        self.recipients.iter().map(finished).chain(self.drafts.iter().map(drafts)).collect()
    }
}

impl Accepted {
    /// Compares the keys of a store with the accepted ones.
    pub fn changes(&self, keys: &StoreKeys) -> KeyChanges {
        let now = keys.readers();
        let same =
            |one: &AcceptedKey, other: &AcceptedKey| one.key == other.key && one.drafts_only == other.drafts_only;
        let mut changes = KeyChanges::default();
        for reader in &now {
            match self.readers.iter().find(|known| same(known, reader)) {
                None => changes.new.push(reader.clone()),
                Some(known) if known.name != reader.name => changes.renamed.push((reader.clone(), known.name.clone())),
                Some(_) => {}
            }
        }
        let is_gone = |known: &&AcceptedKey| !now.iter().any(|reader| same(known, reader));
        changes.gone = self.readers.iter().filter(is_gone).cloned().collect();
        changes
    }

    /// Accepts more keys. A key that is already accepted keeps its name.
    pub fn add(&mut self, added: &[ListedKey]) {
        for one in added {
            if !self.readers.iter().any(|known| known.key == one.key && !known.drafts_only) {
                self.readers.push(AcceptedKey { key: one.key.clone(), name: one.name.clone(), drafts_only: false });
            }
        }
    }

    /// Removes a key from those that open finished records.
    pub fn remove(&mut self, key: &Recipient) {
        self.readers.retain(|known| known.drafts_only || known.key != *key);
    }

    /// The public key that belongs to the secret file with this hash, if it is known.
    pub fn public_of(&self, secret: Secret, file_hash: &str) -> Option<&Recipient> {
        let found = self.own.iter().find(|own| own.secret == secret && own.file_hash == file_hash);
        found.map(|own| &own.public)
    }

    pub(super) fn of_file(file: AcceptedFile) -> Option<Self> {
        let reader = |one: ReaderEntry| {
            Some(AcceptedKey { key: one.key.parse().ok()?, name: one.name, drafts_only: one.drafts_only })
        };
        let own = |one: OwnEntry| {
            let secret = [Secret::Identity, Secret::Drafts].into_iter().find(|secret| secret.file() == one.file)?;
            Some(OwnKey { secret, file_hash: one.sha256, public: one.key.parse().ok()? })
        };
        Some(Self {
            readers: file.reader.into_iter().map(reader).collect::<Option<_>>()?,
            own: file.own.into_iter().map(own).collect::<Option<_>>()?,
        })
    }

    pub(super) fn to_file(&self, store: &Path) -> AcceptedFile {
        let reader = |one: &AcceptedKey| ReaderEntry {
            key: one.key.to_string(),
            name: one.name.clone(),
            drafts_only: one.drafts_only,
        };
        let own = |one: &OwnKey| OwnEntry {
            file: one.secret.file().to_owned(),
            sha256: one.file_hash.clone(),
            key: one.public.to_string(),
        };
        AcceptedFile {
            store: store.to_string_lossy().into_owned(),
            reader: self.readers.iter().map(reader).collect(),
            own: self.own.iter().map(own).collect(),
        }
    }
}

/// The accepted keys, as they are saved.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptedFile {
    /// The folder of the store, for people who read the file.
    store: String,
    #[serde(default)]
    reader: Vec<ReaderEntry>,
    #[serde(default)]
    own: Vec<OwnEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReaderEntry {
    key: String,
    name: String,
    #[serde(default)]
    drafts_only: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnEntry {
    file: String,
    sha256: String,
    key: String,
}
