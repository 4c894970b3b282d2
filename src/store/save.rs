//! The one way anything is written: beside its place, made durable, then put there at once.
//!
//! Whatever stood there before stays until that moment, and what is reported as saved is still there after a power cut:
//! the file is synced before it is put in place, and the folder after.

use super::disk::{Disk, LocalDisk};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How the name of a file that is not yet in place begins.
const BEFORE: &str = ".tipscreen-";

/// Saves a file. The second try is for a disk that could not sync: of such a file nothing is known any more, so that
/// it is written anew, once.
///
/// # Errors
/// When it is not durably in place; what stood there before is then still there, or the new one is, whole.
pub(super) fn save(disk: &impl Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let temporary = write_beside(disk, path, bytes)
        .or_else(|failed| if failed.may_try_again { write_beside(disk, path, bytes) } else { Err(failed) })
        .map_err(|failed| failed.error)?;
    if let Err(error) = disk.rename(&temporary, path) {
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    disk.sync_folder(folder)
}

/// Writes a file for its owner's eyes only (mode 0600).
///
/// # Errors
/// As for every file that is saved.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    save(&LocalDisk, path, bytes)
}

/// Whether a file could be written at this place, found out before there is anything to lose. `again`: a file that is
/// there already may be replaced.
///
/// # Errors
/// Why it could not.
pub fn can_write(path: &Path, again: bool) -> io::Result<()> {
    // Putting a file in place takes away what stands there: a device, a pipe or a link as well.
    match path.symlink_metadata() {
        Ok(there) if there.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory)),
        Ok(there) if !(again && there.is_file()) => return Err(io::Error::from(io::ErrorKind::AlreadyExists)),
        _ => {}
    }
    let tried = beside(path);
    LocalDisk.create(&tried)?;
    LocalDisk.remove(&tried)
}

struct Failed {
    error: io::Error,
    may_try_again: bool,
}

fn write_beside(disk: &impl Disk, path: &Path, bytes: &[u8]) -> Result<PathBuf, Failed> {
    let temporary = beside(path);
    let written = || {
        let for_good = |error| Failed { error, may_try_again: false };
        let mut file = disk.create(&temporary).map_err(for_good)?;
        disk.write(&mut file, bytes).map_err(for_good)?;
        disk.sync(&mut file).map_err(|error| Failed { error, may_try_again: true })
    };
    written().inspect_err(|_| drop(disk.remove(&temporary)))?;
    Ok(temporary)
}

/// A name in the same folder that nobody else uses, and that tells whose it is.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let tag = uuid::Uuid::new_v4().simple().to_string();
    folder_of(path).join(format!("{BEFORE}{name}-{}", &tag[..12]))
}

/// Whether a name is that of a file that was never put in the place of `name`.
pub(super) fn is_left_over(found: &str, name: &str) -> bool {
    found.strip_prefix(BEFORE).and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('-'))
}

/// The file that a name was to be put in the place of.
pub(super) fn meant_for(found: &str) -> Option<&str> {
    found.strip_prefix(BEFORE)?.rsplit_once('-').map(|(name, _)| name)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file for its owner's eyes only that grows line by line and is put in its place when it is finished. Until then what
/// stood there before stays.
#[derive(Debug)]
pub struct Growing {
    file: File,
    length: u64,
    temporary: PathBuf,
    path: PathBuf,
    is_in_place: bool,
}

impl Growing {
    /// Begins a file that is to stand at this place.
    ///
    /// # Errors
    /// When nothing can be written beside it.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let temporary = beside(path);
        let file = LocalDisk.create(&temporary)?;
        Ok(Self { file, length: 0, temporary, path: path.to_owned(), is_in_place: false })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it is not durably there.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        LocalDisk.rename(&self.temporary, &self.path)?;
        self.is_in_place = true;
        LocalDisk.sync_folder(folder_of(&self.path))
    }
}

impl Write for Growing {
    /// Takes all or nothing: of a line that could not be written whole, nothing stays.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.file.write_all(bytes) {
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = LocalDisk.remove(&self.temporary);
        }
    }
}
