//! Opens what lies inside a folder, and follows no link on the way.
//!
//! The folder itself was named by the user and may be a link. What lies in it may come from elsewhere: a link there could
//! lead to any file of the user. So each folder on the way is opened from the one before, and none of them, nor the
//! file at the end, by way of a link. This module knows nothing of what the files hold.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What stands at a place is a link, which is not followed.
#[derive(Debug, thiserror::Error)]
#[error("{}", text!("input-link"))]
pub struct IsLink;

impl IsLink {
    /// Whether this is why something could not be opened.
    pub fn is_why(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.downcast_ref::<Self>().is_some())
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link: what it leads to lies elsewhere.
    Link,
    /// A pipe, a device, or the like.
    Other,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, which need not be text.
    pub name: OsString,
    /// What it is.
    pub kind: EntryKind,
}

/// A file that was named, or that was found in a folder that was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The folder that was named, if one was.
    folder: Option<Rc<Path>>,
}

impl InputFile {
    /// A file that was named. It may be a link.
    pub fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), folder: None }
    }

    /// A file that was found in a folder, or in a folder inside it.
    pub fn found(path: PathBuf, folder: &Rc<Path>) -> Self {
        Self { path, folder: Some(Rc::clone(folder)) }
    }

    /// Whether it was found in a folder.
    pub fn is_found(&self) -> bool {
        self.folder.is_some()
    }

    /// Opens it. A pipe or a device is opened too: whoever reads looks at what it is.
    ///
    /// # Errors
    /// When it can't be opened, or is reached by way of a link inside the folder.
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

    /// Opens a folder, which is the one that was named or lies inside it.
    ///
    /// # Errors
    /// When it can't be opened, or is reached by way of a link inside the folder.
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

    /// A link is told as one: the system tells it as a folder that is none, or as too many links.
    fn why(folder: &OwnedFd, name: &OsStr, error: io::Error) -> io::Error {
        if type_of(folder, name).is_ok_and(FileType::is_symlink) { io::Error::other(IsLink) } else { error }
    }

    fn type_of(folder: &OwnedFd, name: impl rustix::path::Arg) -> io::Result<FileType> {
        let there = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(FileType::from_raw_mode(there.st_mode))
    }

    /// What lies in a folder, in the order of the names.
    ///
    /// # Errors
    /// When it can't be read, or is reached by way of a link inside the folder that was named.
    pub fn list(root: &Path, path: &Path) -> io::Result<Vec<FolderEntry>> {
        let folder: OwnedFd = open_folder(root, path)?.into();
        let mut entries = Vec::new();
        for entry in Dir::read_from(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            // Not every disk tells with the name what it is.
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

    /// A name in a folder that is held open.
    pub struct FolderPlace<'n> {
        folder: OwnedFd,
        name: &'n OsStr,
    }

    impl<'n> FolderPlace<'n> {
        /// The place of a file that lies in a folder or in a folder inside it.
        ///
        /// # Errors
        /// When a folder on the way can't be opened, or is a link.
        pub fn of(root: &Path, path: &'n Path) -> io::Result<Self> {
            let above = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            Ok(Self { folder: open_folder(root, above)?.into(), name })
        }

        /// Opens what is there to read it.
        ///
        /// # Errors
        /// When it can't be opened, or is a link.
        pub fn open(&self) -> io::Result<File> {
            self.open_with(OFlags::RDONLY)
        }

        /// Opens what is there, or makes a file that its owner alone may read and write (0600).
        ///
        /// # Errors
        /// When it can't be opened or made, or is a link.
        pub fn open_or_make(&self) -> io::Result<File> {
            self.open_with(OFlags::RDWR | OFlags::CREATE)
        }

        /// Makes a new file that its owner alone may read and write (0600).
        ///
        /// # Errors
        /// When something stands there, or it can't be made.
        pub fn make(&self) -> io::Result<File> {
            self.open_with(OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL)
        }

        fn open_with(&self, flags: OFlags) -> io::Result<File> {
            // Nobody waits for a pipe that nobody writes to.
            let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let mode = Mode::RUSR | Mode::WUSR;
            let opened = rustix::fs::openat(&self.folder, self.name, flags, mode);
            let file = File::from(opened.map_err(|error| why(&self.folder, self.name, error.into()))?);
            if flags.contains(OFlags::EXCL) {
                // Whatever the umask was.
                rustix::fs::fchmod(&file, mode)?;
            }
            Ok(file)
        }

        /// Makes a folder that its owner alone may enter (0700).
        ///
        /// # Errors
        /// When something stands there, or it can't be made.
        pub fn make_folder(&self) -> io::Result<()> {
            rustix::fs::mkdirat(&self.folder, self.name, Mode::RWXU)?;
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let made = rustix::fs::openat(&self.folder, self.name, flags, Mode::empty())?;
            Ok(rustix::fs::fchmod(made, Mode::RWXU)?)
        }

        /// Puts this file in another place at once; what stands there is replaced.
        ///
        /// # Errors
        /// When it can't be put there.
        pub fn rename(&self, to: &FolderPlace<'_>) -> io::Result<()> {
            Ok(rustix::fs::renameat(&self.folder, self.name, &to.folder, to.name)?)
        }

        /// Takes a file away, or a link and not what it leads to.
        ///
        /// # Errors
        /// When it is still there.
        pub fn remove(&self) -> io::Result<()> {
            Ok(rustix::fs::unlinkat(&self.folder, self.name, AtFlags::empty())?)
        }
    }
}

/// Where the system has no such calls, each part of the way is looked at before it is used.
#[cfg(not(unix))]
mod system {
    use super::{EntryKind, File, FolderEntry, IsLink, Path, io};
    use std::fs::{self, OpenOptions};
    use std::path::PathBuf;

    fn follows_no_link(root: &Path, path: &Path) -> io::Result<()> {
        let below = path.ancestors().take_while(|part| *part != root);
        if below.into_iter().any(Path::is_symlink) { Err(io::Error::other(IsLink)) } else { Ok(()) }
    }

    /// Looks that a folder can be reached. It can't be opened as a file here.
    ///
    /// # Errors
    /// When it is reached by way of a link inside the folder that was named.
    pub fn open_folder(root: &Path, path: &Path) -> io::Result<PathBuf> {
        follows_no_link(root, path).map(|()| path.to_owned())
    }

    /// What lies in a folder, in the order of the names.
    ///
    /// # Errors
    /// When it can't be read, or is reached by way of a link inside the folder that was named.
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
        /// The place of a file that lies in a folder or in a folder inside it.
        ///
        /// # Errors
        /// When it is reached by way of a link.
        pub fn of(root: &Path, path: &'n Path) -> io::Result<Self> {
            follows_no_link(root, path.parent().unwrap_or(root)).map(|()| Self { path })
        }

        fn no_link(&self) -> io::Result<()> {
            if self.path.is_symlink() { Err(io::Error::other(IsLink)) } else { Ok(()) }
        }

        /// Opens what is there to read it.
        ///
        /// # Errors
        /// When it can't be opened, or is a link.
        pub fn open(&self) -> io::Result<File> {
            self.no_link().and_then(|()| File::open(self.path))
        }

        /// Opens what is there, or makes a file.
        ///
        /// # Errors
        /// When it can't be opened or made, or is a link.
        pub fn open_or_make(&self) -> io::Result<File> {
            self.no_link()?;
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.path)
        }

        /// Makes a new file.
        ///
        /// # Errors
        /// When something stands there, or it can't be made.
        pub fn make(&self) -> io::Result<File> {
            OpenOptions::new().write(true).create_new(true).open(self.path)
        }

        /// Makes a folder.
        ///
        /// # Errors
        /// When something stands there, or it can't be made.
        pub fn make_folder(&self) -> io::Result<()> {
            fs::create_dir(self.path)
        }

        /// Puts this file in another place at once; what stands there is replaced.
        ///
        /// # Errors
        /// When it can't be put there.
        pub fn rename(&self, to: &FolderPlace<'_>) -> io::Result<()> {
            fs::rename(self.path, to.path)
        }

        /// Takes a file away.
        ///
        /// # Errors
        /// When it is still there.
        pub fn remove(&self) -> io::Result<()> {
            fs::remove_file(self.path)
        }
    }
}
