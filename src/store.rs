//! The store: where screenings are kept, each in a record of its own.
//!
//! The only module that writes. A store is a folder for its owner alone, with a folder of records, one of the
//! catalogues they began with, and one of the keys that seal them, if there are any. It knows nothing of terminals; whether
//! a person agreed is asked of the case.

mod catalogues;
mod disk;
mod event;
mod identities;
mod keeping;
mod keys;
mod passphrase;
mod place;
mod record;
mod replay;
mod reseal;
mod save;
mod seal;
mod sealed;
mod shelves;
mod unsealing;

pub use age_core::format::FileKey;
pub use catalogues::copy_name;
pub use disk::{Disk, LocalDisk, Writers};
pub use event::{Deed, Edition, Event, Named};
pub use identities::{OtherKey, SecretKeys, identities, identities_under, recipient, under_passphrase};
pub use keeping::{Keeping, Plan, Standing};
pub use keys::{KeyFault, Keys, Listed, NewKeys, Secret, no_recipient};
pub use passphrase::{Passphrase, composed, is_typed_otherwise_elsewhere};
pub use place::copied_by;
pub use record::{Damage, FORMAT, Head, Record, State};
pub use reseal::{MarkSecret, Resealed};
pub use save::{Growing, can_write, is_same_place, write_new, write_private};
pub use seal::{Seal, Unsealed};
pub use sealed::{AgeSeal, Identity, Recipient, SealedFile};
pub use unsealing::{Locked, Unsealing, peeked, unsealed};

use crate::document::{Kind, Sealed, kind_of};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the file of a record ends.
const RECORD: &str = ".tipscreen";
/// How the file ends that keeps a second writer out.
const LOCK: &str = ".lock";
/// How often a lock is tried: whoever looks whether anybody holds it holds it for a moment.
const LOOKS: usize = 5;
/// How long is waited in between.
const LOOK: Duration = Duration::from_millis(5);

/// Why the store could not do something. Holds nothing of what was answered.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no record of this id.
    #[error("there is no record of this id")]
    NotThere,
    /// Several begin so.
    #[error("several records begin so")]
    Several,
    /// Somebody else has it open.
    #[error("it is open in another window{}", .0.map_or(String::new(), |id| format!(" (process {id})")))]
    Busy(Option<u32>),
    /// It is not what was written.
    #[error("{0}")]
    Damaged(#[from] Damage),
    /// The copy of the catalogue it stands on is gone, or is not what it was.
    #[error("the copy of its catalogue is not what it was")]
    Catalogue,
    /// Others may write into a folder of the store.
    #[error("others may write into the folder")]
    OpenToOthers(PathBuf),
    /// A folder of the store is somebody else's.
    #[error("the folder is somebody else's")]
    OfOthers(PathBuf),
    /// The disk said no.
    #[error("{}", reason(.0))]
    Disk(#[from] io::Error),
}

/// Why a disk said no, to reading or to writing, in words for people.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission there".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a file stands where a folder should be".to_owned(),
        io::ErrorKind::Other => error.to_string(),
        _ => "the disk gives an error".to_owned(),
    }
}

/// A record that was opened, and nobody else can write to.
pub struct Opened<L> {
    /// The record.
    pub record: Record,
    /// Whether it was sealed.
    pub was_sealed: bool,
    lock: L,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Store<D> {
    disk: D,
    folder: PathBuf,
}

impl<D: Disk> Store<D> {
    /// The store in this folder, which need not be there yet.
    pub fn at(disk: D, folder: impl Into<PathBuf>) -> Self {
        Self { disk, folder: folder.into() }
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

    /// Makes the folders, and clears away what was being written when a screening was cut off.
    ///
    /// # Errors
    /// When they can't be made, or others may write into them.
    pub fn prepare(&self) -> Result<(), Fault> {
        for folder in [self.folder.clone(), self.records(), self.folder.join("catalogues")] {
            self.disk.make_folder(&folder)?;
        }
        self.clear_left_over()
    }

    /// Clears away what was being written when a screening was cut off.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn clear_left_over(&self) -> Result<(), Fault> {
        for found in self.disk.names(&self.records())? {
            let Some(id) = save::meant_for(&found).and_then(|name| name.strip_suffix(RECORD)) else { continue };
            // Whoever is writing it holds its lock.
            if let Some(_lock) = self.disk.lock(&self.lock_path(id))? {
                self.disk.remove(&self.records().join(&found))?;
                if !self.ids()?.iter().any(|known| known == id) {
                    self.disk.remove(&self.lock_path(id))?;
                }
            }
        }
        Ok(())
    }

    /// The ids of all records.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn ids(&self) -> Result<Vec<String>, Fault> {
        let names = self.disk.names(&self.records())?;
        Ok(names
            .iter()
            .filter_map(|name| name.strip_suffix(RECORD))
            .filter(|id| is_id(id))
            .map(str::to_owned)
            .collect())
    }

    /// The id that begins so, if exactly one does.
    ///
    /// # Errors
    /// When there is none, or several, or the folder can't be read.
    pub fn find(&self, begins: &str) -> Result<String, Fault> {
        let mut fit =
            self.ids()?.into_iter().filter(|id| id == begins || (begins.len() >= 4 && id.starts_with(begins)));
        match (fit.next(), fit.next()) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(Fault::Several),
            (None, _) => Err(Fault::NotThere),
        }
    }

    /// What stands in clear before a record.
    ///
    /// # Errors
    /// When it can't be read, or is no record.
    pub fn head(&self, id: &str) -> Result<Head, Fault> {
        Ok(Record::head(&self.bytes(id)?)?)
    }

    /// When a record was last written, by the time of its file: whoever has no key can tell no more.
    ///
    /// # Errors
    /// When it is not there.
    pub fn last_written(&self, id: &str) -> Result<std::time::SystemTime, Fault> {
        Ok(self.disk.last_written(&self.path(id))?)
    }

    /// Reads a record.
    ///
    /// # Errors
    /// When it can't be read, or is not what was written.
    pub fn read(&self, id: &str, seal: &dyn Seal) -> Result<Record, Fault> {
        let record = Record::read(&self.bytes(id)?, seal)?;
        // A record under another's name would be taken for that other.
        if record.id == id { Ok(record) } else { Err(Damage::Another.into()) }
    }

    fn bytes(&self, id: &str) -> Result<Vec<u8>, Fault> {
        if !is_id(id) {
            return Err(Fault::NotThere);
        }
        let bytes = self.disk.read(&self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Fault::NotThere,
            io::ErrorKind::PermissionDenied => io::Error::other("you may not read it").into(),
            // A pipe, a folder, a file without end: nothing that was written here.
            io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => Damage::NoRecord.into(),
            _ => Fault::Disk(error),
        })?;
        let Kind::Sealed(Sealed { in_armour: true, .. }) = kind_of(&bytes) else { return Ok(bytes) };
        let mut whole = Vec::new();
        let read = unsealing::out_of_armour(bytes.as_slice()).and_then(|mut bytes| bytes.read_to_end(&mut whole));
        // Bytes in memory can always be read.
        read.map(|_| whole).map_err(|error| error.downcast().unwrap_or(Damage::Armour).into())
    }

    /// Opens a record to write to it.
    ///
    /// # Errors
    /// When somebody else has it open, or it can't be read.
    pub fn open(&self, id: &str, seal: &dyn Seal) -> Result<Opened<D::Lock>, Fault> {
        if !is_id(id) {
            return Err(Fault::NotThere);
        }
        self.prepare()?;
        let lock = self.lock(id)?;
        let was_sealed = self.head(id)?.is_sealed();
        Ok(Opened { record: self.read(id, seal)?, was_sealed, lock })
    }

    fn lock(&self, id: &str) -> Result<D::Lock, Fault> {
        let path = self.lock_path(id);
        for _ in 0..LOOKS {
            if let Some(lock) = self.disk.lock(&path)? {
                return Ok(lock);
            }
            std::thread::sleep(LOOK);
        }
        Err(Fault::Busy(disk::holder(&path)))
    }

    /// Saves a record, in a store that was prepared.
    fn save(&self, record: &Record, seal: &dyn Seal) -> Result<(), Fault> {
        Ok(save::save(&self.disk, &self.path(&record.id), &record.to_bytes(seal)?)?)
    }

    /// Takes a record off the disk, with whatever else is left of it. What a disk or a backup keeps of a file that was
    /// taken away is out of reach.
    ///
    /// # Errors
    /// When it is not there, somebody else has it open, or something of it is still there.
    pub fn erase(&self, id: &str) -> Result<(), Fault> {
        if !is_id(id) || self.names_of(id)?.is_empty() {
            return Err(Fault::NotThere);
        }
        let _lock = self.lock(id)?;
        self.erase_locked(id)
    }

    fn erase_locked(&self, id: &str) -> Result<(), Fault> {
        for found in self.names_of(id)? {
            self.disk.remove(&self.records().join(found))?;
        }
        self.disk.remove(&self.lock_path(id))?;
        Ok(self.disk.sync_folder(&self.records())?)
    }

    /// The file of a record, and what was left over of it.
    fn names_of(&self, id: &str) -> Result<Vec<String>, Fault> {
        let name = format!("{id}{RECORD}");
        let mut names = self.disk.names(&self.records())?;
        names.retain(|found| *found == name || save::is_left_over(found, &name));
        Ok(names)
    }
}

/// Ids become names of files, so nothing that could lead to another folder is one.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
