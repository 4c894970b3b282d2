//! Writing files so that they are whole or not there at all.
//!
//! The only module that writes. A file is made beside its place, readable by its owner alone, made durable, and then
//! put in place at once; whatever stood there before stays until that moment.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file for its owner's eyes only (mode 0600).
///
/// # Errors
/// When the folder can't be written to, or the disk is full; what stood there before is then untouched.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder(path);
    let mut file = tempfile::Builder::new().prefix(".tipscreen-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes the new name durable. Only Unix lets a folder be synced.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
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
    tempfile::Builder::new().prefix(".tipscreen-").tempfile_in(folder(path)).map(drop)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
