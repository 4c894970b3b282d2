//! The keys of a store: public ones that everything is sealed to, and secret ones under a passphrase, if this device holds
//! any. Who may take up what is decided by which files are there.

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

/// Public keys that everything is sealed to, as `age -R` reads them.
pub(super) const RECIPIENTS: &str = "recipients.txt";
/// The public key that this device's drafts are sealed to as well.
const DRAFTS: &str = "drafts.txt";
/// Keeps a second writer out.
const LOCK: &str = ".lock";

/// Whether a file of this name is one of those that the folder of keys holds.
pub(super) fn is_of_keys(name: &str) -> bool {
    [RECIPIENTS, DRAFTS, LOCK, Secret::Identity.file(), Secret::Drafts.file()].contains(&name)
}

/// Which secret key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The one that opens everything.
    Identity,
    /// The one that opens the drafts of this device.
    Drafts,
}

impl Secret {
    /// The name of its file.
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
    /// There are keys that nothing may be written over.
    #[error("{}", text!("store-keys-there", file = &**.0))]
    There(String),
    /// There are secret keys and no public ones: making them was cut off, or somebody took the public ones away.
    #[error("{}: {}", .0, text!("store-keys-not-whole"))]
    NotWhole(String),
    /// Somebody else is making or adding keys.
    #[error("{}", .0.map_or_else(|| text!("store-keys-busy").to_owned(), |id| text!("store-keys-busy-process", process = id)))]
    Busy(Option<u32>),
    /// What was to be a public key is none.
    #[error("{place}: {}", no_recipient(.why))]
    NoRecipient {
        /// The file and the line.
        place: String,
        /// What it is.
        why: OtherKey,
    },
    /// With these there would be more than a file can be sealed to.
    #[error("{}", text!("store-keys-too-many", most = MAX_RECIPIENTS))]
    TooMany,
    /// What was to be taken out is not there.
    #[error("{}", text!("store-keys-not-listed"))]
    NotListed,
    /// Nothing could be sealed any more.
    #[error("{}", text!("store-keys-only-one"))]
    OnlyOne,
    /// The disk said no.
    #[error("{}", reason(.0))]
    Disk(#[from] io::Error),
}

/// What to say of a key that nothing can be sealed to.
pub fn no_recipient(why: &OtherKey) -> String {
    if *why == OtherKey::Unknown { text!("store-key-no-public").to_owned() } else { why.to_string() }
}

/// A public key with the name that stands over it.
#[derive(Clone)]
pub struct ListedKey {
    /// The key.
    pub key: Recipient,
    /// Whose it is, if somebody wrote that down.
    pub name: String,
}

/// What there is of keys, without opening any.
#[derive(Clone, Default)]
pub struct StoreKeys {
    /// Whom everything is sealed to.
    pub recipients: Vec<ListedKey>,
    /// Whom the drafts of this device are sealed to as well.
    pub drafts: Option<Recipient>,
    /// The secret keys that are here.
    pub secrets: Vec<Secret>,
    /// What the keys that a record is sealed to are marked with, where there is a secret file to make it from.
    pub mark_with: Option<MarkSecret>,
}

impl StoreKeys {
    /// Whether there is this secret key.
    pub fn has(&self, secret: Secret) -> bool {
        self.secrets.contains(&secret)
    }
}

/// Keys that were made.
pub struct MadeKeys {
    /// What there is of keys now.
    pub keys: StoreKeys,
    /// The public keys that were put into the list.
    pub added: Vec<ListedKey>,
    /// Which public key belongs to which secret file.
    pub own: Vec<OwnKey>,
}

/// Keys that are to be made.
pub struct NewKeys {
    /// What both secret keys are put under.
    pub passphrase: Passphrase,
    /// Public keys of others. With any of them, only drafts can be opened on this device.
    pub field: Vec<Recipient>,
    /// How much work trying a passphrase is, as a power of two; none: about a second.
    pub work: Option<u8>,
}

impl<D: Disk> Store<D> {
    /// The folder of the keys.
    pub fn keys_folder(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// What there is of keys.
    ///
    /// # Errors
    /// When they can't be read, or others may write into their folder: they could put in a key of their own.
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

    /// A file of secret keys, as it stands there.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn secret(&self, secret: Secret) -> Result<Vec<u8>, KeyError> {
        Ok(self.disk.read(&self.keys_folder().join(secret.file()))?)
    }

    /// Makes the keys of this device, where it has none; public keys of others that are there stay.
    ///
    /// # Errors
    /// When there are any, somebody else is making some, or they can't be written.
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
        // This takes seconds, in which whoever waits may give up: nothing is on the disk yet.
        let closed = |(secret, key): &(Secret, Identity)| {
            let text = key.to_string();
            let text = zeroize::Zeroizing::new(format!("{}\n", text.expose_secret()));
            Ok((*secret, under_passphrase(&text, &new.passphrase, new.work)?))
        };
        let closed = secrets.iter().map(closed).collect::<io::Result<Vec<_>>>()?;
        // The public keys last, since they are what makes records be sealed: never to a key that is not durably there.
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

    /// The hash of a file of secret keys, as it stands there.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn secret_hash(&self, secret: Secret) -> Result<String, KeyError> {
        self.secret(secret).map(|file| hash_of(&file))
    }

    /// Whether keys could be made.
    ///
    /// # Errors
    /// When something that a key is in would be written over.
    pub fn no_keys_yet(&self) -> Result<(), KeyError> {
        let names = self.disk.names(&self.keys_folder())?;
        let is_there = |file: &str| names.iter().any(|found| found == file);
        // Public keys of others are no keys of this device: its own come beside them.
        let own = [Secret::Identity.file(), Secret::Drafts.file(), DRAFTS].into_iter().find(|file| is_there(file));
        match own {
            Some(file) if is_there(RECIPIENTS) => Err(KeyError::There(path_name(&self.keys_folder().join(file)))),
            // The leavings of somebody who was cut off.
            Some(_) => Err(KeyError::NotWhole(path_name(&self.keys_folder()))),
            None => Ok(()),
        }
    }

    /// Keeps others from writing keys, and clears away what was being written when somebody was cut off.
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
