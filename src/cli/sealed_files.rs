//! Sealed files that are named on the command line: a case under a key or a passphrase, a record, or a file that is not
//! sealed at all. Every command that reads cases reads them through here.

use super::damaged::damaged;
use super::keyring::Keyring;
use super::whose::UnsafeFileError;
use crate::batch::Decoded;
use crate::cli::exit::{Exit, Failure};
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::PromptError;
use crate::no_follow::InputFile;
use crate::store::{Locked, Record, RecordError, RecordState, peeked, unsealed};
use crate::toml_input::{FileKind, Sealed, kind_of, path_name};
use std::io::{self, Cursor, Read};

/// Layers of a file that is sealed again and again.
const MOST_LAYERS: usize = 8;
/// Largest record that is read for its case, in bytes.
const MAX_RECORD: u64 = 64 * 1024 * 1024;

impl Keyring {
    /// What stands in a file that was named: as it is, out of its seal, or the case of a record.
    pub fn case_text(&self, name: &str, mut bytes: Box<dyn Read>) -> io::Result<Decoded> {
        for _ in 0..MOST_LAYERS {
            let (begins, whole) = peeked(bytes)?;
            bytes = match kind_of(&begins) {
                FileKind::Sealed(Sealed { to_passphrase: true, .. }) => self.out_of_passphrase(name, whole)?,
                FileKind::Sealed(_) => self.out_of_keys(whole)?,
                // Another encoding is named with its place, and what is packed is for whoever unpacks it.
                FileKind::Text | FileKind::OtherEncoding(_) | FileKind::Packed => {
                    return case_of_record(&begins, whole);
                }
                other => return Err(invalid(RecordError::NoText(other))),
            };
        }
        Err(invalid(RecordError::Layers))
    }

    fn out_of_keys(&self, bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
        if !self.has_key_for(RecordState::Finished) {
            return Err(invalid(RecordError::NoKey));
        }
        let keys = self.unlock(RecordState::Finished).map_err(|error| io::Error::other(NoKeyError(error)))?;
        Ok(Box::new(unsealed(bytes, keys)?))
    }

    fn out_of_passphrase(&self, name: &str, bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
        let locked = Locked::read(bytes)?;
        let key = self.file_key(name, &locked).map_err(|error| {
            error.downcast::<RecordError>().map_or_else(|error| io::Error::other(NoKeyError(error)), invalid)
        })?;
        Ok(Box::new(locked.open(key)?))
    }

    /// Asks for whatever opens these files, before anything is drawn. What does not open then is named when it is its turn.
    ///
    /// # Errors
    /// When a key of this device does not open, or whoever is asked leaves.
    pub fn unlock_for<'p>(&self, files: impl Iterator<Item = &'p InputFile>) -> anyhow::Result<()> {
        let sealed: Vec<_> = files.filter_map(|file| Some((file, sealed_how(file)?))).collect();
        // Where there is no key at all, each file that is sealed says so, and the others are read.
        if self.has_key_for(RecordState::Finished) && sealed.iter().any(|(_, how)| !how.to_passphrase) {
            self.unlock(RecordState::Finished)?;
        }
        if let Some((file, _)) = sealed.iter().find(|(_, how)| how.to_passphrase)
            && let Ok(locked) = file.open().and_then(Locked::read)
        {
            let opened = self.file_key(&path_name(&file.path), &locked);
            self.ask_no_more();
            if let Err(error) = opened
                && matches!(error.downcast_ref(), Some(PromptError::Interrupted))
            {
                return Err(error);
            }
        }
        Ok(())
    }
}

/// How a file is sealed, if it is one, and is.
fn sealed_how(file: &InputFile) -> Option<Sealed> {
    let file = file.open().ok().filter(|file| file.metadata().is_ok_and(|meta| meta.is_file()))?;
    match kind_of(&peeked(file).ok()?.0) {
        FileKind::Sealed(how) => Some(how),
        _ => None,
    }
}

/// There was no key to open a file with, or whoever was asked for it left.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoKeyError(anyhow::Error);

/// Why a file could not be read, if that was for want of a key or because it was altered.
pub fn unopened(name: &str, error: &io::Error) -> Option<Failure> {
    let inner = error.get_ref()?;
    if let Some(UnsafeFileError(refused)) = inner.downcast_ref() {
        return Some(refused.clone());
    }
    let Some(NoKeyError(why)) = inner.downcast_ref() else {
        return inner.downcast_ref().map(|found| damaged(name, found));
    };
    let left = matches!(why.downcast_ref(), Some(PromptError::Interrupted));
    let told = || {
        let exit = if left { Exit::Interrupted } else { Exit::Storage };
        let error = (why.to_string(), text!("store-run-again").to_owned());
        Failure::of(exit, &Diagnostic::of_file(Code::NoKey, name, error))
    };
    Some(why.downcast_ref::<Failure>().cloned().unwrap_or_else(told))
}

/// The same, for a file that is all there was to read: whoever left the prompt left, and nothing is told of that.
///
/// # Errors
/// When it was neither.
pub fn not_opened(name: &str, error: io::Error) -> Result<anyhow::Error, io::Error> {
    let by_name = |error: io::Error| unopened(name, &error).map(Into::into).ok_or(error);
    error.downcast::<NoKeyError>().map(|NoKeyError(why)| why).or_else(by_name)
}

/// Of a whole record its case, once every event of it was checked; anything else as it is.
fn case_of_record(begins: &[u8], bytes: Box<dyn Read>) -> io::Result<Decoded> {
    if !begins.starts_with(br#"{"format":"tipscreen-record/"#) {
        return Ok(Decoded::text(bytes));
    }
    let mut text = Vec::new();
    bytes.take(MAX_RECORD + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MAX_RECORD {
        return Err(invalid(RecordError::NoRecord));
    }
    let record = Record::read_text(&text).map_err(invalid)?;
    let mut case = record.case.clone();
    // A record that an earlier version of tipscreen made tells it by its events alone.
    if let (Some(day), Some(case)) = (record.first_met_on(), case.as_object_mut()) {
        case.insert("first_met_on".to_owned(), day.into());
    }
    let text = Box::new(Cursor::new(format!("{case}\n")));
    let (history, is_withdrawn) = (Some(record.links().collect()), record.is_withdrawn());
    Ok(Decoded { text, history, record: Some(record.id), is_withdrawn })
}

fn invalid(damage: RecordError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, damage)
}
