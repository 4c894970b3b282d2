//! The folder of this device: where it is, what signs the records of this run, and who signed a record.

use super::stored::LocalStore;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure};
use crate::cli::printed_command;
use crate::diagnostic::{Code, Diagnostic};
use crate::escape;
use crate::store::{Device, DeviceError, DeviceId, KnownDevice, LocalDisk, Record, Signature, Signer};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The folder of this device: the one of the variable, or `device` in the settings of this user.
///
/// # Errors
/// When there is none.
pub fn here() -> Result<Device<LocalDisk>, DeviceError> {
    let from_environment = std::env::var_os("TIPSCREEN_DEVICE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = from_environment.or_else(printed_command::usual_device).ok_or(DeviceError::NoFolder)?;
    Ok(Device::at(LocalDisk::default(), folder))
}

/// The store, in which each record that is saved is signed by this device. Where there is no key yet, it is made with the
/// first record: nothing is written before the person agrees to one. Where what is there can't be used, that is said, and
/// records are saved all the same.
pub fn signing(store: LocalStore) -> LocalStore {
    let readable = |device: Device<LocalDisk>| device.public_key().map(|_| device);
    match here().and_then(readable) {
        Ok(device) => store.signed_by(Signer::new(move || device.key().ok())),
        Err(error) => {
            eprint_message(&can_not_sign(&error));
            store
        }
    }
}

/// Why records are not signed by this device, and what to do where others may have its key.
pub fn can_not_sign(error: &DeviceError) -> String {
    let note = text!("key-can-not-sign", why = error.to_string());
    match error {
        DeviceError::KeyOpenToOthers(path) => format!("{note}\n  = {}", hide(path)),
        _ => note,
    }
}

fn hide(key: &Path) -> String {
    format!("{}:\n  {}", text!("key-signing-open-to-others"), escape::hiding(&printed_command::whole(key)))
}

/// The folder of this device can't be used.
pub fn failed(error: &DeviceError) -> anyhow::Error {
    let close = |folder: &PathBuf| {
        let command = escape::closing(&printed_command::whole(folder));
        format!("{}\n  {command}", text!("store-close-device"))
    };
    let (exit, code, help) = match error {
        DeviceError::OpenToOthers(folder) => (Exit::Storage, Code::UnsafeDevice, close(folder)),
        DeviceError::KeyOpenToOthers(path) => (Exit::Storage, Code::UnsafeDevice, hide(path)),
        DeviceError::Damaged(_) => (Exit::Altered, Code::Altered, text!("store-device-file-back").to_owned()),
        DeviceError::Busy(_) => (Exit::Storage, Code::Busy, text!("store-wait").to_owned()),
        DeviceError::NoFolder | DeviceError::Disk(..) => {
            (Exit::Storage, Code::Unwritable, text!("store-check-device").to_owned())
        }
    };
    Failure::of(exit, &Diagnostic::new(code, (error.to_string(), help))).into()
}

/// The devices whose signatures can be told from those of anybody else.
pub struct Signers {
    own: Option<DeviceId>,
    known: Vec<KnownDevice>,
}

impl Signers {
    /// This device, and those that were made known here. Where that can't be read, it is said, and no device is known.
    pub fn here() -> Self {
        let none = Self { own: None, known: Vec::new() };
        let read = || {
            let device = here()?;
            let own = match device.public_key() {
                // What others may have signed with is no key of this device alone.
                Err(error @ DeviceError::KeyOpenToOthers(_)) => {
                    eprint_message(&failed(&error).to_string());
                    None
                }
                own => own?,
            };
            Ok::<_, DeviceError>(Self { own, known: device.known()? })
        };
        read().unwrap_or_else(|error| {
            eprint_message(&failed(&error).to_string());
            none
        })
    }

    /// A device that is known, in words.
    fn name(&self, key: &DeviceId) -> Option<String> {
        if self.own.as_ref() == Some(key) {
            return Some(text!("key-this-device").to_owned());
        }
        let known = self.known.iter().find(|one| one.key == *key)?;
        Some(text!("key-known-device", name = super::shown(&known.name)))
    }

    /// The events of a record that no known device signed, as ranges of their numbers.
    fn not_vouched(&self, record: &Record) -> Vec<RangeInclusive<usize>> {
        let known: Vec<&Signature> = record.signatures().iter().filter(|one| self.name(&one.by).is_some()).collect();
        let mut ranges: Vec<RangeInclusive<usize>> = Vec::new();
        for event in (1..=record.events().len()).filter(|event| !known.iter().any(|one| one.range().contains(event))) {
            match ranges.last_mut().filter(|range| range.end() + 1 == event) {
                Some(range) => *range = *range.start()..=event,
                None => ranges.push(event..=event),
            }
        }
        ranges
    }

    /// Whether known devices signed all of a record.
    pub fn vouch_for(&self, record: &Record) -> bool {
        self.not_vouched(record).is_empty()
    }

    /// Says of a record that is taken up which of its events no known device signed; nothing where there is none.
    pub fn doubt(&self, record: &Record, is_sealed: bool) -> Option<String> {
        let ranges = self.not_vouched(record);
        (!ranges.is_empty()).then(|| part_not_signed(&ranges, is_sealed))
    }

    /// Who signed a record, and what that is worth.
    pub fn in_words(&self, record: &Record, is_sealed: bool) -> String {
        let all = 1..=record.events().len();
        let within = |one: &Signature, other: &Signature| other.from <= one.from && one.to <= other.to;
        let is_outdone = |one: &&Signature| {
            record.signatures().iter().any(|other| other.by == one.by && other != *one && within(one, other))
        };
        let mut signed: Vec<&Signature> = record.signatures().iter().filter(|one| !is_outdone(one)).collect();
        signed.sort_by_key(|one| one.from);
        let parts: Vec<String> = signed
            .into_iter()
            .map(|one| {
                let unknown = || text!("key-unknown-device", fingerprint = one.by.fingerprint());
                let device = self.name(&one.by).unwrap_or_else(unknown);
                if one.range() == all {
                    text!("key-signed-by", device = device)
                } else {
                    text!("key-signed-by-in-part", events = numbers(&one.range()), device = device)
                }
            })
            .collect();
        let doubt = match self.not_vouched(record).as_slice() {
            [] => String::new(),
            [one] if *one == all && is_sealed => format!(": {}", text!("key-sealed-could-be-made")),
            [one] if *one == all => format!(": {}", text!("key-unsealed-could-be-made")),
            ranges => format!(": {}", part_not_signed(ranges, is_sealed)),
        };
        let signed = if parts.is_empty() { text!("key-not-signed").to_owned() } else { parts.join(", ") };
        format!("{signed}{doubt}")
    }
}

/// Events of a record that no known device signed, and who could have made them.
fn part_not_signed(ranges: &[RangeInclusive<usize>], is_sealed: bool) -> String {
    let events = ranges.iter().map(numbers).collect::<Vec<_>>().join(", ");
    if is_sealed {
        text!("key-sealed-part-not-signed", events = events)
    } else {
        text!("key-unsealed-part-not-signed", events = events)
    }
}

/// Events by their numbers.
fn numbers(events: &RangeInclusive<usize>) -> String {
    let (from, to) = (*events.start(), *events.end());
    if from == to { text!("key-signed-event", event = from) } else { text!("key-signed-events", from = from, to = to) }
}
