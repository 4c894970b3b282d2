//! The few things a store asks of a disk, so that a test can stand in for one that crashes, fills up or forgets.

use crate::no_follow;
use crate::no_follow::{FolderPlace, IsLink};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use crate::no_follow::{EntryKind, FolderEntry};

/// Largest file that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Who may write into a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// Its owner, who is this user; so it is where there is no folder yet.
    Owner,
    /// Its owner, who is this user, and others.
    Others,
    /// Somebody else, whose it is.
    Stranger,
}

/// A disk. Every operation may fail; none is durable before it was synced.
pub trait Disk {
    /// A file that is being written.
    type File;
    /// Keeps others out for as long as it lives.
    type Lock: Send;

    /// The same disk, for what lies in the store in this folder.
    fn of_store(self, _folder: &Path) -> Self
    where
        Self: Sized,
    {
        self
    }

    /// Makes a folder that its owner alone may enter (0700), and those above it.
    ///
    /// # Errors
    /// When it can't be made, or is there and others may write into it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Who may write into a folder, or to a file.
    ///
    /// # Errors
    /// When that can't be found out.
    fn writers(&self, _folder: &Path) -> io::Result<Writers> {
        Ok(Writers::Owner)
    }

    /// Whether a file is for its owner's eyes alone, who is this user; so it is where there is no file.
    ///
    /// # Errors
    /// When that can't be found out.
    fn is_private(&self, _file: &Path) -> io::Result<bool> {
        Ok(true)
    }

    /// The names of the files in a folder; none where there is no such folder.
    ///
    /// # Errors
    /// When the folder can't be read.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// What lies in a folder, whatever it is; nothing where there is no such folder. No link is followed.
    ///
    /// # Errors
    /// When the folder can't be read.
    fn entries(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let entry = |name: String| FolderEntry { name: name.into(), kind: EntryKind::File };
        Ok(self.names(folder)?.into_iter().map(entry).collect())
    }

    /// A whole file.
    ///
    /// # Errors
    /// When it can't be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The first bytes of a file, at most so many.
    ///
    /// # Errors
    /// When it can't be read.
    fn read_start(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = self.read(path)?;
        bytes.truncate(most);
        Ok(bytes)
    }

    /// Where a link leads, as it is written in it.
    ///
    /// # Errors
    /// When it is no link.
    fn link_target(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    /// What tells a file from any other that is put in its place: none where that can't be told.
    fn stamp(&self, _path: &Path) -> Option<String> {
        None
    }

    /// When a file was last written to, by the clock of the device.
    ///
    /// # Errors
    /// When it is not there.
    fn last_written(&self, path: &Path) -> io::Result<SystemTime>;

    /// A new file for its owner's eyes only (0600).
    ///
    /// # Errors
    /// When it is there already, or can't be made.
    fn create(&self, path: &Path) -> io::Result<Self::File>;

    /// Writes at the end of a file.
    ///
    /// # Errors
    /// When the disk is full, say.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<()>;

    /// Makes what was written durable.
    ///
    /// # Errors
    /// When that failed; nothing is known of the file then.
    fn sync(&self, file: &mut Self::File) -> io::Result<()>;

    /// Puts a file in the place of another, at once.
    ///
    /// # Errors
    /// When it can't; then both are as they were.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// When that failed.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes a file away. That there is none is no error.
    ///
    /// # Errors
    /// When it is still there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Locks others out by means of a file, which is made if need be; none, if somebody else holds it. Whoever dies lets
    /// go of it.
    ///
    /// # Errors
    /// When the file can't be made or locked.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
}

/// The disk of this machine. In a store no link is followed: what lies there may come from elsewhere. Any other file is
/// one that the user named, in a folder that may be reached by a link.
#[derive(Clone, Debug, Default)]
pub struct LocalDisk {
    /// The folder of the store, which may be a link itself.
    store: Option<PathBuf>,
}

impl LocalDisk {
    /// From where on no link is followed on the way to a file.
    fn root_of<'p>(&'p self, file: &'p Path) -> &'p Path {
        let store = self.store.as_deref().filter(|store| file.starts_with(store));
        store.or(file.parent()).unwrap_or(file)
    }

    fn place<'p>(&self, file: &'p Path) -> io::Result<FolderPlace<'p>> {
        FolderPlace::of(self.root_of(file), file)
    }

    /// The same for a folder.
    fn root_of_folder<'p>(&'p self, folder: &'p Path) -> &'p Path {
        self.store.as_deref().filter(|store| folder.starts_with(store)).unwrap_or(folder)
    }

    fn is_inside(&self, folder: &Path) -> bool {
        self.root_of_folder(folder) != folder
    }
}

impl Disk for LocalDisk {
    type File = File;
    type Lock = File;

    fn of_store(self, folder: &Path) -> Self {
        Self { store: Some(folder.to_owned()) }
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let there = self.writers(folder)?;
        let metadata = if self.is_inside(folder) { folder.symlink_metadata() } else { folder.metadata() };
        if let Ok(metadata) = metadata {
            if !metadata.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            return match there {
                Writers::Owner => Ok(()),
                Writers::Others => Err(io::Error::other(text!("store-folder-open"))),
                Writers::Stranger => Err(io::Error::other(text!("store-folder-of-others"))),
            };
        }
        if self.is_inside(folder) {
            self.place(folder)?.make_folder()?;
            return self.sync_folder(folder.parent().unwrap_or(folder));
        }
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made: Vec<&Path> = folder.ancestors().take_while(|above| !above.is_dir()).collect();
        builder.create(folder)?;
        private(folder, 0o700)?;
        // The name of a new folder is only as durable as the folder it stands in.
        for folder in made.iter().filter(|folder| !folder.as_os_str().is_empty()) {
            self.sync_folder(folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        }
        Ok(())
    }

    fn writers(&self, folder: &Path) -> io::Result<Writers> {
        let opened = match no_follow::open_folder(self.root_of_folder(folder), folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Writers::Owner),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => self.place(folder)?.open()?,
            opened => opened?,
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let there = opened.metadata()?;
            let is_ours = there.uid() == rustix::process::geteuid().as_raw();
            Ok(match (is_ours, there.mode() & 0o022) {
                (false, _) => Writers::Stranger,
                (true, 0) => Writers::Owner,
                (true, _) => Writers::Others,
            })
        }
        #[cfg(not(unix))]
        {
            let _ = opened;
            Ok(Writers::Owner)
        }
    }

    fn is_private(&self, file: &Path) -> io::Result<bool> {
        let opened = match self.place(file).and_then(|place| place.open()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            opened => opened?,
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let there = opened.metadata()?;
            Ok(there.uid() == rustix::process::geteuid().as_raw() && (there.mode() & 0o777) | 0o700 == 0o700)
        }
        #[cfg(not(unix))]
        {
            let _ = opened;
            Ok(true)
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        Ok(self.entries(folder)?.into_iter().filter_map(|entry| entry.name.into_string().ok()).collect())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        match no_follow::list(self.root_of_folder(folder), folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            listed => listed,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.read_start(path, MAX_BYTES + 1)?;
        if bytes.len() > MAX_BYTES { Err(io::ErrorKind::InvalidInput.into()) } else { Ok(bytes) }
    }

    fn read_start(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let file = self.place(path)?.open()?;
        let there = file.metadata()?;
        // A pipe or a device has no end that could be waited for.
        if !there.is_file() {
            let kind = if there.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
            return Err(kind.into());
        }
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn stamp(&self, path: &Path) -> Option<String> {
        let there = match self.place(path).and_then(|place| place.open()).and_then(|file| file.metadata()) {
            Ok(there) => there,
            // Without its folder it is not known whether it is there.
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) => {
                return Some(String::new());
            }
            Err(_) => return None,
        };
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&there);
        #[cfg(not(unix))]
        let number = 0_u64;
        Some(format!("{number} {} {:?}", there.len(), there.modified().ok()?))
    }

    fn last_written(&self, path: &Path) -> io::Result<SystemTime> {
        self.place(path)?.open()?.metadata()?.modified()
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        self.place(path)?.make()
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &mut File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.place(from)?.rename(&self.place(to)?)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let opened = no_follow::open_folder(self.root_of_folder(folder), folder)?;
        // Only Unix lets a folder be synced.
        #[cfg(unix)]
        opened.sync_all()?;
        #[cfg(not(unix))]
        let _ = opened;
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match self.place(path)?.remove() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        loop {
            let mut file = self.lock_file(path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
                Ok(()) => {}
            }
            // Whoever held it may have taken the file away in between: then this lock keeps nobody out.
            if self.is_same(&file, path) {
                if !holds_number(&file)? {
                    return Err(LockError::at(path, false));
                }
                file.set_len(0)?;
                file.rewind()?;
                write!(file, "{}", std::process::id())?;
                return Ok(Some(file));
            }
        }
    }
}

impl LocalDisk {
    /// The file of a lock, which is made if need be. In a folder from elsewhere a name may lead to a file of somebody's
    /// own, and what a lock is written to is lost: so it is no link of any kind, and holds nothing but the number of a process.
    fn lock_file(&self, path: &Path) -> io::Result<File> {
        let file = match self.place(path)?.open_or_make() {
            Err(error) if IsLink::is_why(&error) => return Err(LockError::at(path, true)),
            // A folder, or a pipe.
            Err(error) if path.symlink_metadata().is_ok_and(|there| !there.is_file()) => {
                return Err(if error.kind() == io::ErrorKind::PermissionDenied {
                    error
                } else {
                    LockError::at(path, false)
                });
            }
            opened => opened?,
        };
        if !is_alone(&file)? {
            return Err(LockError::at(path, false));
        }
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        Ok(file)
    }

    /// Whether a path still leads to this file.
    fn is_same(&self, file: &File, path: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let there = self.place(path).and_then(|place| place.open()).and_then(|there| there.metadata());
            let (Ok(held), Ok(there)) = (file.metadata(), there) else { return false };
            held.ino() == there.ino() && held.dev() == there.dev()
        }
        #[cfg(not(unix))]
        {
            let _ = file;
            path.exists()
        }
    }
}

/// Something else stands where a lock should be.
#[derive(Debug, thiserror::Error)]
#[error("{}", if *.is_link { text!("store-no-lock-link") } else { text!("store-no-lock") })]
pub struct LockError {
    /// Where.
    pub path: PathBuf,
    /// Whether it is a link.
    pub is_link: bool,
}

impl LockError {
    fn at(path: &Path, is_link: bool) -> io::Error {
        io::Error::other(Self { path: path.to_owned(), is_link })
    }

    /// What stands there, where this is why something could not be locked.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    pub(super) fn is_why(error: &io::Error) -> bool {
        Self::of(error).is_some()
    }
}

/// Whether a file that has the name of a lock holds no more than one does, or can't be read now.
pub(super) fn may_be_lock(disk: &impl Disk, path: &Path) -> bool {
    disk.read_start(path, MAX_NUMBER + 1).map_or(true, |text| is_number(&text))
}

/// Whether a lock holds what one does: nothing, or the number of a process.
fn holds_number(file: &File) -> io::Result<bool> {
    let mut text = Vec::new();
    file.take(1 + MAX_NUMBER as u64).read_to_end(&mut text)?;
    Ok(is_number(&text))
}

fn is_number(text: &[u8]) -> bool {
    text.len() <= MAX_NUMBER && text.iter().all(u8::is_ascii_digit)
}

/// Most digits of the number of a process.
const MAX_NUMBER: usize = 10;

/// Whether a file is one, and has no other name.
fn is_alone(file: &File) -> io::Result<bool> {
    let there = file.metadata()?;
    #[cfg(unix)]
    let links = std::os::unix::fs::MetadataExt::nlink(&there);
    #[cfg(not(unix))]
    let links = 1;
    // None where its name was taken away meanwhile, by whoever let go of the lock.
    Ok(there.is_file() && links <= 1)
}

/// The process that holds a lock, as it wrote itself down; for messages only.
pub(super) fn holder(disk: &impl Disk, path: &Path) -> Option<u32> {
    String::from_utf8(disk.read_start(path, MAX_NUMBER).ok()?).ok()?.trim().parse().ok()
}

/// Gives a file or folder this mode whatever the umask was.
fn private(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}
