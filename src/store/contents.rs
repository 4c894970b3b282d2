//! Finds ids of records in the bytes of a file, in any encoding and in several inside each other. These are UTF-16,
//! base64, hex, quoted-printable, gzip, zstd, uncompressed archives and encrypted files. What can't be read is
//! reported.

use super::record::{Head, Record};
use super::{Seal, uuids};
use crate::compression::unpacked;
use crate::store::stray_files::StrayKind;
use crate::toml_input::{FileKind, decoded, kind_of, utf16};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

/// The most bytes that are unpacked from one file.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most bytes that are searched in one pass over a store, including unpacked ones.
const MAX_LOOK: u64 = 1024 * 1024 * 1024;
/// The most encodings inside each other.
const MAX_LAYERS: usize = 6;
/// What a case file or a part of a record contains beside the id.
const OURS: [&[u8]; 2] = [b"\"case_id\"", b"tipscreen-record/"];
/// How files begin that are not unpacked here: xz, bzip2, 7z, zip, rar, lz4, lzip, LZMA, Unix compress, cabinets.
const PACKED: [&[u8]; 10] = [
    b"\xfd7zXZ",
    b"BZh",
    b"7z\xbc\xaf\x27\x1c",
    b"PK\x03\x04",
    b"Rar!",
    b"\x04\x22\x4d\x18",
    b"LZIP",
    b"\x5d\x00\x00",
    b"\x1f\x9d",
    b"MSCF",
];
/// The fewest letters of an id that is searched for, where it is no UUID.
const FEWEST: usize = 8;
/// The fewest characters of base64 or hex that are decoded. An encoded id takes 48 or more.
const FEWEST_WRITTEN: usize = 48;
/// The number of bytes whose entropy is measured together.
const WINDOW: usize = 512;
/// The fewest bytes whose entropy says anything.
const FEWEST_MEASURED: usize = 48;
/// The most bits a byte, on average, in data that is neither packed nor encrypted.
const MOST_BITS: f64 = 7.1;
/// The same for text in Latin letters. Words, numbers and JSON have up to about 5.4, encoded bytes about 6.
const MOST_BITS_OF_TEXT: f64 = 5.75;

/// What was found in a file.
#[derive(Default)]
pub(super) struct Contents {
    /// Ids of records, of parts of records, and of case files.
    pub sure: BTreeSet<String>,
    /// Other ids, which matter only if they are ids of records.
    pub others: BTreeSet<String>,
    /// Why a part of the file could not be read.
    pub unseen: Option<StrayKind>,
}

/// Searches files for ids, and decrypts what its seal can open.
pub(super) struct FileInspector<'s> {
    seal: &'s dyn Seal,
    /// Ids of records that are no UUIDs.
    names: Vec<&'s str>,
    /// How many bytes may still be searched.
    left: Cell<u64>,
}

impl<'s> FileInspector<'s> {
    pub fn new(seal: &'s dyn Seal, names: &'s [String]) -> Self {
        let names = names.iter().map(String::as_str).filter(|id| id.len() >= FEWEST && !uuids::is_uuid(id));
        Self { seal, names: names.collect(), left: Cell::new(MAX_LOOK) }
    }

    /// Whether the limit of bytes is reached.
    pub fn is_at_end(&self) -> bool {
        self.left.get() == 0
    }

    pub fn contents(&self, bytes: &[u8]) -> Contents {
        let mut found = Contents::default();
        self.layer(bytes, 0, &mut found);
        found
    }

    /// The ids in these bytes, without decoding.
    pub fn ids(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut ids = uuids::in_bytes(bytes);
        let stands = |id: &&&str| memmem::find(bytes, id.as_bytes()).is_some();
        ids.extend(self.names.iter().filter(stands).map(|id| (*id).to_owned()));
        ids
    }

    fn layer(&self, bytes: &[u8], depth: usize, found: &mut Contents) {
        let left = self.left.get().saturating_sub(bytes.len() as u64);
        self.left.set(left);
        if left == 0 || depth > MAX_LAYERS {
            found.unseen = Some(StrayKind::Unreadable);
            return;
        }
        found.others.extend(self.ids(bytes));
        if let Ok(Head { record, .. }) = Record::head(bytes) {
            found.sure.insert(record);
            return;
        }
        match kind_of(bytes) {
            FileKind::Packed => self.unpack(bytes, depth, found),
            FileKind::Sealed(_) => match self.seal.open(bytes) {
                Ok(inner) if inner != bytes => self.layer(&inner, depth + 1, found),
                _ => found.unseen = Some(StrayKind::Sealed),
            },
            FileKind::OtherProgram | FileKind::SealedAsText if depth == 0 => found.unseen = Some(StrayKind::Sealed),
            _ if is_packed(bytes) => found.unseen = Some(StrayKind::Packed),
            _ => self.read(bytes, depth, found),
        }
    }

    fn unpack(&self, bytes: &[u8], depth: usize, found: &mut Contents) {
        let most = MAX_UNPACKED.min(self.left.get());
        let mut inner = Vec::new();
        let read = unpacked(Box::new(Cursor::new(bytes.to_vec())))
            .and_then(|(_, bytes)| bytes.take(most + 1).read_to_end(&mut inner));
        // What was unpacked before an error is searched too.
        self.layer(&inner, depth + 1, found);
        if read.is_err() || inner.len() as u64 > most {
            found.unseen = Some(StrayKind::Packed);
        }
    }

    /// Searches data that is neither packed nor encrypted as a whole.
    fn read(&self, bytes: &[u8], depth: usize, found: &mut Contents) {
        // UTF-16 puts zeros between the letters.
        let without_zeros = || bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>();
        let letters = if bytes.contains(&0) { without_zeros() } else { bytes.to_vec() };
        found.others.extend(self.ids(&letters));
        if let Some(inner) = unquoted(&letters) {
            self.layer(&inner, depth + 1, found);
        }
        if OURS.iter().any(|ours| memmem::find(&letters, ours).is_some()) {
            found.sure.extend(self.ids(&letters));
        }
        for piece in written(&letters).into_iter().chain(in_hex(&letters)) {
            self.decode(&piece, depth, found);
        }
        if is_dense(bytes) {
            found.unseen = Some(StrayKind::Packed);
        }
    }

    /// Decodes a piece of text and searches the result.
    fn decode(&self, piece: &[u8], depth: usize, found: &mut Contents) {
        // A single hex digit may precede the encoded data.
        let is_hex = piece.iter().all(u8::is_ascii_hexdigit);
        for inner in (0..=usize::from(is_hex)).filter_map(|at| meaning(piece, at)) {
            let mut inside = Contents::default();
            self.layer(&inner, depth + 1, &mut inside);
            found.sure.append(&mut inside.sure);
            found.others.append(&mut inside.others);
            // Words and paths also use the alphabet of base64, but encode nothing.
            let is_meant =
                || is_mixed(piece) || (is_hex && is_packed(&inner)) || matches!(kind_of(&inner), FileKind::Sealed(_));
            if let Some(unseen) = inside.unseen.filter(|_| is_meant()) {
                found.unseen = Some(unseen);
            }
        }
        // A word may directly precede the encoded data.
        let later = (1..4).filter_map(|at| meaning(piece, at));
        later.for_each(|inner| found.others.extend(self.ids(&inner)));
    }
}

fn is_packed(bytes: &[u8]) -> bool {
    PACKED.iter().any(|begins| bytes.starts_with(begins))
}

/// Decodes escaped characters, if there are any: `=2D` of mail programs (quoted-printable) with its soft line ends,
/// `%2D` of URLs, `\\u002d` of JSON.
fn unquoted(text: &[u8]) -> Option<Vec<u8>> {
    let digits = |text: &[u8]| u8::from_str_radix(std::str::from_utf8(text).ok()?, 16).ok();
    let (mut plain, mut rest, mut is_other) = (Vec::with_capacity(text.len()), text, false);
    while let Some(at) = memchr::memchr3(b'=', b'%', b'\\', rest) {
        plain.extend_from_slice(&rest[..at]);
        let (sign, behind) = (rest[at], &rest[at + 1..]);
        let end = behind.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(behind.len());
        let whole = match sign {
            b'=' if behind.get(end) == Some(&b'\n') => Some((None, end + 1)),
            b'\\' if behind.starts_with(b"u00") => behind.get(3..5).and_then(digits).map(|byte| (Some(byte), 5)),
            b'\\' => None,
            _ => behind.get(..2).and_then(digits).map(|byte| (Some(byte), 2)),
        };
        if let Some((byte, length)) = whole {
            plain.extend(byte);
            is_other = true;
            rest = &behind[length..];
        } else {
            plain.push(sign);
            rest = behind;
        }
    }
    plain.extend_from_slice(rest);
    is_other.then_some(plain)
}

/// The longest runs of hex digits, across separators: blanks, colons, line ends, quotes, `0x`, `\\x`.
fn in_hex(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), 0);
    while at < text.len() {
        let is_prefix = matches!(&text[at..text.len().min(at + 2)], [b'0' | b'\\', b'x' | b'X']);
        match text[at] {
            _ if is_prefix => at += 1,
            digit if digit.is_ascii_hexdigit() => row.push(digit),
            b' ' | b'\t' | b'\r' | b'\n' | b':' | b',' | b'"' | b'\'' | b'>' | b'-' => {}
            _ => rows.push(std::mem::take(&mut row)),
        }
        at += 1;
    }
    rows.push(row);
    rows.retain(|row| row.len() >= FEWEST_WRITTEN);
    rows
}

/// The longest pieces in the alphabets of base64: blocks of lines, and single words.
fn written(text: &[u8]) -> Vec<Vec<u8>> {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let (mut pieces, mut block) = (Vec::new(), Vec::new());
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let body: &[u8] = line.strip_suffix(b"==").or_else(|| line.strip_suffix(b"=")).unwrap_or(line);
        if !body.is_empty() && body.iter().all(is_sign) {
            block.extend_from_slice(body);
            if body.len() == line.len() {
                continue;
            }
        } else {
            let words = line.split(|byte| !is_sign(byte));
            pieces.extend(words.filter(|word| word.len() >= FEWEST_WRITTEN).map(<[u8]>::to_vec));
        }
        pieces.push(std::mem::take(&mut block));
    }
    pieces.push(block);
    pieces.retain(|piece| piece.len() >= FEWEST_WRITTEN);
    pieces
}

/// Decodes a piece from one of its characters on: as hex, or else as base64.
fn meaning(piece: &[u8], from: usize) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| Some((digit(pair[0])? << 4) | digit(pair[1])?);
    if piece.iter().all(u8::is_ascii_hexdigit) {
        return piece[from..].chunks_exact(2).map(pair).collect();
    }
    let usual = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    };
    let usual: Vec<u8> = piece[from..].iter().map(usual).collect();
    let whole = if usual.len() % 4 == 1 { usual.len() - 1 } else { usual.len() };
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&STANDARD, config).decode(&usual[..whole]).ok()
}

/// Whether a piece has the entropy of encoded bytes, and is long enough to judge.
fn is_mixed(piece: &[u8]) -> bool {
    piece.len() >= 256 && bits(piece) > 5.4
}

/// Whether some of these bytes are packed or encrypted in an unknown way. Their entropy is then higher than that of
/// text or of program code.
fn is_dense(bytes: &[u8]) -> bool {
    let text =
        utf16(bytes).map_or_else(|| String::from_utf8(bytes.to_vec()).ok(), |_| Some(decoded(bytes).into_owned()));
    let is_read = |text: &String| {
        let is_odd = |sign: char| sign == char::REPLACEMENT_CHARACTER || (sign < ' ' && !sign.is_whitespace());
        !text.chars().any(|sign| is_odd(sign) && sign != '\u{1b}')
    };
    if text.as_ref().is_some_and(is_read) {
        return bytes.is_ascii() && bytes.chunks_exact(WINDOW).any(|window| bits(window) > MOST_BITS_OF_TEXT);
    }
    bytes.chunks(WINDOW).any(|window| {
        let filled: Vec<u8> = window.iter().copied().filter(|byte| *byte != 0).collect();
        let strange = filled.iter().filter(|byte| !byte.is_ascii() || byte.is_ascii_control()).count();
        // The highest possible entropy depends on the number of bytes.
        #[allow(clippy::cast_precision_loss)] // at most 512
        let most = ((filled.len() as f64).log2() * 0.85).min(MOST_BITS);
        filled.len() >= FEWEST_MEASURED && strange * 4 > filled.len() && bits(&filled) > most
    })
}

/// The average number of bits in each byte (Shannon entropy).
fn bits(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    #[allow(clippy::cast_precision_loss)] // a share, and roughly
    let all = bytes.len() as f64;
    let share = |count: u32| f64::from(count) / all;
    counts.into_iter().filter(|count| *count > 0).map(|count| -share(count) * share(count).log2()).sum()
}
