//! The store: where screenings are kept, each in a record of its own.
//!
//! The only module that writes. A store is a folder for its owner alone, with a folder of records, one of the
//! catalogues they began with, and one of the keys that seal them, if there are any. It knows nothing of terminals; whether
//! a person agreed is asked of the case.

mod accepted_keys;
mod atomic_write;
mod catalogue_copies;
mod clock;
mod contents;
mod decryption;
mod device;
mod discard;
mod disk;
mod encryption;
mod erase;
mod event;
mod identity_files;
mod keys;
mod locations;
mod passphrase;
mod permissions;
mod recipients;
mod record;
mod record_ids;
mod recorder;
mod replay;
mod reseal;
mod seal;
mod signature;
mod stray_files;
mod uuids;

pub use crate::store::accepted_keys::{Accepted, AcceptedKey, KeyChanges, OwnKey};
pub use crate::store::atomic_write::{NewFile, PendingFile, is_same_place};
pub use crate::store::catalogue_copies::copy_name;
pub use crate::store::decryption::{Locked, Unsealing, peeked, unsealed};
pub use crate::store::encryption::{AgeSeal, Identity, Recipient, SealedFile};
pub use crate::store::identity_files::{
    OtherKey, SecretKeys, identities, identities_under, recipient, under_passphrase,
};
pub use crate::store::permissions::{cloud_sync_name, own_file, store_around};
pub use crate::store::recorder::{RecordingPlan, RecordingStatus, StoreRecorder};
pub use crate::store::stray_files::{Stray, StrayKind};
pub use age_core::format::FileKey;
pub use clock::StepBack;
pub use device::{Device, DeviceError, KnownDevice};
pub use disk::{Disk, EntryKind, FolderEntry, LocalDisk, LockError, Writers};
pub use erase::{LeftFile, WhyLeft};
pub use event::{Edition, Event, EventKind, QuestionId};
pub use keys::{KeyError, ListedKey, MadeKeys, NewKeys, Secret, StoreKeys, no_recipient};
pub use passphrase::{Passphrase, composed, is_typed_otherwise_elsewhere};
pub use record::{FORMAT, Head, Record, RecordError, RecordState};
pub use reseal::{MarkSecret, Resealed};
pub use seal::{Seal, Unsealed};
pub use signature::{DeviceId, DeviceKey, Signature, Signer, fingerprint};

use crate::toml_input::{FileKind, Sealed, kind_of};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Extension of a record file.
const RECORD: &str = ".tipscreen";
/// Extension of a lock file.
const LOCK: &str = ".lock";
/// How often a lock is tried. Another process that only tests the lock holds it for a moment.
const LOOKS: usize = 5;
/// Pause between two tries.
const LOOK: Duration = Duration::from_millis(5);

/// Why a store operation failed. Never holds an answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No record has this id.
    #[error("{}", text!("store-not-there"))]
    NotThere,
    /// Several ids begin with what was given.
    #[error("{}", text!("store-several"))]
    Several,
    /// Another process has the record open.
    #[error("{}", .0.map_or_else(|| text!("store-busy").to_owned(), |id| text!("store-busy-process", process = id)))]
    Busy(Option<u32>),
    /// Something else changed the file since this program wrote or read it.
    #[error("{}", text!("store-changed"))]
    Changed,
    /// The record is damaged or was altered.
    #[error("{0}")]
    Damaged(#[from] RecordError),
    /// The copy of its catalogue is missing or was altered.
    #[error("{}", text!("store-catalogue-changed"))]
    Catalogue,
    /// Other users can write to a folder of the store.
    #[error("{}", text!("store-folder-open"))]
    OpenToOthers(PathBuf),
    /// A folder of the store belongs to another user.
    #[error("{}", text!("store-folder-of-others"))]
    OfOthers(PathBuf),
    /// Other users can write to a record file.
    #[error("{}", text!("store-file-open"))]
    FileOpenToOthers(PathBuf),
    /// A record file belongs to another user.
    #[error("{}", text!("store-file-of-others"))]
    FileOfOthers(PathBuf),
    /// There is no unfinished later meeting.
    #[error("{}", text!("store-no-later-meeting"))]
    NoLaterMeeting,
    /// Part of an erased record is still there, or may be.
    #[error("{}", erase::left(.0))]
    NotAll(Vec<LeftFile>),
    /// The disk reported an error.
    #[error("{}", reason(.0))]
    Disk(#[from] io::Error),
}

/// An error of a disk, in words for people.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => text!("store-disk-no-folder").to_owned(),
        io::ErrorKind::PermissionDenied => text!("store-disk-no-permission").to_owned(),
        io::ErrorKind::IsADirectory => text!("store-disk-is-folder").to_owned(),
        io::ErrorKind::AlreadyExists => text!("store-disk-is-there").to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => text!("store-disk-full").to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => text!("store-disk-read-only").to_owned(),
        io::ErrorKind::NotADirectory => text!("store-disk-no-directory").to_owned(),
        io::ErrorKind::Other => error.to_string(),
        _ => text!("store-disk-error").to_owned(),
    }
}

/// A record that is open for writing; its lock keeps other writers out.
pub struct OpenRecord<L> {
    /// The record.
    pub record: Record,
    /// Whether it was sealed.
    pub was_sealed: bool,
    lock: L,
}

/// A folder of records.
#[derive(Clone)]
pub struct Store<D> {
    disk: D,
    folder: PathBuf,
    /// Signs each record that is saved. Without it a record keeps the signatures it had.
    signer: Option<Signer>,
}

impl<D: Disk> Store<D> {
    /// The store in this folder. The folder need not exist yet.
    pub fn at(disk: D, folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self { disk: disk.of_store(&folder), folder, signer: None }
    }

    /// The same store; each record that is saved is signed.
    pub fn signed_by(self, signer: Signer) -> Self {
        Self { signer: Some(signer), ..self }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn records(&self) -> PathBuf {
        self.folder.join("records")
    }

    fn path(&self, id: &str) -> PathBuf {
        self.records().join(format!("{id}{RECORD}"))
    }

    fn lock_path(&self, id: &str) -> PathBuf {
        self.records().join(format!("{id}{LOCK}"))
    }

    /// Creates the folders, and removes temporary files of interrupted saves.
    pub fn prepare(&self) -> Result<(), StoreError> {
        for folder in [self.folder.clone(), self.records(), self.folder.join("catalogues")] {
            self.disk.make_folder(&folder)?;
        }
        self.clear_left_over()
    }

    /// Reads the head of a record, which is not encrypted.
    pub fn head(&self, id: &str) -> Result<Head, StoreError> {
        Ok(Record::head(&self.bytes(id)?)?)
    }

    /// When a record was last saved, by the time of its file. Without a key nothing more is known.
    pub fn last_written(&self, id: &str) -> Result<std::time::SystemTime, StoreError> {
        Ok(self.disk.last_written(&self.path(id))?)
    }

    /// Reads a record.
    ///
    /// # Errors
    /// When it can't be read, or is not what was written.
    pub fn read(&self, id: &str, seal: &dyn Seal) -> Result<Record, StoreError> {
        let record = Record::read(&self.bytes(id)?, seal)?;
        // A record under another's name would be taken for that other.
        if record.id == id { Ok(record) } else { Err(RecordError::Another.into()) }
    }

    fn bytes(&self, id: &str) -> Result<Vec<u8>, StoreError> {
        if !is_id(id) {
            return Err(StoreError::NotThere);
        }
        own_file(&self.disk, &self.path(id))?;
        let bytes = self.disk.read(&self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::NotThere,
            io::ErrorKind::PermissionDenied => io::Error::other(text!("store-may-not-read")).into(),
            // A pipe, a folder, a file without end: nothing that was written here.
            io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => RecordError::NoRecord.into(),
            _ => StoreError::Disk(error),
        })?;
        let FileKind::Sealed(Sealed { in_armour: true, .. }) = kind_of(&bytes) else { return Ok(bytes) };
        let mut whole = Vec::new();
        let read = crate::store::decryption::out_of_armour(bytes.as_slice())
            .and_then(|mut bytes| bytes.read_to_end(&mut whole));
        // Bytes in memory can always be read.
        read.map(|_| whole).map_err(|error| error.downcast().unwrap_or(RecordError::Armour).into())
    }

    /// Opens a record to write to it.
    ///
    /// # Errors
    /// When somebody else has it open, or it can't be read.
    pub fn open(&self, id: &str, seal: &dyn Seal) -> Result<OpenRecord<D::Lock>, StoreError> {
        if !is_id(id) {
            return Err(StoreError::NotThere);
        }
        self.prepare()?;
        let lock = self.lock(id)?;
        let was_sealed = self.head(id)?.is_sealed();
        Ok(OpenRecord { record: self.read(id, seal)?, was_sealed, lock })
    }

    fn lock(&self, id: &str) -> Result<D::Lock, StoreError> {
        let path = self.lock_path(id);
        for _ in 0..LOOKS {
            if let Some(lock) = self.disk.lock(&path)? {
                return Ok(lock);
            }
            std::thread::sleep(LOOK);
        }
        Err(StoreError::Busy(disk::holder(&self.disk, &path)))
    }

    /// Identifies a record file, so that a replaced file is noticed.
    fn stamp(&self, id: &str) -> Option<String> {
        self.disk.stamp(&self.path(id))
    }

    /// Restores an earlier version of a record, with the signatures it had.
    fn put_back(&self, record: &Record, seal: &dyn Seal) -> Result<(), StoreError> {
        Ok(crate::store::atomic_write::save(&self.disk, &self.path(&record.id), &record.to_bytes(seal)?)?)
    }

    /// Saves a record with the signature of this device. The store must be prepared.
    fn save(&self, record: &Record, seal: &dyn Seal) -> Result<(), StoreError> {
        let bytes = match self.signer.as_ref().and_then(Signer::key) {
            Some(key) => record.to_signed_bytes(seal, key)?,
            None => record.to_bytes(seal)?,
        };
        Ok(crate::store::atomic_write::save(&self.disk, &self.path(&record.id), &bytes)?)
    }
}

/// Ids become file names, so an id can never lead to another folder.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
