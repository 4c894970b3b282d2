//! The keys of a store: public keys for encryption, and secret keys under a passphrase, if this device holds any. The
//! files that exist decide who can resume what.

use super::disk::{EntryKind, holder};
use super::passphrase::Passphrase;
use super::recipients::as_text;
use super::record::hex;
use super::reseal::MarkSecret;
use super::{Disk, Store, reason};
use crate::store::accepted_keys::OwnKey;
use crate::store::atomic_write;
use crate::store::encryption::{Identity, MAX_RECIPIENTS, Recipient};
use crate::store::identity_files::{OtherKey, under_passphrase};
use crate::toml_input::path_name;
use age::secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use std::io;
use std::path::PathBuf;

/// The public keys for encryption, in the format of `age -R`.
pub(super) const RECIPIENTS: &str = "recipients.txt";
/// The public key that drafts of this device are encrypted to as well.
const DRAFTS: &str = "drafts.txt";
/// The lock against a second writer.
const LOCK: &str = ".lock";

/// Whether the folder of keys holds a file of this name.
pub(super) fn is_of_keys(name: &str) -> bool {
    [RECIPIENTS, DRAFTS, LOCK, Secret::Identity.file(), Secret::Drafts.file()].contains(&name)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The key that opens every record.
    Identity,
    /// The key that opens the drafts of this device.
    Drafts,
}

impl Secret {
    pub fn file(self) -> &'static str {
        match self {
            Self::Identity => "identity.age",
            Self::Drafts => "drafts.age",
        }
    }
}

/// Why keys can't be used or made. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Keys exist already, and must not be overwritten.
    #[error("{}", text!("store-keys-there", file = &**.0))]
    There(String),
    /// There are secret keys but no public ones. Making them was cut off, or somebody removed the public ones.
    #[error("{}: {}", .0, text!("store-keys-not-whole"))]
    NotWhole(String),
    /// Another process is making or adding keys.
    #[error("{}", .0.map_or_else(|| text!("store-keys-busy").to_owned(), |id| text!("store-keys-busy-process", process = id)))]
    Busy(Option<u32>),
    /// A text is no public key.
    #[error("{place}: {}", no_recipient(.why))]
    NoRecipient {
        /// The file and the line.
        place: String,
        why: OtherKey,
    },
    /// There would be more keys than a file can be encrypted to.
    #[error("{}", text!("store-keys-too-many", most = MAX_RECIPIENTS))]
    TooMany,
    /// The key to remove is not in the list.
    #[error("{}", text!("store-keys-not-listed"))]
    NotListed,
    /// Without this key nothing could be encrypted.
    #[error("{}", text!("store-keys-only-one"))]
    OnlyOne,
    #[error("{}", reason(.0))]
    Disk(#[from] io::Error),
}

/// The message for a key that can't be used for encryption.
pub fn no_recipient(why: &OtherKey) -> String {
    if *why == OtherKey::Unknown { text!("store-key-no-public").to_owned() } else { why.to_string() }
}

/// A public key with the name in the comment above it.
#[derive(Clone)]
pub struct ListedKey {
    pub key: Recipient,
    /// The name of its owner, if one is written down.
    pub name: String,
}

/// The keys of a store. No secret key is opened for this.
#[derive(Clone, Default)]
pub struct StoreKeys {
    /// The public keys for encryption.
    pub recipients: Vec<ListedKey>,
    /// The public key that drafts of this device are encrypted to as well.
    pub drafts: Option<Recipient>,
    /// The secret keys that are here.
    pub secrets: Vec<Secret>,
    /// The secret for the mark of the keys of a record, if there is a secret file to derive it from.
    pub mark_with: Option<MarkSecret>,
}

impl StoreKeys {
    pub fn has(&self, secret: Secret) -> bool {
        self.secrets.contains(&secret)
    }
}

pub struct MadeKeys {
    /// All keys of the store now.
    pub keys: StoreKeys,
    /// The public keys that were added to the list.
    pub added: Vec<ListedKey>,
    /// The public key of each secret file.
    pub own: Vec<OwnKey>,
}

/// Keys that are to be made.
pub struct NewKeys {
    /// The passphrase for both secret keys.
    pub passphrase: Passphrase,
    /// Public keys of others. With any of them, this device can open drafts only.
    pub field: Vec<Recipient>,
    /// The work of a passphrase try, as a power of two. `None`: about a second.
    pub work: Option<u8>,
}

impl<D: Disk> Store<D> {
    pub fn keys_folder(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// The keys of the store.
    ///
    /// # Errors
    /// Also if others may write into the folder of keys, because they could add a key of their own.
    pub fn keys(&self) -> Result<StoreKeys, KeyError> {
        let folder = self.keys_folder();
        let names = self.disk.names(&folder)?;
        if names.is_empty() {
            return Ok(StoreKeys::default());
        }
        self.disk.make_folder(&self.folder)?;
        self.disk.make_folder(&folder)?;
        let is_there = |name: &str| names.iter().any(|found| found == name);
        let listed = |name: &str| if is_there(name) { self.listed(name) } else { Ok(Vec::new()) };
        let secrets: Vec<Secret> =
            [Secret::Identity, Secret::Drafts].into_iter().filter(|one| is_there(one.file())).collect();
        Ok(StoreKeys {
            recipients: listed(RECIPIENTS)?,
            drafts: listed(DRAFTS)?.into_iter().next().map(|one| one.key),
            mark_with: secrets.first().and_then(|one| self.secret(*one).ok()).map(|file| MarkSecret::of(&file)),
            secrets,
        })
    }

    /// The content of a file of secret keys.
    pub fn secret(&self, secret: Secret) -> Result<Vec<u8>, KeyError> {
        Ok(self.disk.read(&self.keys_folder().join(secret.file()))?)
    }

    /// Makes the keys of this device. Public keys of others stay.
    ///
    /// # Errors
    /// This device has keys already, another process is making some, or they can't be written.
    pub fn make_keys(&self, new: NewKeys) -> Result<MadeKeys, KeyError> {
        let _lock = self.lock_keys()?;
        self.no_keys_yet()?;
        let drafts = Identity::generate();
        let mut added: Vec<ListedKey> =
            new.field.into_iter().map(|key| ListedKey { key, name: String::new() }).collect();
        let mut secrets = vec![(Secret::Drafts, drafts.clone())];
        if added.is_empty() {
            let own = Identity::generate();
            added.push(ListedKey { key: own.to_public(), name: text!("store-keys-made-here").to_owned() });
            secrets.insert(0, (Secret::Identity, own));
        }
        let added = self.not_listed(&added)?;
        // This takes seconds, and the user may give up meanwhile. Nothing is saved yet.
        let closed = |(secret, key): &(Secret, Identity)| {
            let text = key.to_string();
            let text = zeroize::Zeroizing::new(format!("{}\n", text.expose_secret()));
            Ok((*secret, under_passphrase(&text, &new.passphrase, new.work)?))
        };
        let closed = secrets.iter().map(closed).collect::<io::Result<Vec<_>>>()?;
        // The public keys are saved last, because they start encryption. Records are never encrypted to a key that is
        // not durably saved.
        for (secret, file) in &closed {
            self.save_key(secret.file(), file)?;
        }
        let own_drafts = ListedKey { key: drafts.to_public(), name: text!("store-keys-drafts").to_owned() };
        self.save_key(DRAFTS, as_text(&[own_drafts]).as_bytes())?;
        self.append(&added)?;
        let own = |((secret, key), (_, file)): (&(Secret, Identity), &(Secret, Vec<u8>))| OwnKey {
            secret: *secret,
            file_hash: hash_of(file),
            public: key.to_public(),
        };
        let own = secrets.iter().zip(&closed).map(own).collect();
        Ok(MadeKeys { keys: self.keys()?, added, own })
    }

    /// The hash of a file of secret keys.
    pub fn secret_hash(&self, secret: Secret) -> Result<String, KeyError> {
        self.secret(secret).map(|file| hash_of(&file))
    }

    /// Checks that keys can be made.
    ///
    /// # Errors
    /// A file with a key would be overwritten.
    pub fn no_keys_yet(&self) -> Result<(), KeyError> {
        let names = self.disk.names(&self.keys_folder())?;
        let is_there = |file: &str| names.iter().any(|found| found == file);
        // Public keys of others don't count. The keys of this device are added to them.
        let own = [Secret::Identity.file(), Secret::Drafts.file(), DRAFTS].into_iter().find(|file| is_there(file));
        match own {
            Some(file) if is_there(RECIPIENTS) => Err(KeyError::There(path_name(&self.keys_folder().join(file)))),
            // The leftovers of a process that was cut off.
            Some(_) => Err(KeyError::NotWhole(path_name(&self.keys_folder()))),
            None => Ok(()),
        }
    }

    /// Locks the keys against other writers, and removes temporary files of a process that was cut off.
    pub(super) fn lock_keys(&self) -> Result<D::Lock, KeyError> {
        let folder = self.keys_folder();
        self.disk.make_folder(&self.folder)?;
        self.disk.make_folder(&folder)?;
        let path = folder.join(LOCK);
        let lock = self.disk.lock(&path)?.ok_or_else(|| KeyError::Busy(holder(&self.disk, &path)))?;
        let entries = self.disk.entries(&folder)?;
        for left in entries.iter().filter(|entry| entry.kind == EntryKind::File) {
            if left.name.to_str().is_some_and(|name| atomic_write::meant_for(name).is_some()) {
                self.disk.remove(&folder.join(&left.name))?;
            }
        }
        Ok(lock)
    }

    pub(super) fn save_key(&self, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
        Ok(atomic_write::save(&self.disk, &self.keys_folder().join(name), bytes)?)
    }
}

fn hash_of(file: &[u8]) -> String {
    hex(Sha256::digest(file))
}
