//! The keys that a command may use: public ones to seal with, and secret ones, which are asked for once and only when
//! something has to be opened.

use super::damaged::damaged;
use super::stored::{self, LocalStore};
use super::{Exit, Failure, KeyArgs, StoreArg, passphrase};
use crate::interview::Halt;
use crate::store::{
    AgeSeal, Damage, Head, Identity, KeyFault, Keys, LocalDisk, Recipient, Record, Secret, State, identities,
    identities_under, is_sealed, unsealed,
};
use std::cell::OnceCell;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// A file of secret keys.
#[derive(Clone, Copy)]
enum Source {
    /// The one that was named on the command line.
    Named,
    /// The one of the store that opens everything.
    Identity,
    /// The one of the store that opens drafts.
    Drafts,
}

/// See the module.
pub struct Keyring {
    args: KeyArgs,
    /// The store whose keys these are.
    store: LocalStore,
    /// What there is of keys.
    pub keys: Keys,
    /// Why keys that are there were not taken: others may have laid them there.
    distrusted: Option<String>,
    /// What came of opening each [`Source`]: nobody is asked twice, and a key stands for no other.
    opened: [OnceCell<Result<Vec<Identity>, Failure>>; 3],
}

impl Keyring {
    /// The keys of a store; where it has none, those of the usual store of this user: on a stick there are records, and
    /// no keys.
    pub fn of(store: &LocalStore, args: &KeyArgs) -> anyhow::Result<Self> {
        let read = |store: &LocalStore| store.keys().map_err(|found| fault(&found));
        let (mut store, mut keys) = (store.clone(), read(store)?);
        let mut distrusted = None;
        if keys.recipients.is_empty()
            && keys.secrets.is_empty()
            && let Ok(usual) = stored::place(&StoreArg { store: None })
        {
            match stored::store(&StoreArg { store: None }) {
                Ok(_) => (keys, store) = (read(&usual)?, usual),
                Err(error) => distrusted = Some(error.to_string()),
            }
        }
        Ok(Self { args: args.clone(), store, keys, distrusted, opened: std::array::from_fn(|_| OnceCell::new()) })
    }

    /// No keys at all.
    pub fn none(store: &LocalStore, args: &KeyArgs) -> Self {
        let (args, store, opened) = (args.clone(), store.clone(), std::array::from_fn(|_| OnceCell::new()));
        Self { args, store, keys: Keys::default(), distrusted: None, opened }
    }

    /// The keys for files that are read: that there are none, or that those of this user can't be used, keeps nobody from
    /// reading what is not sealed.
    pub fn for_files(named: &StoreArg, args: &KeyArgs) -> anyhow::Result<Self> {
        match stored::store(named).and_then(|store| Self::of(&store, args)) {
            Ok(keyring) => Ok(keyring),
            Err(error) if named.store.is_some() => Err(error),
            Err(error) => {
                // Where there is no place for a store there are no keys.
                let distrusted = stored::place(named).is_ok().then(|| error.to_string());
                Ok(Self { distrusted, ..Self::none(&LocalStore::at(LocalDisk, ""), args) })
            }
        }
    }

    /// What a file is sealed with, if it is.
    ///
    /// # Errors
    /// Where there are keys that can't be trusted: that is no reason to write in clear what would be sealed.
    pub fn seal_of_file(&self, unsealed: bool) -> anyhow::Result<Option<AgeSeal>> {
        match &self.distrusted {
            Some(why) if !unsealed => {
                Err(Failure::with(Exit::Storage, format!("{why}\n  = or write the file unsealed, with --unsealed")))
            }
            // What was opened with a key that was named is sealed to that key.
            _ => Ok(Some(self.seal()).filter(|seal| !unsealed && !seal.recipients.is_empty())),
        }
    }

    /// Whether what is kept here is sealed.
    pub fn seals(&self) -> bool {
        !self.keys.recipients.is_empty()
    }

    /// Whether a key was named on the command line.
    pub fn is_named(&self) -> bool {
        self.args.identity.is_some() || self.args.passphrase_fd.is_some()
    }

    /// Whether this device, or whoever typed the command, has a key that opens records in this state.
    pub fn has_key_for(&self, state: State) -> bool {
        self.source(state).is_ok()
    }

    /// The seal, with whatever was opened of it so far. Whoever opened something can open it again when it is sealed anew.
    pub fn seal(&self) -> AgeSeal {
        let opened = |source: Source| self.opened[source as usize].get().and_then(|opened| opened.as_ref().ok());
        let drafts = self.keys.drafts.clone();
        let mut recipients: Vec<Recipient> = self.keys.recipients.iter().map(|one| one.key.clone()).collect();
        for own in [Source::Named, Source::Identity].into_iter().filter_map(opened).flatten().map(Identity::to_public) {
            if !recipients.contains(&own) && drafts.as_ref() != Some(&own) {
                recipients.push(own);
            }
        }
        let all = [Source::Named, Source::Identity, Source::Drafts].into_iter().filter_map(opened);
        AgeSeal { recipients, drafts, identities: all.flatten().cloned().collect() }
    }

    /// Whether the keys are those of another folder than the records.
    pub fn is_of_another(&self, store: &LocalStore) -> bool {
        self.store.folder() != store.folder()
    }

    /// The seal, with what opens this record. Nothing is asked for one that is not sealed.
    pub fn seal_for(&self, head: &Head) -> anyhow::Result<AgeSeal> {
        if head.is_sealed() {
            self.unlock(head.state)?;
        }
        Ok(self.seal())
    }

    /// Opens the keys that open records in this state. It is tried once: what failed then, fails again unasked.
    pub fn unlock(&self, state: State) -> anyhow::Result<&[Identity]> {
        let source = self.source(state)?;
        let cell = &self.opened[source as usize];
        if cell.get().is_none() {
            // Whoever leaves the prompt leaves the whole run: only a failure is remembered.
            let opened =
                self.open(source).map_or_else(|error| error.downcast::<Failure>().map(Err), |keys| Ok(Ok(keys)))?;
            cell.get_or_init(|| opened);
        }
        match cell.get() {
            Some(Ok(keys)) => Ok(keys),
            Some(Err(failure)) => Err(failure.clone().into()),
            None => Err(damaged("the key", &Damage::NoKey).into()),
        }
    }

    /// Opens what opens the most here, before the first of many records is looked at.
    pub fn unlock_widest(&self) -> anyhow::Result<()> {
        let widest = [State::Finished, State::Draft].into_iter().find(|state| self.has_key_for(*state));
        widest.map_or(Ok(()), |state| self.unlock(state).map(drop))
    }

    /// Whether what was opened so far is meant to open a record.
    pub fn opens(&self, head: &Head) -> bool {
        !head.is_sealed() || self.source(head.state).is_ok_and(|source| self.is_open(source))
    }

    fn is_open(&self, source: Source) -> bool {
        matches!(self.opened[source as usize].get(), Some(Ok(_)))
    }

    /// What opens records in this state. Where the key that opens everything is here, it is taken for drafts too: those of
    /// another device are sealed to it, and not to this one's key for drafts.
    fn source(&self, state: State) -> Result<Source, Failure> {
        if self.args.identity.is_some() {
            return Ok(Source::Named);
        }
        // A draft is sealed to the public half, without which the other opens nothing.
        let drafts = self.keys.has(Secret::Drafts) && self.keys.drafts.is_some();
        match (state, self.keys.has(Secret::Identity)) {
            (_, true) => Ok(Source::Identity),
            (State::Draft, false) if drafts => Ok(Source::Drafts),
            (State::Finished, false) if drafts => Err(no_key_for_finished()),
            (_, false) => Err(damaged("the key", &Damage::NoKey)),
        }
    }

    fn open(&self, source: Source) -> anyhow::Result<Vec<Identity>> {
        let secret = match (source, &self.args.identity) {
            (Source::Named, Some(path)) => {
                let name = super::shown(&path.display().to_string());
                let file = super::open::secret(path)?;
                if !is_sealed(&file) {
                    return identities(&file).map_err(|found| damaged(&name, &found).into());
                }
                return self.opened_file(&file, &name);
            }
            (Source::Drafts, _) => Secret::Drafts,
            _ => Secret::Identity,
        };
        let file = self.store.secret(secret).map_err(|found| fault(&found))?;
        self.opened_file(&file, &super::shown(&self.store.keys_folder().join(secret.file()).display().to_string()))
    }

    fn opened_file(&self, file: &[u8], name: &str) -> anyhow::Result<Vec<Identity>> {
        let check = |passphrase| identities_under(file, passphrase);
        let is_wrong = |found: &Damage| *found == Damage::Passphrase;
        passphrase::checked(&self.args, name, check, is_wrong)?.map_err(|found| damaged(name, &found).into())
    }

    /// What stands in a file that was named: as it is, out of its seal, or the case of a record.
    pub fn case_text(&self, bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
        let (begins, bytes) = peeked(bytes)?;
        if !is_sealed(&begins) {
            return case_of_record(&begins, bytes);
        }
        if !self.has_key_for(State::Finished) {
            return Err(invalid(Damage::NoKey));
        }
        let keys = self.unlock(State::Finished).map_err(|error| io::Error::other(NoKey(error)))?;
        let opened: Box<dyn Read> = Box::new(unsealed(bytes, keys)?);
        let (begins, opened) = peeked(opened)?;
        case_of_record(&begins, opened)
    }
}

/// There was no key to open a file with, or whoever was asked for it left.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoKey(anyhow::Error);

/// Why a file could not be read, if that was for want of a key or because it was altered.
pub fn unopened(name: &str, error: &io::Error) -> Option<Failure> {
    let inner = error.get_ref()?;
    let Some(NoKey(why)) = inner.downcast_ref() else { return inner.downcast_ref().map(|found| damaged(name, found)) };
    let left = matches!(why.downcast_ref(), Some(Halt::Interrupted));
    let told = || Failure {
        exit: if left { Exit::Interrupted } else { Exit::Storage },
        text: format!("error[no-key]: {name}: {why}\n  = run it again"),
    };
    Some(why.downcast_ref::<Failure>().cloned().unwrap_or_else(told))
}

/// The same, for a file that is all there was to read: whoever left the prompt left, and nothing is told of that.
///
/// # Errors
/// When it was neither.
pub fn not_opened(name: &str, error: io::Error) -> Result<anyhow::Error, io::Error> {
    let by_name = |error: io::Error| unopened(name, &error).map(Into::into).ok_or(error);
    error.downcast::<NoKey>().map(|NoKey(why)| why).or_else(by_name)
}

/// Bytes that are enough to tell what a file is.
const ENOUGH: u64 = 64;
/// Largest record that is read for its case, in bytes.
const MAX_RECORD: u64 = 64 * 1024 * 1024;

/// Whether a file begins as a sealed one.
pub fn is_sealed_file(path: &Path) -> bool {
    let Ok(file) = std::fs::File::open(path) else { return false };
    peeked(Box::new(file)).is_ok_and(|(begins, _)| is_sealed(&begins))
}

fn peeked(mut bytes: Box<dyn Read>) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    let mut begins = Vec::new();
    (&mut bytes).take(ENOUGH).read_to_end(&mut begins)?;
    let whole = Cursor::new(begins.clone()).chain(bytes);
    Ok((begins, Box::new(whole)))
}

/// Of a whole record its case, once every event of it was checked; anything else as it is.
fn case_of_record(begins: &[u8], bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    if !begins.starts_with(br#"{"format":"tipscreen-record/"#) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    bytes.take(MAX_RECORD + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MAX_RECORD {
        return Err(invalid(Damage::NoRecord));
    }
    let record = Record::read_text(&text).map_err(invalid)?;
    Ok(Box::new(Cursor::new(format!("{}\n", record.case))))
}

fn invalid(damage: Damage) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, damage)
}

fn no_key_for_finished() -> Failure {
    let text = "error[no-key]: this device can't open finished screenings: it holds a key for its drafts alone\n  = open \
                it where the other key is, or name that key with --identity FILE";
    Failure { exit: Exit::Altered, text: text.to_owned() }
}

/// Keys can't be used or made.
pub fn fault(fault: &KeyFault) -> anyhow::Error {
    let (exit, code, mend) = match fault {
        KeyFault::There(_) => {
            (Exit::Usage, "wrong-value", "keys are never written over: what was sealed to them would be lost")
        }
        KeyFault::NotWhole(_) => (
            Exit::Storage,
            "altered",
            "put the public keys back; if nothing was ever sealed here, take the folder away and make keys anew",
        ),
        KeyFault::Busy(_) => (Exit::Storage, "busy", "wait until it is done there, and try again"),
        // What was typed is looked at before: this stands in a file of the store.
        KeyFault::NoRecipient { .. } => {
            (Exit::Storage, "wrong-value", "mend that line: a public key begins with age1 and stands alone on its line")
        }
        KeyFault::TooMany => {
            (Exit::Usage, "too-large", "add fewer: the keys of those who have to open what is kept here")
        }
        KeyFault::Disk(_) => {
            (Exit::Storage, "unwritable", "check the folder and its permissions, or name another with --store")
        }
    };
    Failure::with(exit, format!("error[{code}]: {fault}\n  = {mend}"))
}
