//! The one way anything is written: beside its place, made durable, then put there at once.
//!
//! Whatever stood there before stays until that moment, and what is reported as saved is still there after a power cut:
//! the file is synced before it is put in place, and the folder after.

use crate::store::disk::{Disk, LocalDisk};
use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom, Write};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

/// A file that the user named for something new, for its owner's eyes only (0600). It is looked at before there is anything
/// to lose, and again when it is put in place: what came there meanwhile stays as it is.
#[derive(Clone, Debug)]
pub struct NewFile {
    path: PathBuf,
    /// The file that stood there, where it may be replaced.
    replaces: Option<Stood>,
}

/// A file as it was looked at.
type Stood = (u64, Option<SystemTime>, Option<(u64, u64)>);

impl NewFile {
    /// Looks whether a file can be written at this place. `may_replace`: a file that is there already may be replaced.
    ///
    /// # Errors
    /// Why it could not.
    pub fn at(path: &Path, may_replace: bool) -> io::Result<Self> {
        // Putting a file in place takes away what stands there: a device, a pipe or a link as well.
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

    /// A file where none may stand. Nothing is tried.
    pub fn unseen(path: PathBuf) -> Self {
        Self { path, replaces: None }
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it.
    ///
    /// # Errors
    /// As for every file that is saved, and where something came there meanwhile.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let temporary = written_beside(&LocalDisk::default(), &self.path, bytes)?;
        self.put(&temporary)
    }

    /// Puts a file in this place. Where it can't be put there it is gone.
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
        // Where it was put by another name, this one goes; where it was not, the file goes.
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

/// Not every disk knows links: the place is taken first, where none stands, and then filled.
fn take_and_fill(temporary: &Path, path: &Path) -> io::Result<()> {
    let disk = LocalDisk::default();
    drop(disk.create(path)?);
    disk.rename(temporary, path).inspect_err(|_| drop(disk.remove(path)))
}

/// Whether two names are of one file, however they are spelled.
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

/// A name in the same folder that nobody else uses, and that tells whose it is.
fn temp_path(path: &Path) -> PathBuf {
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

/// A new file that grows line by line and is put in its place when it is finished.
#[derive(Debug)]
pub struct PendingFile {
    file: File,
    length: u64,
    temporary: PathBuf,
    to: NewFile,
    is_in_place: bool,
}

impl PendingFile {
    /// Begins a file that is to stand at this place.
    ///
    /// # Errors
    /// When nothing can be written beside it.
    pub fn begin(to: NewFile) -> io::Result<Self> {
        let temporary = temp_path(&to.path);
        let file = LocalDisk::default().create(&temporary)?;
        Ok(Self { file, length: 0, temporary, to, is_in_place: false })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.to.path
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it is not durably there, or something came there meanwhile.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.to.put(&self.temporary)?;
        self.is_in_place = true;
        Ok(())
    }
}

impl Write for PendingFile {
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
