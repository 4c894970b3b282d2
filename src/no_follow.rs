//! Opens files inside a folder without following links.
//!
//! The user named the folder itself, which may be a link. Its content may come from elsewhere, and a link in it could
//! lead to any file of the user. So each folder on the way is opened from the one before. Neither a folder on the way
//! nor the file itself may be a link. This module does not know what files hold.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The entry is a link, which is not followed.
#[derive(Debug, thiserror::Error)]
#[error("{}", text!("input-link"))]
pub struct IsLink;

impl IsLink {
    /// Whether a link is the cause of an error.
    pub fn is_why(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.downcast_ref::<Self>().is_some())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    /// A link. Its target is elsewhere.
    Link,
    /// A pipe, a device, or the like.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, which may be no valid text.
    pub name: OsString,
    pub kind: EntryKind,
}

/// A file that was named, or that was found in a named folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    pub path: PathBuf,
    /// The named folder, if there is one.
    folder: Option<Rc<Path>>,
}

impl InputFile {
    /// A file that was named. It may be a link.
    pub fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), folder: None }
    }

    /// A file that was found in a folder, or in one of its subfolders.
    pub fn found(path: PathBuf, folder: &Rc<Path>) -> Self {
        Self { path, folder: Some(Rc::clone(folder)) }
    }

    /// Whether it was found in a folder.
    pub fn is_found(&self) -> bool {
        self.folder.is_some()
    }

    /// Opens it, also if it is a pipe or a device. The reader must check that.
    ///
    /// # Errors
    /// Also if a link inside the folder leads to it.
    pub fn open(&self) -> io::Result<File> {
        self.folder
            .as_ref()
            .map_or_else(|| File::open(&self.path), |folder| FolderPlace::of(folder, &self.path)?.open())
    }
}

pub use system::{FolderPlace, list, open_folder};

#[cfg(unix)]
mod system {
    use super::{EntryKind, File, FolderEntry, IsLink, Path, io};
    use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
    use std::ffi::{OsStr, OsString};
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStringExt;
    use std::path::Component;

    /// Opens a folder: the named one, or one inside it.
    ///
    /// # Errors
    /// Also if a link inside the folder leads to it.
    pub fn open_folder(root: &Path, path: &Path) -> io::Result<File> {
        let root_name = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut folder = rustix::fs::open(root_name, flags, Mode::empty())?;
        let inside = path.strip_prefix(root).map_err(|_| io::ErrorKind::InvalidInput)?;
        for part in inside.components() {
            let Component::Normal(name) = part else { return Err(io::ErrorKind::InvalidInput.into()) };
            let opened = rustix::fs::openat(&folder, name, flags | OFlags::NOFOLLOW, Mode::empty());
            folder = opened.map_err(|error| why(&folder, name, error.into()))?;
        }
        Ok(folder.into())
    }

    /// Reports a link as a link. The system reports "not a folder", or "too many links".
    fn why(folder: &OwnedFd, name: &OsStr, error: io::Error) -> io::Error {
        if type_of(folder, name).is_ok_and(FileType::is_symlink) { io::Error::other(IsLink) } else { error }
    }

    fn type_of(folder: &OwnedFd, name: impl rustix::path::Arg) -> io::Result<FileType> {
        let there = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(FileType::from_raw_mode(there.st_mode))
    }

    /// The entries of a folder, sorted by name.
    ///
    /// # Errors
    /// Also if a link inside the named folder leads to it.
    pub fn list(root: &Path, path: &Path) -> io::Result<Vec<FolderEntry>> {
        let folder: OwnedFd = open_folder(root, path)?.into();
        let mut entries = Vec::new();
        for entry in Dir::read_from(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            // Not every disk returns the kind with the name.
            let kind = match entry.file_type() {
                FileType::Unknown => type_of(&folder, name)?,
                known => known,
            };
            let kind = match kind {
                FileType::RegularFile => EntryKind::File,
                FileType::Directory => EntryKind::Folder,
                FileType::Symlink => EntryKind::Link,
                _ => EntryKind::Other,
            };
            entries.push(FolderEntry { name: OsString::from_vec(name.to_bytes().to_vec()), kind });
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    /// A name in an open folder.
    pub struct FolderPlace<'n> {
        folder: OwnedFd,
        name: &'n OsStr,
    }

    impl<'n> FolderPlace<'n> {
        /// The place of a file in a folder, or in one of its subfolders.
        ///
        /// # Errors
        /// Also if a folder on the way is a link.
        pub fn of(root: &Path, path: &'n Path) -> io::Result<Self> {
            let above = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            Ok(Self { folder: open_folder(root, above)?.into(), name })
        }

        /// Opens the file to read it.
        ///
        /// # Errors
        /// Also if it is a link.
        pub fn open(&self) -> io::Result<File> {
            self.open_with(OFlags::RDONLY)
        }

        /// Opens the file, or creates one that only its owner may read and write (0600).
        ///
        /// # Errors
        /// Also if it is a link.
        pub fn open_or_make(&self) -> io::Result<File> {
            self.open_with(OFlags::RDWR | OFlags::CREATE)
        }

        /// Creates a file that only its owner may read and write (0600).
        ///
        /// # Errors
        /// Also if an entry of this name exists.
        pub fn make(&self) -> io::Result<File> {
            self.open_with(OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL)
        }

        fn open_with(&self, flags: OFlags) -> io::Result<File> {
            // Opening a pipe without a writer must not block.
            let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let mode = Mode::RUSR | Mode::WUSR;
            let opened = rustix::fs::openat(&self.folder, self.name, flags, mode);
            let file = File::from(opened.map_err(|error| why(&self.folder, self.name, error.into()))?);
            if flags.contains(OFlags::EXCL) {
                // Independent of the umask.
                rustix::fs::fchmod(&file, mode)?;
            }
            Ok(file)
        }

        /// Creates a folder that only its owner may enter (0700).
        ///
        /// # Errors
        /// Also if an entry of this name exists.
        pub fn make_folder(&self) -> io::Result<()> {
            rustix::fs::mkdirat(&self.folder, self.name, Mode::RWXU)?;
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let made = rustix::fs::openat(&self.folder, self.name, flags, Mode::empty())?;
            Ok(rustix::fs::fchmod(made, Mode::RWXU)?)
        }

        /// Moves this file to another place atomically. An existing file there is replaced.
        pub fn rename(&self, to: &FolderPlace<'_>) -> io::Result<()> {
            Ok(rustix::fs::renameat(&self.folder, self.name, &to.folder, to.name)?)
        }

        /// Removes a file, or a link without its target.
        pub fn remove(&self) -> io::Result<()> {
            Ok(rustix::fs::unlinkat(&self.folder, self.name, AtFlags::empty())?)
        }
    }
}

/// For systems without such calls: checks each part of the path before it is used.
#[cfg(not(unix))]
mod system {
    use super::{EntryKind, File, FolderEntry, IsLink, Path, io};
    use std::fs::{self, OpenOptions};
    use std::path::PathBuf;

    fn follows_no_link(root: &Path, path: &Path) -> io::Result<()> {
        let below = path.ancestors().take_while(|part| *part != root);
        if below.into_iter().any(Path::is_symlink) { Err(io::Error::other(IsLink)) } else { Ok(()) }
    }

    /// Checks that a folder can be reached. It can't be opened as a file here.
    ///
    /// # Errors
    /// Also if a link inside the named folder leads to it.
    pub fn open_folder(root: &Path, path: &Path) -> io::Result<PathBuf> {
        follows_no_link(root, path).map(|()| path.to_owned())
    }

    /// The entries of a folder, sorted by name.
    ///
    /// # Errors
    /// Also if a link inside the named folder leads to it.
    pub fn list(root: &Path, path: &Path) -> io::Result<Vec<FolderEntry>> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let kind = match entry.file_type()? {
                kind if kind.is_symlink() => EntryKind::Link,
                kind if kind.is_dir() => EntryKind::Folder,
                kind if kind.is_file() => EntryKind::File,
                _ => EntryKind::Other,
            };
            Ok(FolderEntry { name: entry.file_name(), kind })
        };
        let listed = fs::read_dir(open_folder(root, path)?)?;
        let mut entries = listed.map(entry).collect::<io::Result<Vec<FolderEntry>>>()?;
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    /// A name in a folder.
    pub struct FolderPlace<'n> {
        path: &'n Path,
    }

    impl<'n> FolderPlace<'n> {
        /// The place of a file in a folder, or in one of its subfolders.
        ///
        /// # Errors
        /// A link leads to it.
        pub fn of(root: &Path, path: &'n Path) -> io::Result<Self> {
            follows_no_link(root, path.parent().unwrap_or(root)).map(|()| Self { path })
        }

        fn no_link(&self) -> io::Result<()> {
            if self.path.is_symlink() { Err(io::Error::other(IsLink)) } else { Ok(()) }
        }

        /// Opens the file to read it.
        ///
        /// # Errors
        /// Also if it is a link.
        pub fn open(&self) -> io::Result<File> {
            self.no_link().and_then(|()| File::open(self.path))
        }

        /// Opens the file, or creates one.
        ///
        /// # Errors
        /// Also if it is a link.
        pub fn open_or_make(&self) -> io::Result<File> {
            self.no_link()?;
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.path)
        }

        /// # Errors
        /// Also if an entry of this name exists.
        pub fn make(&self) -> io::Result<File> {
            OpenOptions::new().write(true).create_new(true).open(self.path)
        }

        /// # Errors
        /// Also if an entry of this name exists.
        pub fn make_folder(&self) -> io::Result<()> {
            fs::create_dir(self.path)
        }

        /// Moves this file to another place atomically. An existing file there is replaced.
        pub fn rename(&self, to: &FolderPlace<'_>) -> io::Result<()> {
            fs::rename(self.path, to.path)
        }

        pub fn remove(&self) -> io::Result<()> {
            fs::remove_file(self.path)
        }
    }
}
