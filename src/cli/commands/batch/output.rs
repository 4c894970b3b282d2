//! Where results go: to standard output in whole lines, or into a table; and into files, put in place when they are whole.

use crate::cli::input;
use crate::cli::keyring::Keyring;
use crate::store::{PendingFile, SealedFile};
use std::fs::{File, Metadata};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The file that standard output goes to, if it goes to one.
pub(super) fn standard_file() -> Option<Metadata> {
    WholeLines::standard().ok()?.out.metadata().ok().filter(Metadata::is_file)
}

/// By which spreadsheets tell that a text is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes the mark to standard output, before anything else. As a text that is shown it would not pass.
pub(super) fn write_mark() -> io::Result<()> {
    WholeLines::standard()?.write_all(BYTE_ORDER_MARK)
}

/// Most rows of a table.
const MOST_ROWS: usize = 1000;

/// Standard output. Where it ends early and is a file, it is cut back to whole lines.
pub(super) struct WholeLines {
    out: File,
}

impl WholeLines {
    pub fn standard() -> io::Result<Self> {
        #[cfg(unix)]
        let out = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
        #[cfg(windows)]
        let out = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
        Ok(Self { out: File::from(out) })
    }

    /// Takes back what was written of a line that could not be written whole.
    fn cut(&mut self, written: &[u8]) -> io::Result<()> {
        let partial = written.len() - memchr::memrchr(b'\n', written).map_or(0, |at| at + 1);
        if partial > 0 && self.out.metadata()?.is_file() {
            let end = self.out.stream_position()?;
            self.out.set_len(end - partial as u64)?;
        }
        Ok(())
    }
}

impl Write for WholeLines {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < lines.len() {
            match self.out.write(&lines[written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(more) => written += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.cut(&lines[..written])?;
                    return Err(error);
                }
            }
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rows of a table, as many as a screen can be asked to hold.
#[derive(Default)]
pub(super) struct TableRows {
    text: Vec<u8>,
    rows: usize,
    more: usize,
}

/// Takes rows up as they are written.
pub(super) struct RowBuffer<'r>(pub &'r Mutex<TableRows>);

impl Write for RowBuffer<'_> {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        let mut rows = self.0.lock().map_err(|_| io::ErrorKind::Other)?;
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            if rows.rows < MOST_ROWS {
                rows.rows += 1;
                rows.text.extend_from_slice(line);
            } else {
                rows.more += 1;
            }
        }
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TableRows {
    /// The table, with what did not fit into it told below.
    pub fn drawn(&self, header: &[String], width: u16) -> String {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(self.text.as_slice());
        let cells =
            reader.records().filter_map(Result::ok).map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>());
        let drawn = crate::report::rows_table(header, cells, width);
        match self.more {
            0 => drawn,
            more => format!("{drawn}\n{}", text!("batch-more-than-table", more = more)),
        }
    }
}

/// Begins a file that must not be there yet.
pub(super) fn begin(path: &Path) -> anyhow::Result<PendingFile> {
    let file = input::new_file(path, false)?;
    PendingFile::begin(file).map_err(|error| input::cannot_write(path, &error))
}

/// Puts it in its place.
pub(super) fn finish(file: PendingFile) -> anyhow::Result<()> {
    let path = file.path().to_owned();
    file.finish().map_err(|error| input::cannot_write(&path, &error))
}

/// The file of refused records: under the seal of the store, if it has one.
pub(super) enum Rejects {
    Plain(PendingFile),
    Sealed(Box<SealedFile<PendingFile>>, PathBuf),
}

impl Rejects {
    pub fn begin(path: &Path, unsealed: bool, keyring: &Keyring) -> anyhow::Result<Self> {
        let seal = keyring.seal_of_file(unsealed)?;
        let file = begin(path)?;
        let Some(seal) = seal else { return Ok(Self::Plain(file)) };
        let sealed = seal.around(file).map_err(|error| input::cannot_write(path, &error))?;
        Ok(Self::Sealed(Box::new(sealed), path.to_owned()))
    }

    pub fn is_sealed(&self) -> bool {
        matches!(self, Self::Sealed(..))
    }

    pub fn finish(self) -> anyhow::Result<()> {
        finish(match self {
            Self::Plain(file) => file,
            Self::Sealed(file, path) => file.finish().map_err(|error| input::cannot_write(&path, &error))?,
        })
    }
}

impl Write for Rejects {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Sealed(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
