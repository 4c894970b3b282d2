//! A record: a head, a hash chain of events, and the present case.
//!
//! The text has one line for the head, which says nothing about the person, one for each event, and one for the case.
//! All of it is encrypted. The head is repeated in clear in front of it. Each line carries the SHA-256 of the line
//! before and its own text. So an event that was changed, removed, inserted or moved is detected and located. But
//! anyone with the key could write a whole new chain. A line of signatures may precede the case, which show the device
//! that saved the record. Records of earlier versions have no signatures. Earlier versions report that a newer version
//! made a record with signatures.

use super::event::{Edition, Event, EventKind};
use super::seal::{Seal, Unsealed};
use super::signature::{self, DeviceKey, MAX_SIGNATURES, Signature};
use crate::store::encryption;
use crate::store::identity_files::OtherKey;
use crate::toml_input::FileKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::io;

pub const FORMAT: &str = "tipscreen-record/1";

/// Whether a screening is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordState {
    /// The screening can be resumed.
    Draft,
    /// The questions are over.
    Finished,
}

impl RecordState {
    /// Its word in files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Finished => "finished",
        }
    }
}

/// What a record shows without a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    format: String,
    /// The id of the record, equal to the id of its case.
    pub record: String,
    /// The name of the seal.
    pub seal: String,
    pub state: RecordState,
}

impl Head {
    pub(super) fn new(id: &str, seal: &str, state: RecordState) -> Self {
        Self { format: FORMAT.to_owned(), record: id.to_owned(), seal: seal.to_owned(), state }
    }

    /// Whether a key is needed to read the record.
    pub fn is_sealed(&self) -> bool {
        self.seal != Unsealed::NAME
    }

    pub(super) fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is wrong with a record or a key file. Never holds an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The file does not begin like a record.
    #[error("{}", text!("store-record-none"))]
    NoRecord,
    /// The record has the id of another one.
    #[error("{}", text!("store-record-another"))]
    Another,
    /// This version does not know its format or its events.
    #[error("{}", text!("store-record-newer"))]
    Newer,
    /// The seal does not open. A wrong key and an altered file look the same.
    #[error("{}", text!("store-record-wrong-key"))]
    Sealed,
    #[error("{}", text!("store-record-no-key"))]
    NoKey,
    /// It is encrypted to kinds of keys that are not supported.
    #[error("{}", text!("store-record-other-recipients"))]
    OtherRecipients,
    /// It is encrypted to a passphrase, and none is given.
    #[error("{}", text!("store-record-under-passphrase"))]
    UnderPassphrase,
    /// A file in a store is encrypted to a passphrase, which records never are.
    #[error("{}", text!("store-record-passphrase-no-record"))]
    RecordUnderPassphrase,
    /// The passphrase does not open the file. A wrong passphrase and an altered file look the same.
    #[error("{}", text!("store-record-wrong-passphrase"))]
    Passphrase,
    /// Its armour is incomplete, or has other text around it.
    #[error("{}", text!("store-record-armour"))]
    Armour,
    /// It has too many layers of encryption.
    #[error("{}", text!("store-record-layers"))]
    Layers,
    /// It is no text that could hold a case.
    #[error("{}", .0.no_text().map_or(text!("store-record-is-text"), |no_text| no_text.what))]
    NoText(FileKind),
    /// It is no file of secret keys.
    #[error("{}", text!("store-record-no-secret-key"))]
    NoIdentity,
    /// A file of secret keys has no key that can be used.
    #[error("{0}")]
    OtherKey(OtherKey),
    /// A file of secret keys is encrypted to another key.
    #[error("{}", text!("store-record-key-sealed-to-key"))]
    KeySealedToKey,
    /// A file under a passphrase asks for more work than is plausible, or than this device can do.
    #[error("{}", text!("store-record-too-much-work"))]
    TooMuchWork,
    /// An event was altered, was removed, or is incomplete.
    #[error("{}", text!("store-record-damaged-event", event = *.0))]
    Event(usize),
    /// The case does not follow from the events.
    #[error("{}", text!("store-record-damaged-case"))]
    Case,
    /// The state in the head does not follow from the events.
    #[error("{}", text!("store-record-damaged-state"))]
    State,
    /// A signature does not fit its device and these events.
    #[error("{}", text!("store-record-damaged-signature"))]
    Signature,
}

/// A record in memory.
#[derive(Clone, Debug)]
pub struct Record {
    /// The id, equal to the id of its case.
    pub id: String,
    /// The line of each event in the file.
    lines: Vec<String>,
    events: Vec<Event>,
    /// The number of events that were read from a file, and not added by this process.
    read: usize,
    /// The hash of the last event.
    head: String,
    signatures: Vec<Signature>,
    /// The present case, as a case file.
    pub case: Value,
}

/// Equal records have equal content. Which part was read or written by this process does not matter.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        let Self { id, lines, events: _, read: _, head, signatures, case } = self;
        (id, lines, head, signatures, case) == (&other.id, &other.lines, &other.head, &other.signatures, &other.case)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'l> {
    hash: String,
    #[serde(borrow)]
    event: Option<&'l RawValue>,
    #[serde(borrow)]
    case: Option<&'l RawValue>,
}

impl Record {
    /// A record without events.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            lines: Vec::new(),
            events: Vec::new(),
            read: 0,
            head: root(id),
            signatures: Vec::new(),
            case: Value::Null,
        }
    }

    /// All events, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Adds an event.
    pub fn add(&mut self, at: String, deed: EventKind) {
        let event = Event { n: self.events.len() + 1, at, deed };
        let text = serde_json::to_string(&event).unwrap_or_default();
        self.head = link(&self.head, &text);
        self.lines.push(event_line(&self.head, &text));
        self.events.push(event);
    }

    /// The first events of the record, without a case.
    ///
    /// # Errors
    /// The chain of these events is broken.
    pub(super) fn until(&self, events: usize) -> Result<Self, RecordError> {
        let mut begun = Self::new(&self.id);
        self.lines.iter().take(events).try_for_each(|line| begun.read_event(line))?;
        begun.signatures = self.signatures.iter().filter(|one| one.to <= events).cloned().collect();
        begun.read = events;
        Ok(begun)
    }

    /// The signatures of devices. Each fits the events that it covers.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Its signatures, with that of a device on the events that the device wrote. These are the events of this process,
    /// and those it signed before, if no other device came between. Signatures of others and those at the ends of
    /// earlier meetings stay. So a record whose later meeting is discarded still has its earlier signature.
    fn signatures_with(&self, key: &DeviceKey) -> Vec<Signature> {
        let before = |one: &&Signature| one.by == key.public() && one.to == self.read;
        let from = self.signatures.iter().filter(before).map(|one| one.from).min().unwrap_or(self.read + 1);
        let to = self.events.len();
        if to == self.read {
            return self.signatures.clone();
        }
        let own = Signature::of(key, &self.id, (from, to), &self.head);
        let is_end = |one: &Signature| self.events.get(one.to - 1).is_some_and(|event| event.deed.is_end());
        let stays = |one: &&Signature| one.by != own.by || one.from != own.from || is_end(one);
        let mut signatures: Vec<Signature> = self.signatures.iter().filter(stays).cloned().collect();
        signatures.sort_by_key(|one| one.to);
        let too_many = (signatures.len() + 1).saturating_sub(MAX_SIGNATURES);
        signatures.drain(..too_many);
        signatures.push(own);
        signatures
    }

    pub fn state(&self) -> RecordState {
        match self.events.last().map(|event| &event.deed) {
            Some(EventKind::Ended { .. }) => RecordState::Finished,
            _ => RecordState::Draft,
        }
    }

    /// Whether the person had withdrawn consent to a record at the last save.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.events.last().map(|event| &event.deed), Some(EventKind::Withdrew))
    }

    /// The number of events before the last meeting.
    pub fn meeting_begins(&self) -> usize {
        self.events.iter().rposition(|event| matches!(event.deed, EventKind::MetAgain { .. })).unwrap_or(0)
    }

    /// The edition of the catalogue that it uses now.
    pub fn edition(&self) -> Option<&Edition> {
        self.editions().last()
    }

    /// All editions of the catalogue that it has used, in order.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.events.iter().filter_map(|event| match &event.deed {
            EventKind::Began { catalogue, .. } | EventKind::Moved { catalogue, .. } => Some(catalogue),
            _ => None,
        })
    }

    /// The day of the first meeting, if there were several, from the event it began with or from its case.
    pub fn first_met_on(&self) -> Option<&str> {
        let began = self.events.iter().find_map(|event| match &event.deed {
            EventKind::Began { case, .. } => Some(case),
            _ => None,
        });
        let of_events = began.filter(|_| self.meetings() > 1).and_then(|case| case["screened_on"].as_str());
        of_events.or(self.case["first_met_on"].as_str())
    }

    /// The hash of each event, in order. A later version of the same record begins with all of them.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| line.get(EVENT_HASH))
    }

    /// The number of meetings.
    pub fn meetings(&self) -> usize {
        1 + self.events.iter().filter(|event| matches!(event.deed, EventKind::MetAgain { .. })).count()
    }

    /// The file, with its existing signatures.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn to_bytes(&self, seal: &dyn Seal) -> io::Result<Vec<u8>> {
        self.with_signatures(&self.signatures, seal)
    }

    /// The file, with a signature of this device on the events that it wrote.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn to_signed_bytes(&self, seal: &dyn Seal, key: &DeviceKey) -> io::Result<Vec<u8>> {
        self.with_signatures(&self.signatures_with(key), seal)
    }

    fn with_signatures(&self, signatures: &[Signature], seal: &dyn Seal) -> io::Result<Vec<u8>> {
        let head = Head::new(&self.id, seal.name(), self.state());
        let case = self.case.to_string();
        let (mut signed, mut before) = (String::new(), self.head.clone());
        if !signatures.is_empty() {
            let text = signature::written(signatures);
            before = link(&before, &text);
            signed = format!("{}\n", event_line(&before, &text));
        }
        let last = case_line(&link(&before, &case), &case);
        let text = format!("{}\n{}\n{signed}{last}\n", head.line(), self.lines.join("\n"));
        seal.close(&self.id, self.state(), &text)
    }

    /// Reads the head without a key.
    ///
    /// # Errors
    /// The file does not begin like a record, or has a newer format.
    pub fn head(bytes: &[u8]) -> Result<Head, RecordError> {
        if encryption::is_sealed(bytes) { encryption::head(bytes) } else { Self::head_of_text(bytes) }
    }

    /// The head at the start of a text.
    fn head_of_text(text: &[u8]) -> Result<Head, RecordError> {
        let end = text.iter().position(|byte| *byte == b'\n').ok_or(RecordError::NoRecord)?;
        let value: Value = serde_json::from_slice(&text[..end]).map_err(|_| RecordError::NoRecord)?;
        match value["format"].as_str() {
            Some(FORMAT) => {
                let head: Head = serde_json::from_value(value).map_err(|_| RecordError::Newer)?;
                // Only the exact form that is written is accepted.
                if head.line().as_bytes() == &text[..end] { Ok(head) } else { Err(RecordError::State) }
            }
            Some(format) if format.starts_with("tipscreen-record/") => Err(RecordError::Newer),
            _ => Err(RecordError::NoRecord),
        }
    }

    /// Reads a record and checks its hash chain. The seal is not used for an unencrypted record: a store may hold both.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read(bytes: &[u8], seal: &dyn Seal) -> Result<Self, RecordError> {
        let outside = Self::head(bytes)?;
        if !encryption::is_sealed(bytes) {
            // A record that was decrypted by hand is no longer a record of the store.
            return if outside.is_sealed() { Err(RecordError::State) } else { Self::read_text(bytes) };
        }
        let text = seal.open(bytes)?;
        // The head in clear must agree with the head inside. Otherwise somebody forged it.
        if Self::head_of_text(&text)? == outside { Self::read_text(&text) } else { Err(RecordError::State) }
    }

    /// Reads the plain text of a record, from any place.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read_text(text: &[u8]) -> Result<Self, RecordError> {
        let head = Self::head_of_text(text)?;
        // An invalid byte breaks the chain at its line.
        let text = String::from_utf8_lossy(text);
        let body = text.split_once('\n').map_or("", |(_, body)| body);
        let mut record = Self::new(&head.record);
        let mut lines = body.strip_suffix('\n').ok_or(RecordError::Event(body.lines().count().max(1)))?.split('\n');
        let last = lines.next_back().ok_or(RecordError::Event(1))?;
        let mut signed = None;
        for line in lines {
            // After the signatures comes the case, never an event.
            if signed.is_some() {
                return Err(RecordError::Event(record.events.len() + 1));
            }
            signed = record.read_signatures(line)?;
            if signed.is_none() {
                record.read_event(line)?;
            }
        }
        let before = signed.as_deref().unwrap_or(&record.head);
        let broken = RecordError::Event(record.events.len() + 1);
        let case = match serde_json::from_str::<Line<'_>>(last) {
            Ok(Line { hash, event: None, case: Some(case) })
                if hash == link(before, case.get()) && last == case_line(&hash, case.get()) =>
            {
                case
            }
            // The line may be that of an event, if the last event was cut off.
            Ok(Line { case: Some(_), .. }) => return Err(RecordError::Case),
            _ => return Err(broken),
        };
        record.case = serde_json::from_str(case.get()).map_err(|_| RecordError::Case)?;
        if record.events.is_empty() {
            return Err(RecordError::Event(1));
        }
        if record.state() != head.state {
            return Err(RecordError::State);
        }
        record.read = record.events.len();
        Ok(record)
    }

    /// Reads the line of signatures, if this is one, and returns its hash.
    fn read_signatures(&mut self, line: &str) -> Result<Option<String>, RecordError> {
        let read: Option<Line<'_>> = serde_json::from_str(line).ok();
        let raw = read.and_then(|read| read.event).map(RawValue::get).filter(|raw| signature::is_written(raw));
        let Some(raw) = raw else { return Ok(None) };
        let hash = link(&self.head, raw);
        self.signatures =
            signature::read(raw).filter(|_| line == event_line(&hash, raw)).ok_or(RecordError::Signature)?;
        let links: Vec<&str> = self.links().collect();
        let hash_at = |one: &Signature| one.to.checked_sub(1).and_then(|at| links.get(at));
        let fits = |one: &Signature| hash_at(one).is_some_and(|hash| one.fits(&self.id, hash));
        if self.signatures.iter().all(fits) { Ok(Some(hash)) } else { Err(RecordError::Signature) }
    }

    fn read_event(&mut self, line: &str) -> Result<(), RecordError> {
        let number = self.events.len() + 1;
        let broken = || RecordError::Event(number);
        let read: Line<'_> = serde_json::from_str(line).map_err(|_| broken())?;
        let (Some(raw), None) = (read.event, read.case) else { return Err(broken()) };
        let hash = link(&self.head, raw.get());
        // A line in any other form was not written by this program.
        if hash != read.hash || line != event_line(&hash, raw.get()) {
            return Err(broken());
        }
        // The chain is valid, so an unreadable event was written by a newer version.
        let event: Event = serde_json::from_str(raw.get()).map_err(|_| RecordError::Newer)?;
        if event.n != number {
            return Err(broken());
        }
        self.head = hash;
        self.lines.push(line.to_owned());
        self.events.push(event);
        Ok(())
    }
}

/// The position of the hash in the line of an event.
const EVENT_HASH: std::ops::Range<usize> = 9..73;

fn event_line(hash: &str, event: &str) -> String {
    format!("{{\"hash\":\"{hash}\",\"event\":{event}}}")
}

fn case_line(hash: &str, case: &str) -> String {
    format!("{{\"hash\":\"{hash}\",\"case\":{case}}}")
}

/// The start of the chain. It depends on the id, so that no event of another record fits.
fn root(id: &str) -> String {
    hex(Sha256::digest(format!("{FORMAT}\n{id}")))
}

/// The hash of a text, chained to the hash before.
fn link(before: &str, text: &str) -> String {
    hex(Sha256::new().chain_update(before).chain_update("\n").chain_update(text).finalize())
}

pub(super) fn hex(bytes: impl AsRef<[u8]>) -> String {
    use std::fmt::Write as _;
    bytes.as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
