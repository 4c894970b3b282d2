//! The only way to save a file: write a temporary file beside it, sync, rename it into place, and sync the folder.
//!
//! The old file stays until the rename. What is reported as saved survives a power cut. It does not know what it saves.

use crate::store::disk::{Disk, LocalDisk};
use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom, Write};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The prefix of a temporary file.
const BEFORE: &str = ".tipscreen-";

/// Saves a file. After a failed sync the state of the temporary file is unknown, so it is written again, once.
///
/// # Errors
/// The file is not durably saved. The path then holds the old file or the new one, whole.
pub(super) fn save(disk: &impl Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = written_beside(disk, path, bytes)?;
    if let Err(error) = disk.rename(&temporary, path) {
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    disk.sync_folder(folder_of(path))
}

/// A new file at a path that the user named, readable by its owner only (0600). The path is checked before any work
/// starts, and again when the file is put in place. A file that appeared there meanwhile is never overwritten.
#[derive(Clone, Debug)]
pub struct NewFile {
    path: PathBuf,
    /// The file that may be replaced, as it was at the first check.
    replaces: Option<Stood>,
}

/// What identifies a file: size, time of the last change, and device with inode.
type Stood = (u64, Option<SystemTime>, Option<(u64, u64)>);

impl NewFile {
    /// Checks whether a file can be written at this path. `may_replace`: an existing file may be replaced.
    pub fn at(path: &Path, may_replace: bool) -> io::Result<Self> {
        // A rename would also replace a device, a pipe or a link.
        let replaces = match path.symlink_metadata() {
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if may_replace && there.is_file() => Some(stood(&there)),
            Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => None,
        };
        let tried = temp_path(path);
        let disk = LocalDisk::default();
        disk.create(&tried)?;
        disk.remove(&tried)?;
        Ok(Self { path: path.to_owned(), replaces })
    }

    /// A file at a path where no file may exist. Nothing is checked yet.
    pub fn unseen(path: PathBuf) -> Self {
        Self { path, replaces: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// # Errors
    /// As for every save, and when a file appeared at the path meanwhile.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let temporary = written_beside(&LocalDisk::default(), &self.path, bytes)?;
        self.put(&temporary)
    }

    /// Puts a temporary file in place. The temporary file is removed if that fails.
    fn put(&self, temporary: &Path) -> io::Result<()> {
        let disk = LocalDisk::default();
        let put = match self.replaces {
            Some(seen) if self.path.symlink_metadata().is_ok_and(|there| stood(&there) == seen) => {
                disk.rename(temporary, &self.path)
            }
            _ => match std::fs::hard_link(temporary, &self.path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => take_and_fill(temporary, &self.path),
                linked => linked,
            },
        };
        // After a hard link the temporary name is no longer needed. After a failure the temporary file is not needed.
        disk.remove(temporary)?;
        put?;
        disk.sync_folder(folder_of(&self.path))
    }
}

fn stood(there: &Metadata) -> Stood {
    #[cfg(unix)]
    let which = Some((there.dev(), there.ino()));
    #[cfg(not(unix))]
    let which = None;
    (there.len(), there.modified().ok(), which)
}

/// For disks without hard links: creates the file, which fails if one exists, and then fills it.
fn take_and_fill(temporary: &Path, path: &Path) -> io::Result<()> {
    let disk = LocalDisk::default();
    drop(disk.create(path)?);
    disk.rename(temporary, path).inspect_err(|_| drop(disk.remove(path)))
}

/// Whether two paths name the same file, however they are spelled.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let folder = folder_of(path).canonicalize().or_else(|_| std::path::absolute(folder_of(path)));
        path.canonicalize().or_else(|_| Ok::<_, io::Error>(folder?.join(path.file_name().unwrap_or_default())))
    };
    place(one).is_ok_and(|one| place(other).is_ok_and(|other| one == other))
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
    let temporary = temp_path(path);
    let written = || {
        let for_good = |error| Failed { error, may_try_again: false };
        let mut file = disk.create(&temporary).map_err(for_good)?;
        disk.write(&mut file, bytes).map_err(for_good)?;
        disk.sync(&mut file).map_err(|error| Failed { error, may_try_again: true })
    };
    written().inspect_err(|_| drop(disk.remove(&temporary)))?;
    Ok(temporary)
}

/// An unused name in the same folder, which shows what file it belongs to.
fn temp_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let tag = uuid::Uuid::new_v4().simple().to_string();
    folder_of(path).join(format!("{BEFORE}{name}-{}", &tag[..12]))
}

/// Whether a name is that of a temporary file for `name`.
pub(super) fn is_left_over(found: &str, name: &str) -> bool {
    found.strip_prefix(BEFORE).and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('-'))
}

/// The name of the file that a temporary file was to become.
pub(super) fn meant_for(found: &str) -> Option<&str> {
    found.strip_prefix(BEFORE)?.rsplit_once('-').map(|(name, _)| name)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A new file that is written line by line, and put in place when it is finished.
#[derive(Debug)]
pub struct PendingFile {
    file: File,
    length: u64,
    temporary: PathBuf,
    to: NewFile,
    is_in_place: bool,
}

impl PendingFile {
    /// Creates the temporary file.
    pub fn begin(to: NewFile) -> io::Result<Self> {
        let temporary = temp_path(&to.path);
        let file = LocalDisk::default().create(&temporary)?;
        Ok(Self { file, length: 0, temporary, to, is_in_place: false })
    }

    /// The path of the finished file.
    pub fn path(&self) -> &Path {
        &self.to.path
    }

    /// Puts the file in place.
    ///
    /// # Errors
    /// The file is not durably saved, or another file appeared at the path meanwhile.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.to.put(&self.temporary)?;
        self.is_in_place = true;
        Ok(())
    }
}

impl Write for PendingFile {
    /// Writes all or nothing. A line that could not be written whole is removed.
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

impl Drop for PendingFile {
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = LocalDisk::default().remove(&self.temporary);
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
