//! The few disk operations that a store needs, as a trait. A test can replace it with a disk that crashes, fills up or
//! loses writes.

use crate::no_follow;
use crate::no_follow::{FolderPlace, IsLink};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use crate::no_follow::{EntryKind, FolderEntry};

/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Who may write into a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// The owner only, who is this user. Also the answer if there is no folder yet.
    Owner,
    /// The owner, who is this user, and others.
    Others,
    /// Another user owns it.
    Stranger,
}

/// A disk. Every operation may fail. Nothing is durable before it was synced.
pub trait Disk {
    /// A file that is being written.
    type File;
    /// Locks others out until it is dropped.
    type Lock: Send;

    /// The same disk, for the store in this folder.
    fn of_store(self, _folder: &Path) -> Self
    where
        Self: Sized,
    {
        self
    }

    /// Makes a folder that only its owner may enter (0700), and its parents.
    ///
    /// # Errors
    /// It can't be made, or it exists and others may write into it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Who may write into a folder, or to a file.
    fn writers(&self, _folder: &Path) -> io::Result<Writers> {
        Ok(Writers::Owner)
    }

    /// Whether only the owner, who is this user, may read a file. True if there is no file.
    fn is_private(&self, _file: &Path) -> io::Result<bool> {
        Ok(true)
    }

    /// The names of the files in a folder. Empty if there is no such folder.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// All entries of a folder, of any kind. Empty if there is no such folder. Links are not followed.
    fn entries(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let entry = |name: String| FolderEntry { name: name.into(), kind: EntryKind::File };
        Ok(self.names(folder)?.into_iter().map(entry).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The first bytes of a file, up to `most`.
    fn read_start(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = self.read(path)?;
        bytes.truncate(most);
        Ok(bytes)
    }

    /// The target of a link, as it is written in the link.
    fn link_target(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    /// A stamp that differs from that of any other file put in the same place. `None` if it can't be known.
    fn stamp(&self, _path: &Path) -> Option<String> {
        None
    }

    /// When a file was last written to, by the clock of the device.
    fn last_written(&self, path: &Path) -> io::Result<SystemTime>;

    /// Creates a file that only its owner may read (0600).
    ///
    /// # Errors
    /// Also if the file exists.
    fn create(&self, path: &Path) -> io::Result<Self::File>;

    /// Appends to a file.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<()>;

    /// Makes the written bytes durable.
    ///
    /// # Errors
    /// After an error the state of the file is unknown.
    fn sync(&self, file: &mut Self::File) -> io::Result<()>;

    /// Replaces a file with another, atomically.
    ///
    /// # Errors
    /// Both files are then unchanged.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file. A missing file is no error.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Locks others out by a lock file, which is created if needed. `None` if another process holds the lock. A process
    /// that ends releases its locks.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
}

/// The disk of this machine. Inside a store no link is followed, because a store can come from elsewhere. A file that
/// the user named may be reached by links.
#[derive(Clone, Debug, Default)]
pub struct LocalDisk {
    /// The folder of the store, which may itself be a link.
    store: Option<PathBuf>,
}

impl LocalDisk {
    /// The folder below which no link is followed on the way to a file.
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
        // The name of a new folder is durable only after its parent is synced.
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
        // A pipe or a device may have no end.
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
            // If its folder is missing too, the state of the file is unknown.
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
        // Only Unix can sync a folder.
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
            // The earlier holder may have removed the file meanwhile. This lock would then lock nobody out.
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
    /// Opens the file of a lock, or creates it. Writing a lock overwrites the file, and a name in a foreign folder may
    /// lead to a file of the user. So the file must not be a link of any kind, and must hold only a process number.
    fn lock_file(&self, path: &Path) -> io::Result<File> {
        let file = match self.place(path)?.open_or_make() {
            Err(error) if IsLink::is_why(&error) => return Err(LockError::at(path, true)),
            // A folder or a pipe.
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

/// Something that is no lock has the path of a lock.
#[derive(Debug, thiserror::Error)]
#[error("{}", if *.is_link { text!("store-no-lock-link") } else { text!("store-no-lock") })]
pub struct LockError {
    pub path: PathBuf,
    pub is_link: bool,
}

impl LockError {
    fn at(path: &Path, is_link: bool) -> io::Error {
        io::Error::other(Self { path: path.to_owned(), is_link })
    }

    /// The lock error inside an I/O error, if that is its cause.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    pub(super) fn is_why(error: &io::Error) -> bool {
        Self::of(error).is_some()
    }
}

/// Whether a file with the name of a lock may be a lock: it holds no more than one, or can't be read now.
pub(super) fn may_be_lock(disk: &impl Disk, path: &Path) -> bool {
    disk.read_start(path, MAX_NUMBER + 1).map_or(true, |text| is_number(&text))
}

/// Whether a file is empty or holds a process number, as a lock does.
fn holds_number(file: &File) -> io::Result<bool> {
    let mut text = Vec::new();
    file.take(1 + MAX_NUMBER as u64).read_to_end(&mut text)?;
    Ok(is_number(&text))
}

fn is_number(text: &[u8]) -> bool {
    text.len() <= MAX_NUMBER && text.iter().all(u8::is_ascii_digit)
}

/// The most digits of a process number.
const MAX_NUMBER: usize = 10;

/// Whether this is a regular file with only one name.
fn is_alone(file: &File) -> io::Result<bool> {
    let there = file.metadata()?;
    #[cfg(unix)]
    let links = std::os::unix::fs::MetadataExt::nlink(&there);
    #[cfg(not(unix))]
    let links = 1;
    // The count is zero if the holder of the lock removed the name meanwhile.
    Ok(there.is_file() && links <= 1)
}

/// The process that holds a lock, as it recorded itself. For messages only.
pub(super) fn holder(disk: &impl Disk, path: &Path) -> Option<u32> {
    String::from_utf8(disk.read_start(path, MAX_NUMBER).ok()?).ok()?.trim().parse().ok()
}

/// Sets the mode of a file or folder, independent of the umask.
fn private(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}
