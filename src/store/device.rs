//! The folder of this device, outside every store. It holds the signing key of this device, the known signing keys of
//! other devices, and the accepted public keys of each store.
//!
//! A store can come from elsewhere, and others may change it. It is compared with this folder, which only its owner may
//! change, and in which nothing comes from a store. The folder holds no data about a person.

use super::disk::holder;
use super::record::hex;
use super::signature::{DeviceId, DeviceKey};
use super::{Disk, Writers, reason};
use crate::store::accepted_keys::Accepted;
use crate::store::atomic_write;
use crate::toml_input::path_name;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

const KEY: &str = "device.key";
const KNOWN: &str = "known-devices.toml";
/// The folder of accepted keys, with one file for each store.
const ACCEPTED: &str = "accepted";
/// The lock against a second writer.
const LOCK: &str = ".lock";
/// How often the lock is tried. A writer holds it only for a moment.
const LOOKS: usize = 100;
/// The wait between two tries.
const LOOK: Duration = Duration::from_millis(10);

/// Why the folder of this device can't be used. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// Others may write into the folder or own it, so its content can't be trusted.
    #[error("{}: {}", path_name(.0), text!("store-device-open"))]
    OpenToOthers(PathBuf),
    /// Others may read or write the signing key. Anyone who has it can sign as this device.
    #[error("{}: {}", path_name(.0), text!("store-device-key-open"))]
    KeyOpenToOthers(PathBuf),
    /// A file in the folder was not written by this program.
    #[error("{}: {}", path_name(.0), text!("store-device-damaged"))]
    Damaged(PathBuf),
    /// Another process is writing there.
    #[error("{}", .0.map_or_else(|| text!("store-device-busy").to_owned(), |id| text!("store-device-busy-process", process = id)))]
    Busy(Option<u32>),
    #[error("{}", text!("store-device-no-folder"))]
    NoFolder,
    #[error("{}: {}", path_name(.0), reason(.1))]
    Disk(PathBuf, io::Error),
}

/// A device whose signing key is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    pub key: DeviceId,
    /// Its name on this device.
    pub name: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFile {
    #[serde(default)]
    device: Vec<KnownEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownEntry {
    name: String,
    key: String,
}

/// The folder of this device.
#[derive(Clone, Debug)]
pub struct Device<D> {
    disk: D,
    folder: PathBuf,
}

impl<D: Disk> Device<D> {
    /// Names the folder, which need not exist yet.
    pub fn at(disk: D, folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self { disk: disk.of_store(&folder), folder }
    }

    /// The signing key of this device. It is made if there is none, and an existing one is never overwritten.
    ///
    /// # Errors
    /// The key can't be read or made, or others may read it.
    pub fn key(&self) -> Result<DeviceKey, DeviceError> {
        if let Some(key) = self.existing_key()? {
            return Ok(key);
        }
        let _lock = self.lock()?;
        // Another process may have made one meanwhile.
        if let Some(key) = self.existing_key()? {
            return Ok(key);
        }
        let path = self.folder.join(KEY);
        let key = DeviceKey::generate().map_err(|error| DeviceError::Disk(path.clone(), error))?;
        self.save(&path, key.to_text().as_bytes())?;
        Ok(key)
    }

    /// The public half of the signing key, if there is one.
    pub fn public_key(&self) -> Result<Option<DeviceId>, DeviceError> {
        Ok(self.existing_key()?.map(|key| key.public()))
    }

    fn existing_key(&self) -> Result<Option<DeviceKey>, DeviceError> {
        let path = self.folder.join(KEY);
        let Some(bytes) = self.read(&path)? else { return Ok(None) };
        let bytes = Zeroizing::new(bytes);
        match self.disk.is_private(&path) {
            Ok(true) => {}
            Ok(false) => return Err(DeviceError::KeyOpenToOthers(path)),
            Err(error) => return Err(DeviceError::Disk(path, error)),
        }
        let key = std::str::from_utf8(&bytes).ok().and_then(DeviceKey::of_text);
        key.map(Some).ok_or(DeviceError::Damaged(path))
    }

    /// The devices whose signing keys are known here.
    pub fn known(&self) -> Result<Vec<KnownDevice>, DeviceError> {
        let path = self.folder.join(KNOWN);
        let file: KnownFile = self.read_toml(&path)?.unwrap_or_default();
        let one = |one: KnownEntry| Some(KnownDevice { key: one.key.parse().ok()?, name: one.name });
        file.device.into_iter().map(one).collect::<Option<_>>().ok_or(DeviceError::Damaged(path))
    }

    /// Makes the signing key of another device known under a name. A known device gets the new name.
    pub fn trust(&self, device: KnownDevice) -> Result<(), DeviceError> {
        let _lock = self.lock()?;
        let mut known = self.known()?;
        known.retain(|one| one.key != device.key);
        known.push(device);
        self.save_known(&known)
    }

    /// Removes a device from the known ones, and returns whether it was known.
    pub fn distrust(&self, key: &DeviceId) -> Result<bool, DeviceError> {
        let _lock = self.lock()?;
        let mut known = self.known()?;
        let before = known.len();
        known.retain(|one| one.key != *key);
        if known.len() == before {
            return Ok(false);
        }
        self.save_known(&known).map(|()| true)
    }

    fn save_known(&self, known: &[KnownDevice]) -> Result<(), DeviceError> {
        let entry = |one: &KnownDevice| KnownEntry { name: one.name.clone(), key: one.key.to_string() };
        self.save_toml(&self.folder.join(KNOWN), &KnownFile { device: known.iter().map(entry).collect() })
    }

    /// The public keys that were accepted here for the store in a folder, if any were.
    pub fn accepted(&self, store: &Path) -> Result<Option<Accepted>, DeviceError> {
        let path = self.accepted_path(store);
        let Some(file) = self.read_toml(&path)? else { return Ok(None) };
        Accepted::of_file(file).map(Some).ok_or(DeviceError::Damaged(path))
    }

    /// Accepts exactly these public keys for the store in a folder.
    pub fn accept(&self, store: &Path, accepted: &Accepted) -> Result<(), DeviceError> {
        let path = self.accepted_path(store);
        self.make_folder(&self.folder)?;
        self.make_folder(&self.folder.join(ACCEPTED))?;
        self.save_toml(&path, &accepted.to_file(&whole(store)))
    }

    /// The same folder gets the same file, by any path.
    fn accepted_path(&self, store: &Path) -> PathBuf {
        let name = hex(Sha256::digest(whole(store).as_os_str().as_encoded_bytes()));
        self.folder.join(ACCEPTED).join(format!("{}.toml", &name[..32]))
    }

    fn lock(&self) -> Result<D::Lock, DeviceError> {
        self.make_folder(&self.folder)?;
        let path = self.folder.join(LOCK);
        for _ in 0..LOOKS {
            let lock = self.disk.lock(&path).map_err(|error| DeviceError::Disk(path.clone(), error))?;
            if let Some(lock) = lock {
                return Ok(lock);
            }
            std::thread::sleep(LOOK);
        }
        Err(DeviceError::Busy(holder(&self.disk, &path)))
    }

    fn make_folder(&self, folder: &Path) -> Result<(), DeviceError> {
        self.check(folder)?;
        self.disk.make_folder(folder).map_err(|error| DeviceError::Disk(folder.to_owned(), error))
    }

    fn check(&self, folder: &Path) -> Result<(), DeviceError> {
        match self.disk.writers(folder) {
            Ok(Writers::Owner) => Ok(()),
            Ok(Writers::Others | Writers::Stranger) => Err(DeviceError::OpenToOthers(folder.to_owned())),
            Err(error) => Err(DeviceError::Disk(folder.to_owned(), error)),
        }
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, DeviceError> {
        self.check(&self.folder)?;
        self.check(&self.folder.join(ACCEPTED))?;
        match self.disk.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DeviceError::Disk(path.to_owned(), error)),
        }
    }

    fn read_toml<T: DeserializeOwned>(&self, path: &Path) -> Result<Option<T>, DeviceError> {
        let Some(bytes) = self.read(path)? else { return Ok(None) };
        let read = std::str::from_utf8(&bytes).ok().and_then(|text| toml::from_str(text).ok());
        read.map(Some).ok_or_else(|| DeviceError::Damaged(path.to_owned()))
    }

    fn save_toml(&self, path: &Path, value: &impl Serialize) -> Result<(), DeviceError> {
        let text =
            toml::to_string(value).map_err(|error| DeviceError::Disk(path.to_owned(), io::Error::other(error)))?;
        self.save(path, text.as_bytes())
    }

    fn save(&self, path: &Path, bytes: &[u8]) -> Result<(), DeviceError> {
        atomic_write::save(&self.disk, path, bytes).map_err(|error| DeviceError::Disk(path.to_owned(), error))
    }
}

/// The canonical path of a store, also if its folder does not exist now.
fn whole(store: &Path) -> PathBuf {
    let absolute = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
    let found = absolute.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, canonical)) = found else { return absolute };
    match absolute.strip_prefix(above) {
        Ok(below) if !below.as_os_str().is_empty() => canonical.join(below),
        _ => canonical,
    }
}
