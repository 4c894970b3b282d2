//! Who can open what is sealed: which public keys of a store were accepted on this device, which were not, and what is said
//! and asked before anything is sealed to them.

use super::device;
use super::stored::LocalStore;
use super::{passphrase, shown};
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure};
use crate::cli::printed_command;
use crate::diagnostic::{Code, Diagnostic};
use crate::store::{
    Accepted, AcceptedKey, AgeSeal, DeviceError, KeyChanges, Recipient, Secret, StoreKeys, fingerprint,
};
use std::io::{self, BufRead as _};

/// Most keys that are named before a screening.
const MOST_NAMED: usize = 4;

/// Why the public keys of a store are not used yet.
#[derive(Clone)]
pub struct UnacceptedKeys {
    changes: KeyChanges,
    /// Nothing was accepted for this store before.
    is_first: bool,
    /// What was accepted can't be read.
    unreadable: Option<String>,
}

impl UnacceptedKeys {
    /// Compares the keys of a store with those that were accepted on this device; none where they are the same.
    pub fn of(store: &LocalStore, keys: &StoreKeys) -> Option<Self> {
        let accepted = device::here().and_then(|device| device.accepted(store.folder()));
        let (known, is_first, unreadable) = match accepted {
            Ok(Some(known)) => (known, false, None),
            Ok(None) => (Accepted::default(), true, None),
            Err(error) => (Accepted::default(), true, Some(error.to_string())),
        };
        let changes = known.changes(keys);
        (!changes.is_empty()).then_some(Self { changes, is_first, unreadable })
    }

    /// Which keys are new and which are gone.
    pub fn text(&self) -> String {
        let in_words = |readers: &[AcceptedKey]| readers.iter().map(in_words).collect::<Vec<_>>();
        if let Some(why) = &self.unreadable {
            let keys = in_words(&self.changes.new).iter().fold(String::new(), |text, key| text + "\n  " + key);
            return format!(
                "{}\n{}{keys}",
                text!("key-accepted-unknown", why = why),
                text!("key-accepted-unknown-list")
            );
        }
        let name = |name: &str| if name.is_empty() { text!("key-without-name").to_owned() } else { shown(name) };
        let new = in_words(&self.changes.new).into_iter();
        let new = new.map(|key| if self.is_first { key } else { text!("key-changed-new", key = key) });
        let gone = in_words(&self.changes.gone).into_iter().map(|key| text!("key-changed-gone", key = key));
        let renamed = self.changes.renamed.iter();
        let renamed =
            renamed.map(|(reader, was)| text!("key-changed-renamed", key = self::in_words(reader), was = name(was)));
        let begin = if self.is_first { text!("key-changed-first") } else { text!("key-changed") };
        new.chain(gone).chain(renamed).fold(begin.to_owned(), |text, line| text + "\n  " + &line)
    }

    /// Whether this key is new here.
    pub fn is_new(&self, reader: &AcceptedKey) -> bool {
        self.changes.new.contains(reader)
    }

    /// The exit code of a command that uses no key and only names the difference.
    pub fn exit(&self) -> Exit {
        if self.is_first { Exit::Refused } else { Exit::Altered }
    }

    /// What to do about it: the command that accepts the keys, and those that take out the ones nobody knows.
    pub fn what_to_do(&self, store: &LocalStore) -> String {
        let new = self.changes.new.iter().filter(|reader| !reader.drafts_only).take(MOST_NAMED);
        let remove = |reader: &AcceptedKey| {
            let key = reader.key.to_string();
            format!("\n  {}", printed_command::on_store(Some(store.folder()), None, &["key", "remove", &key]))
        };
        let removing: String = new.map(remove).collect();
        let or = if removing.is_empty() { String::new() } else { format!("\n{}{removing}", text!("key-or-remove")) };
        format!("{}\n  {}{or}", text!("key-compare"), command(store))
    }

    /// Whether this key was not accepted here.
    pub fn names(&self, key: &Recipient) -> bool {
        self.changes.new.iter().any(|reader| !reader.drafts_only && reader.key == *key)
    }

    /// Nothing is sealed to these keys.
    pub fn refused(&self, store: &LocalStore) -> anyhow::Error {
        let error = (self.text(), self.what_to_do(store));
        Failure::of(Exit::Altered, &Diagnostic::new(Code::KeysNotAccepted, error)).into()
    }

    /// Asks on the terminal whether the keys are accepted, and notes it.
    ///
    /// # Errors
    /// When nobody can be asked, or they are not accepted.
    pub fn ask(&self, store: &LocalStore, keys: &StoreKeys) -> anyhow::Result<()> {
        if !passphrase::can_ask() {
            return Err(self.refused(store));
        }
        eprint_message(&format!("{}\n{}\n{}", self.text(), text!("key-compare"), text!("key-type-accept")));
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        if line.trim() != "accept" {
            return Err(self.refused(store));
        }
        accept(store, keys);
        Ok(())
    }
}

/// The command that accepts the keys of a store.
pub fn command(store: &LocalStore) -> String {
    printed_command::on_store(Some(store.folder()), None, &["key", "accept"])
}

/// Notes that the keys of a store are accepted as they are. Gives whether it is noted.
pub fn accept(store: &LocalStore, keys: &StoreKeys) -> bool {
    note_accepted(store, |accepted| accepted.readers = keys.readers())
}

/// Changes what is accepted for a store. That it can't be noted is said, and undoes nothing. Gives whether it is noted.
pub fn note_accepted(store: &LocalStore, change: impl FnOnce(&mut Accepted)) -> bool {
    let noted = device::here().and_then(|device| {
        let mut accepted = match device.accepted(store.folder()) {
            Ok(accepted) => accepted.unwrap_or_default(),
            // What can't be read is written anew, from keys that somebody accepts now.
            Err(DeviceError::Damaged(_)) => Accepted::default(),
            Err(error) => return Err(error),
        };
        change(&mut accepted);
        device.accept(store.folder(), &accepted)
    });
    if let Err(error) = &noted {
        eprint_message(&text!("key-accepting-not-saved", why = error.to_string()));
    }
    noted.is_ok()
}

/// A key in a list, by name and fingerprint.
pub fn in_words(reader: &AcceptedKey) -> String {
    let name = if reader.drafts_only { text!("key-of-drafts").to_owned() } else { shown(&reader.name) };
    named(&name, &fingerprint(&reader.key.to_string()))
}

/// A key in a list: its name and its fingerprint.
pub fn named(name: &str, fingerprint: &str) -> String {
    format!("{} ({fingerprint})", if name.is_empty() { text!("key-without-name") } else { name })
}

/// The public key that belongs to a secret file, where it was made on this device.
pub fn public_of(store: &LocalStore, secret: Secret) -> Option<Recipient> {
    let accepted = device::here().ok()?.accepted(store.folder()).ok()??;
    accepted.public_of(secret, &store.secret_hash(secret).ok()?).cloned()
}

/// Who can open what is saved under a seal, in a line; and that this device can't, where that is so.
pub fn who_can_open(seal: &AgeSeal, keys: &StoreKeys, store: &LocalStore) -> String {
    let name = |key: &Recipient| {
        let listed = keys.recipients.iter().find(|one| one.key == *key);
        listed.map_or(text!("key-it-was-opened-with").to_owned(), |one| shown(&one.name))
    };
    let named = seal.recipients.iter().take(MOST_NAMED);
    let named: Vec<String> = named.map(|key| self::named(&name(key), &fingerprint(&key.to_string()))).collect();
    let drafts = seal.drafts.as_ref().map_or_else(String::new, |key| {
        format!(" {}", text!("key-opens-while-unfinished", key = fingerprint(&key.to_string())))
    });
    let (count, keys) = (seal.recipients.len(), named.join(", "));
    let line = if count > named.len() {
        let show = printed_command::on_store(Some(store.folder()), None, &["key", "show"]);
        let more = text!("key-and-more", keys = keys, count = count - named.len());
        format!("{}{drafts} {more}\n  {show}", text!("key-opens-what-is-saved-of-many", count = count))
    } else {
        format!("{}{drafts}", text!("key-opens-what-is-saved", count = count, keys = keys))
    };
    match public_of(store, Secret::Identity).filter(|own| !seal.recipients.contains(own)) {
        Some(own) => format!("{line}\n{}", text!("key-own-not-listed", key = fingerprint(&own.to_string()))),
        None => line,
    }
}
