//! What this device keeps for itself, outside every store: its signing key, the signing keys of other devices that somebody
//! made known here, and for each store the public keys that were accepted here.
//!
//! A store can come from elsewhere, or be changed by whoever can write to it. This folder is what it is compared with, so it
//! is its owner's alone, and nothing in it comes from a store. It holds nothing of a person.

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

/// The signing key of this device.
const KEY: &str = "device.key";
/// The signing keys of other devices.
const KNOWN: &str = "known-devices.toml";
/// The folder of what was accepted, a file for each store.
const ACCEPTED: &str = "accepted";
/// Keeps a second writer out.
const LOCK: &str = ".lock";
/// How often the lock is tried: whoever writes here holds it for a moment.
const LOOKS: usize = 100;
/// How long is waited in between.
const LOOK: Duration = Duration::from_millis(10);

/// Why the folder of this device can't be used. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// Others may write into it, or it is somebody else's: nothing in it can be trusted.
    #[error("{}: {}", path_name(.0), text!("store-device-open"))]
    OpenToOthers(PathBuf),
    /// Others may read the signing key, or write to it: whoever has it signs as this device.
    #[error("{}: {}", path_name(.0), text!("store-device-key-open"))]
    KeyOpenToOthers(PathBuf),
    /// A file in it is not one that this program wrote.
    #[error("{}: {}", path_name(.0), text!("store-device-damaged"))]
    Damaged(PathBuf),
    /// Another process is writing there.
    #[error("{}", .0.map_or_else(|| text!("store-device-busy").to_owned(), |id| text!("store-device-busy-process", process = id)))]
    Busy(Option<u32>),
    /// There is no folder for it.
    #[error("{}", text!("store-device-no-folder"))]
    NoFolder,
    /// The disk said no.
    #[error("{}: {}", path_name(.0), reason(.1))]
    Disk(PathBuf, io::Error),
}

/// A device whose signing key is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Its public key.
    pub key: DeviceId,
    /// What it is called here.
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

/// See the module.
#[derive(Clone, Debug)]
pub struct Device<D> {
    disk: D,
    folder: PathBuf,
}

impl<D: Disk> Device<D> {
    /// The folder of this device, which need not be there yet.
    pub fn at(disk: D, folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self { disk: disk.of_store(&folder), folder }
    }

    /// The signing key of this device, which is made where there is none.
    ///
    /// # Errors
    /// When it can't be read or made, or others may read it. One that is there is never written over.
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
    ///
    /// # Errors
    /// When it can't be read.
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

    /// The devices whose signing keys were made known here.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn known(&self) -> Result<Vec<KnownDevice>, DeviceError> {
        let path = self.folder.join(KNOWN);
        let file: KnownFile = self.read_toml(&path)?.unwrap_or_default();
        let one = |one: KnownEntry| Some(KnownDevice { key: one.key.parse().ok()?, name: one.name });
        file.device.into_iter().map(one).collect::<Option<_>>().ok_or(DeviceError::Damaged(path))
    }

    /// Makes the signing key of another device known under a name. One that was known gets the new name.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn trust(&self, device: KnownDevice) -> Result<(), DeviceError> {
        let _lock = self.lock()?;
        let mut known = self.known()?;
        known.retain(|one| one.key != device.key);
        known.push(device);
        self.save_known(&known)
    }

    /// Takes a device out of those that are known; whether it was there.
    ///
    /// # Errors
    /// When that can't be written.
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

    /// The public keys that were accepted here for the store in a folder; none where nothing was accepted yet.
    ///
    /// # Errors
    /// When that can't be read, or others may have written it.
    pub fn accepted(&self, store: &Path) -> Result<Option<Accepted>, DeviceError> {
        let path = self.accepted_path(store);
        let Some(file) = self.read_toml(&path)? else { return Ok(None) };
        Accepted::of_file(file).map(Some).ok_or(DeviceError::Damaged(path))
    }

    /// Accepts these public keys, and no others, for the store in a folder.
    ///
    /// # Errors
    /// When that can't be written.
    pub fn accept(&self, store: &Path, accepted: &Accepted) -> Result<(), DeviceError> {
        let path = self.accepted_path(store);
        self.make_folder(&self.folder)?;
        self.make_folder(&self.folder.join(ACCEPTED))?;
        self.save_toml(&path, &accepted.to_file(&whole(store)))
    }

    /// The same folder has the same file, by whatever path it is named.
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

/// The path of a store, the same by whatever name it is called, also where its folder is not there now.
fn whole(store: &Path) -> PathBuf {
    let absolute = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
    let found = absolute.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, canonical)) = found else { return absolute };
    match absolute.strip_prefix(above) {
        Ok(below) if !below.as_os_str().is_empty() => canonical.join(below),
        _ => canonical,
    }
}
