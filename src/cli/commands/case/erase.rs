//! `case erase`: takes screenings off the device, with every copy of them in the store.

use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::commands::case::strays;
use crate::cli::commands::case::strays::described;
use crate::cli::console::{eprint_failure, eprint_message};
use crate::cli::exit::{Exit, usage};
use crate::cli::keyring::Keyring;
use crate::cli::passphrase;
use crate::cli::stored::{self, LocalStore, fault, shortest};
use crate::diagnostic::Code;
use crate::store::{AgeSeal, StoreError, Stray, StrayKind, Unsealed};
use std::collections::BTreeSet;
use std::io::{self, BufRead};

/// Takes off the device whatever can be: neither a record that can't be erased nor a reader that has gone keeps the others.
pub fn run(named: (&StoreArg, &KeyArgs), begins: &[String], yes: bool) -> anyhow::Result<Exit> {
    let store = stored::store(named.0)?;
    let _ = store.clear_left_over();
    // Nobody needs a key to erase.
    let keyring = Keyring::of(&store, named.1).unwrap_or_else(|_| Keyring::none(&store, named.1));
    let mut exit = strays::unlock(&store, &keyring)?;
    let seal = keyring.seal();
    let mut ids = BTreeSet::new();
    for begins in begins {
        match store.find_remains(begins, &seal) {
            Ok(id) => drop(ids.insert(id)),
            Err(found) => exit = exit.max(eprint_failure(fault(begins, &found))?),
        }
    }
    if ids.is_empty() {
        return Ok(exit);
    }
    let going = Going::of(&store, &seal, &ids).map_err(|found| fault(text!("store-itself"), &found))?;
    going.copies.iter().for_each(|copy| eprint_message(&text!("command-erase-with-it", copy = &**copy)));
    if !yes && !going.is_sure()? {
        eprint_message(text!("command-erase-nothing"));
        return Ok(exit.max(Exit::Refused));
    }
    for (id, erased) in store.erase_all(&ids, &seal) {
        match erased {
            Ok(()) => eprint_message(&text!("command-erased", record = shortest(&id, going.letters))),
            Err(found) => exit = exit.max(eprint_failure(fault(&id, &found))?),
        }
    }
    // No key is asked for to erase: while there are sealed records, every copy of a catalogue stays.
    if let Err(found) = store.forget_catalogues(&Unsealed) {
        exit = exit.max(eprint_failure(fault(text!("store-itself"), &found))?);
    }
    eprint_message(text!("record-erased-copies"));
    Ok(exit)
}

/// What is about to be erased.
struct Going {
    /// Each record, in words.
    records: Vec<String>,
    /// The copies that go along, in words.
    copies: Vec<String>,
    letters: usize,
}

impl Going {
    fn of(store: &LocalStore, seal: &AgeSeal, ids: &BTreeSet<String>) -> Result<Self, StoreError> {
        let letters = store.letters_enough()?;
        let in_words = |id: &String| {
            let meetings = store.read(id, seal).ok().map(|record| record.meetings()).filter(|meetings| *meetings > 1);
            let id = shortest(id, letters);
            meetings.map_or_else(|| id.to_owned(), |many| text!("command-erase-meetings", record = id, meetings = many))
        };
        let is_file = |stray: &Stray| stray.is != StrayKind::Folder && !stray.is_of_store;
        let goes =
            |stray: &Stray| is_file(stray) && !stray.ids.is_empty() && stray.ids.iter().all(|id| ids.contains(id));
        let strays = store.strays(seal)?.into_iter().filter(goes);
        let copy = |stray: Stray| format!("{}: {}", stray.name, described(&stray, store, seal, letters));
        Ok(Self { records: ids.iter().map(in_words).collect(), copies: strays.map(copy).collect(), letters })
    }

    /// What is erased does not come back, so that it is asked for in a word.
    fn is_sure(&self) -> anyhow::Result<bool> {
        if !passphrase::can_ask() {
            return Err(usage(Code::Usage, what_and_help!("command-erase-needs-yes")));
        }
        let records = self.records.join(", ");
        eprint_message(&if self.copies.is_empty() {
            text!("command-erase-sure", records = records)
        } else {
            text!("command-erase-sure-with-copies", records = records)
        });
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim() == "erase")
    }
}
