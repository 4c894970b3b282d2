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
    let temporary = written_beside(disk, path, bytes)?;
    if let Err(error) = disk.rename(&temporary, path) {
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    disk.sync_folder(folder_of(path))
}

/// Writes a file for its owner's eyes only (mode 0600).
///
/// # Errors
/// As for every file that is saved.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    save(&LocalDisk, path, bytes)
}

/// Writes a file for its owner's eyes only (mode 0600) where none stands: one that came there meanwhile stays.
///
/// # Errors
/// As for every file that is saved, and where something stands.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = written_beside(&LocalDisk, path, bytes)?;
    let put = match std::fs::hard_link(&temporary, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => take_and_fill(&temporary, path),
        linked => linked,
    };
    // Where it was put by another name, this one goes; where it was not, the file goes.
    LocalDisk.remove(&temporary)?;
    put?;
    LocalDisk.sync_folder(folder_of(path))
}

/// Not every disk knows links: the place is taken first, where none stands, and then filled.
fn take_and_fill(temporary: &Path, path: &Path) -> io::Result<()> {
    drop(LocalDisk.create(path)?);
    LocalDisk.rename(temporary, path).inspect_err(|_| drop(LocalDisk.remove(path)))
}

/// Whether two names are of one file, however they are spelled.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let folder = folder_of(path).canonicalize().or_else(|_| std::path::absolute(folder_of(path)));
        path.canonicalize().or_else(|_| Ok::<_, io::Error>(folder?.join(path.file_name().unwrap_or_default())))
    };
    place(one).is_ok_and(|one| place(other).is_ok_and(|other| one == other))
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

fn written_beside(disk: &impl Disk, path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    write_beside(disk, path, bytes)
        .or_else(|failed| if failed.may_try_again { write_beside(disk, path, bytes) } else { Err(failed) })
        .map_err(|failed| failed.error)
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

/// A name without what marks a file that is not yet in its place.
pub(super) fn final_name(found: &str) -> &str {
    found.strip_prefix(BEFORE).unwrap_or(found)
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

#[cfg(test)]
mod tests {
    use super::take_and_fill;
    use std::fs;

    #[test]
    fn where_there_are_no_links_a_place_that_is_taken_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "new").expect("a file");
        fs::write(&to, "old").expect("a file");
        assert!(take_and_fill(&from, &to).is_err_and(|error| error.kind() == std::io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(&to).expect("it stands"), "old");
        fs::remove_file(&to).expect("it is there");
        take_and_fill(&from, &to).expect("it is free");
        assert_eq!(fs::read_to_string(&to).expect("it stands"), "new");
        assert!(!from.exists());
    }
}
