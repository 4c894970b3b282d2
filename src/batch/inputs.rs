//! What a batch reads: files, the case files of folders, standard input; plain, gzip or zstd.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::collections::VecDeque;
use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Endings of case files in a folder; `.gz`, `.zst` and `.age` may follow.
const ENDINGS: [&str; 4] = ["json", "ndjson", "jsonl", "tipscreen"];

/// Largest window of a zstd file, in bytes: it has to be held in memory.
const MAX_WINDOW: u64 = 32 * 1024 * 1024;

/// How a file is packed, told by its first bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    /// Not at all.
    Plain,
    /// As gzip.
    Gzip,
    /// As zstd.
    Zstd,
}

/// An input that could not be read, or not to its end.
#[derive(Debug, thiserror::Error)]
#[error("{file}")]
pub struct InputFault {
    /// Its name.
    pub file: Arc<str>,
    /// Why.
    #[source]
    pub error: io::Error,
    /// The line it had come to, if it was read at all.
    pub line: Option<usize>,
}

/// What makes of the bytes of a file of this name those of its cases, whatever the file is wrapped in that this module does
/// not know.
pub type Unwrap<'u> = Box<dyn Fn(&str, Box<dyn Read>) -> io::Result<Box<dyn Read>> + 'u>;

/// See the module. Files are opened one after another, when it is their turn.
#[derive(Default)]
pub struct Inputs<'u> {
    paths: VecDeque<PathBuf>,
    unwrap: Option<Unwrap<'u>>,
    faults: Vec<InputFault>,
    /// Bytes of all files, where that is known before they are read.
    pub bytes: Option<u64>,
    /// Files and folders in folders that are no case files by their names, or hidden, or no files at all.
    pub passed_over: usize,
}

/// An input that was opened.
pub(super) struct Opened {
    /// The name it goes by.
    pub file: Arc<str>,
    /// Whether nothing in it is nothing to tell of.
    pub may_be_empty: bool,
    /// Its text.
    pub text: Box<dyn Read>,
}

impl<'u> Inputs<'u> {
    /// What was named: `-` is standard input, a folder stands for the case files in it and in its folders. `except`
    /// are files that are written meanwhile: in a folder they are passed over.
    #[must_use]
    pub fn named(paths: &[PathBuf], except: &[Metadata]) -> Self {
        let mut inputs = Self { bytes: Some(0), ..Self::default() };
        for path in paths {
            inputs.add(path, true, except);
        }
        inputs
    }

    /// The same, with each file unwrapped in this way when it is its turn.
    #[must_use]
    pub fn unwrapped(self, unwrap: Unwrap<'u>) -> Self {
        Self { unwrap: Some(unwrap), ..self }
    }

    /// The files that will be read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// How many inputs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// What could not even be listed.
    pub fn take_faults(&mut self) -> Vec<InputFault> {
        std::mem::take(&mut self.faults)
    }

    fn add(&mut self, path: &Path, is_named: bool, except: &[Metadata]) {
        let meta = if is_standard_input(path) { None } else { fs::metadata(path).ok() };
        if meta.as_ref().is_some_and(Metadata::is_dir) {
            return self.add_folder(path, except);
        }
        if !is_named {
            if meta.as_ref().is_some_and(|meta| is_among(meta, except)) {
                return;
            }
            // A pipe nobody writes to would be waited for without end. A link that leads nowhere is told when it is opened.
            if !is_case_file(path) || meta.as_ref().is_some_and(|meta| !meta.is_file()) {
                self.passed_over += 1;
                return;
            }
        }
        let bytes = meta.filter(Metadata::is_file).map(|meta| meta.len());
        self.bytes = self.bytes.zip(bytes).map(|(sum, more)| sum + more);
        self.paths.push_back(path.to_owned());
    }

    /// What is in a folder, in the order of the names; hidden files and links to folders are left out.
    fn add_folder(&mut self, folder: &Path, except: &[Metadata]) {
        let listed: io::Result<Vec<_>> = fs::read_dir(folder).and_then(Iterator::collect);
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => {
                let file = folder.display().to_string().into();
                return self.faults.push(InputFault { file, error, line: None });
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if hidden || (is_link && entry.path().is_dir()) {
                self.passed_over += 1;
            } else {
                self.add(&entry.path(), false, except);
            }
        }
    }

    /// Opens the next input; none when all were read.
    pub(super) fn next(&mut self, read: &Arc<AtomicU64>) -> Option<Result<Opened, InputFault>> {
        let path = self.paths.pop_front()?;
        let is_standard = is_standard_input(&path);
        let name = || path.display().to_string();
        let file: Arc<str> = if is_standard { "standard input".into() } else { name().into() };
        let bytes: io::Result<Box<dyn Read>> = if is_standard {
            Ok(Box::new(io::stdin()))
        } else {
            File::open(&path).map(|file| Box::new(file) as Box<dyn Read>)
        };
        let metered = bytes.map(|bytes| Box::new(Metered { bytes, read: Arc::clone(read) }) as Box<dyn Read>);
        let unwrap = |bytes| match &self.unwrap {
            Some(unwrap) => unwrap(&file, bytes),
            None => Ok(bytes),
        };
        let opened = metered.and_then(unwrap).and_then(unpacked);
        // What was packed may be wrapped inside.
        let opened =
            opened.and_then(|(packing, bytes)| if packing == Compression::Plain { Ok(bytes) } else { unwrap(bytes) });
        // No case a line is nothing to tell of, and so is a pipe that nothing comes through.
        let may_be_empty = is_standard || matches!(ending(&path).as_deref(), Some("ndjson" | "jsonl"));
        Some(match opened {
            Ok(text) => Ok(Opened { file, may_be_empty, text }),
            Err(error) => Err(InputFault { file, error, line: None }),
        })
    }
}

/// Whether a file is one of these.
#[cfg(unix)]
fn is_among(file: &Metadata, others: &[Metadata]) -> bool {
    use std::os::unix::fs::MetadataExt;
    others.iter().any(|other| (file.dev(), file.ino()) == (other.dev(), other.ino()))
}

#[cfg(not(unix))]
fn is_among(_: &Metadata, _: &[Metadata]) -> bool {
    false
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The ending of a name, without that of its packing.
fn ending(path: &Path) -> Option<String> {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending(path).as_deref() {
        Some("gz" | "zst" | "zstd" | "age") => ending(Path::new(path.file_stem()?)),
        other => other.map(str::to_owned),
    }
}

fn is_case_file(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Counts bytes as they are read.
struct Metered {
    bytes: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// How bytes are packed that begin so.
fn packing(begin: &[u8]) -> Compression {
    match begin {
        [0x1F, 0x8B, ..] => Compression::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => Compression::Zstd,
        _ => Compression::Plain,
    }
}

fn unpacked(mut bytes: Box<dyn Read>) -> io::Result<(Compression, Box<dyn Read>)> {
    let mut begin = Vec::new();
    (&mut bytes).take(4).read_to_end(&mut begin)?;
    let packing = packing(&begin);
    let whole = Cursor::new(begin).chain(bytes);
    let unpacked: Box<dyn Read> = match packing {
        Compression::Plain => Box::new(whole),
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Compression::Zstd => Box::new(Frames { state: Frame::Between(BufReader::new(whole)) }),
    };
    Ok((packing, unpacked))
}

type Packed = BufReader<Chain<Cursor<Vec<u8>>, Box<dyn Read>>>;

/// A zstd file may hold several frames, one after another.
struct Frames {
    state: Frame,
}

enum Frame {
    Between(Packed),
    Inside(Box<FrameDecoder>, Packed),
    /// What was unpacked before it went wrong.
    Broken(Box<FrameDecoder>, io::Error),
    End,
}

/// A last and empty block, and room for a checksum: lets go of what a decoder keeps for the blocks that did not come.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

impl Read for Frames {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, Frame::End) {
                Frame::Between(packed) => self.state = next_frame(packed)?,
                Frame::Inside(mut decoder, mut packed) => {
                    while decoder.can_collect() == 0 && !decoder.is_finished() {
                        let one = || BlockDecodingStrategy::UptoBlocks(1);
                        if let Err(error) = decoder.decode_blocks(&mut packed, one()) {
                            decoder.decode_blocks(LAST_BLOCK.as_slice(), one()).map_err(io::Error::other)?;
                            self.state = Frame::Broken(decoder, io::Error::other(error));
                            return self.read(into);
                        }
                    }
                    let read = decoder.read(into)?;
                    if read > 0 || into.is_empty() {
                        self.state = Frame::Inside(decoder, packed);
                        return Ok(read);
                    }
                    let checksum = decoder.get_checksum_from_data();
                    if checksum.is_some() && checksum != decoder.get_calculated_checksum() {
                        return Err(io::Error::other("its checksum does not fit"));
                    }
                    self.state = Frame::Between(packed);
                }
                Frame::Broken(mut decoder, error) => {
                    let read = decoder.read(into)?;
                    if read == 0 && !into.is_empty() {
                        return Err(error);
                    }
                    self.state = Frame::Broken(decoder, error);
                    return Ok(read);
                }
                Frame::End => return Ok(0),
            }
        }
    }
}

fn next_frame(mut packed: Packed) -> io::Result<Frame> {
    if packed.fill_buf()?.is_empty() {
        return Ok(Frame::End);
    }
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(MAX_WINDOW);
    match decoder.init(&mut packed) {
        Ok(()) => Ok(Frame::Inside(Box::new(decoder), packed)),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
            io::copy(&mut (&mut packed).take(length.into()), &mut io::sink())?;
            Ok(Frame::Between(packed))
        }
        Err(error) => Err(io::Error::other(error)),
    }
}
