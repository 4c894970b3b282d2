//! The keys that a command may use: public ones to seal with, and secret ones, which are asked for once and only when
//! something has to be opened.

use super::stored::{self, LocalStore};
use super::{Exit, Failure, KeyArgs, StoreArg, passphrase};
use crate::store::{
    AgeSeal, Damage, Head, Identity, KeyFault, Keys, LocalDisk, Passphrase, Record, Secret, State, identities,
    identities_under, is_sealed, unsealed,
};
use std::cell::OnceCell;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// See the module.
pub struct Keyring {
    args: KeyArgs,
    /// The store whose keys these are.
    store: LocalStore,
    /// What there is of keys.
    pub keys: Keys,
    opened: OnceCell<Vec<Identity>>,
}

impl Keyring {
    /// The keys of a store; where it has none, those of the usual store of this user: on a stick there are records, and
    /// no keys.
    pub fn of(store: &LocalStore, args: &KeyArgs) -> anyhow::Result<Self> {
        let read = |store: &LocalStore| store.keys().map_err(|found| fault(&found));
        let (mut store, mut keys) = (store.clone(), read(store)?);
        if keys.recipients.is_empty()
            && keys.secrets.is_empty()
            && let Ok(usual) = stored::store(&StoreArg { store: None })
        {
            (keys, store) = (read(&usual)?, usual);
        }
        Ok(Self { args: args.clone(), store, keys, opened: OnceCell::new() })
    }

    /// No keys at all.
    pub fn none(store: &LocalStore, args: &KeyArgs) -> Self {
        Self { args: args.clone(), store: store.clone(), keys: Keys::default(), opened: OnceCell::new() }
    }

    /// The keys for files that are read: that there are none, or that those of this user can't be used, keeps nobody from
    /// reading what is not sealed.
    pub fn for_files(named: &StoreArg, args: &KeyArgs) -> anyhow::Result<Self> {
        match stored::store(named).and_then(|store| Self::of(&store, args)) {
            Ok(keyring) => Ok(keyring),
            Err(error) if named.store.is_some() => Err(error),
            Err(_) => Ok(Self::none(&LocalStore::at(LocalDisk, ""), args)),
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
        let here = self.keys.has(Secret::Identity) || (state == State::Draft && self.keys.has(Secret::Drafts));
        here || self.args.identity.is_some()
    }

    /// The seal, with whatever was opened of it so far.
    pub fn seal(&self) -> AgeSeal {
        AgeSeal {
            recipients: self.keys.recipients.iter().map(|one| one.key.clone()).collect(),
            drafts: self.keys.drafts.clone(),
            identities: self.opened.get().cloned().unwrap_or_default(),
        }
    }

    /// Whether a key for records in this state can be opened here and now: nothing has to be asked, or somebody can be.
    pub fn can_unlock(&self, state: State) -> bool {
        let asks = self.opened.get().is_none() && self.args.passphrase_fd.is_none() && !self.is_plain();
        self.has_key_for(state) && (!asks || passphrase::can_ask())
    }

    /// The state of the records that the widest key here opens: who can open what is finished can open drafts.
    pub fn widest(&self) -> State {
        if self.has_key_for(State::Finished) { State::Finished } else { State::Draft }
    }

    /// Whether the key that was named stands in clear.
    fn is_plain(&self) -> bool {
        let begins = |path: &Path| {
            let mut begins = Vec::new();
            std::fs::File::open(path)?.take(32).read_to_end(&mut begins)?;
            Ok::<_, io::Error>(begins)
        };
        self.args.identity.as_deref().is_some_and(|path| begins(path).is_ok_and(|begins| !is_sealed(&begins)))
    }

    /// The seal, with what opens this record. Nothing is asked for one that is not sealed.
    pub fn seal_for(&self, head: &Head) -> anyhow::Result<AgeSeal> {
        if head.is_sealed() {
            self.unlock(head.state)?;
        }
        Ok(self.seal())
    }

    /// Opens the keys that open records in this state, once.
    pub fn unlock(&self, state: State) -> anyhow::Result<&[Identity]> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let opened = self.open(state)?;
        Ok(self.opened.get_or_init(|| opened))
    }

    fn open(&self, state: State) -> anyhow::Result<Vec<Identity>> {
        if let Some(path) = &self.args.identity {
            let name = super::shown(&path.display().to_string());
            let file = super::open::bytes(path, Exit::Storage)?;
            if !is_sealed(&file) {
                return identities(&file).map_err(|found| damage(&name, &found));
            }
            return self.opened_file(&file, &name);
        }
        // The key that opens the least is enough.
        let order = match state {
            State::Draft => [Secret::Drafts, Secret::Identity],
            State::Finished => [Secret::Identity, Secret::Drafts],
        };
        let Some(secret) = order.into_iter().find(|one| self.keys.has(*one)) else {
            return Err(damage("the key", &Damage::NoKey));
        };
        if state == State::Finished && secret == Secret::Drafts {
            return Err(no_key_for_finished());
        }
        let file = self.store.secret(secret).map_err(|found| fault(&found))?;
        self.opened_file(&file, &self.store.keys_folder().join(secret.file()).display().to_string())
    }

    fn opened_file(&self, file: &[u8], name: &str) -> anyhow::Result<Vec<Identity>> {
        let passphrase: Passphrase = passphrase::of(&self.args, name)?;
        identities_under(file, passphrase).map_err(|found| damage(name, &found))
    }

    /// What stands in a file that was named: as it is, out of its seal, or the case of a record.
    pub fn case_text(&self, bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
        let (begins, bytes) = peeked(bytes)?;
        if !is_sealed(&begins) {
            return case_of_record(&begins, bytes);
        }
        let keys = self.unlock(State::Finished).map_err(|error| io::Error::other(NoKey::of(error)))?;
        let opened: Box<dyn Read> = Box::new(unsealed(bytes, keys).map_err(invalid)?);
        let (begins, opened) = peeked(opened)?;
        case_of_record(&begins, opened)
    }
}

/// There was no key to open a file with; what was told of that.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoKey(Failure);

impl NoKey {
    fn of(error: anyhow::Error) -> Self {
        Self(error.downcast().unwrap_or_else(|error| Failure { exit: Exit::Altered, text: error.to_string() }))
    }
}

/// Why a file could not be read, if that was for want of a key or because it was altered.
pub fn unopened(name: &str, error: &io::Error) -> Option<Failure> {
    let inner = error.get_ref()?;
    if let Some(NoKey(failure)) = inner.downcast_ref() {
        return Some(Failure { exit: failure.exit, text: failure.text.clone() });
    }
    inner.downcast_ref().map(|found| unopened_by(name, found))
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

/// A file or a key does not open.
pub fn damage(name: &str, damage: &Damage) -> anyhow::Error {
    unopened_by(name, damage).into()
}

fn unopened_by(name: &str, damage: &Damage) -> Failure {
    let (exit, code, mend) = match damage {
        Damage::NoKey => (Exit::Altered, "no-key", "name the key with --identity FILE, or go where the key is"),
        Damage::NoIdentity => (Exit::Storage, "no-key", "name the file that `age-keygen` or `tipscreen key new` made"),
        Damage::Newer => (Exit::Storage, "newer", "use that version; the file was left as it is"),
        Damage::TooMuchWork => (Exit::Altered, "altered", "ask whoever made it for another"),
        _ => (Exit::Altered, "altered", "try again, or keep the file as it is and ask whoever looks after the keys"),
    };
    Failure { exit, text: format!("error[{code}]: {name}: {damage}\n  = {mend}") }
}

fn no_key_for_finished() -> anyhow::Error {
    let text = "error[no-key]: this device can't open finished screenings: it holds a key for its drafts alone\n  = open \
                it where the other key is, or name that key with --identity FILE";
    Failure::with(Exit::Altered, text)
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
        KeyFault::NoRecipient { .. } => {
            (Exit::Usage, "wrong-value", "a public key begins with age1 and stands alone on its line")
        }
        KeyFault::Disk(_) => {
            (Exit::Storage, "unwritable", "check the folder and its permissions, or name another with --store")
        }
    };
    Failure::with(exit, format!("error[{code}]: {fault}\n  = {mend}"))
}
