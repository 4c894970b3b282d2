//! The keys that a command may use: public ones to seal with, and secret ones, which are asked for once and only when
//! something has to be opened.

use super::damaged::damaged;
use super::passphrase;
use super::readers::{self, UnacceptedKeys};
use super::stored::{self, LocalStore};
use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure, usage, with_line};
use crate::cli::printed_command;
use crate::diagnostic::{Code, Diagnostic};
use crate::no_follow::IsLink;
use crate::store::{
    AgeSeal, FileKey, Head, Identity, KeyError, LocalDisk, Locked, Passphrase, Recipient, RecordError, RecordState,
    Secret, StoreKeys, fingerprint, identities, identities_under,
};
use crate::toml_input::{FileKind, Sealed, kind_of, path_name};
use std::cell::{Cell, OnceCell, RefCell};

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
    pub keys: StoreKeys,
    /// Why keys that are there were not taken: others may have laid them there.
    distrusted: Option<String>,
    /// The public keys that nobody accepted on this device, where there are any. Nothing is sealed to them.
    unaccepted: Option<UnacceptedKeys>,
    /// Something is written with these keys, or is shown beside them: that a key which opens is not among them is said.
    is_of_store: bool,
    /// What came of opening each [`Source`]: nobody is asked twice, and a key stands for no other.
    opened: [OnceCell<Result<Vec<Identity>, Failure>>; 3],
    /// The passphrase of --passphrase-fd, which can be read only once.
    given: OnceCell<Passphrase>,
    /// The passphrases that opened something in this run.
    proven: RefCell<Vec<Passphrase>>,
    /// Nobody is asked for another passphrase of a file.
    asked: Cell<bool>,
}

impl Keyring {
    /// The keys of a store; where it has none, those of the usual store of this user: on a stick there are records, and
    /// no keys.
    pub fn of(store: &LocalStore, args: &KeyArgs) -> anyhow::Result<Self> {
        let keyring = Self::with_keys_of(store, args)?;
        let mut distrusted = None;
        // Keys that are gone are no reason to take those of another store.
        if keyring.keys.recipients.is_empty()
            && keyring.keys.secrets.is_empty()
            && keyring.unaccepted.is_none()
            && let Ok(usual) = stored::place(&StoreArg { store: None })
        {
            match stored::store(&StoreArg { store: None }) {
                Ok(_) => return Self::with_keys_of(&usual, args),
                Err(error) => distrusted = Some(error.to_string()),
            }
        }
        Ok(Self { distrusted, ..keyring })
    }

    /// The keys of a store, and of no other.
    pub fn with_keys_of(store: &LocalStore, args: &KeyArgs) -> anyhow::Result<Self> {
        let keys = store.keys().map_err(|found| fault(&found))?;
        let unaccepted = UnacceptedKeys::of(store, &keys);
        Ok(Self { keys, unaccepted, is_of_store: true, ..Self::none(store, args) })
    }

    /// No keys at all.
    pub fn none(store: &LocalStore, args: &KeyArgs) -> Self {
        Self {
            args: args.clone(),
            store: store.clone(),
            keys: StoreKeys::default(),
            distrusted: None,
            unaccepted: None,
            is_of_store: false,
            opened: std::array::from_fn(|_| OnceCell::new()),
            given: OnceCell::new(),
            proven: RefCell::default(),
            asked: Cell::new(false),
        }
    }

    /// The keys for files that are read: that there are none, or that those of this user can't be used, keeps nobody from
    /// reading what is not sealed.
    pub fn for_files(named: &StoreArg, args: &KeyArgs) -> anyhow::Result<Self> {
        match stored::store(named).and_then(|store| Self::of(&store, args)) {
            Ok(keyring) => Ok(Self { is_of_store: false, ..keyring }),
            Err(error) if named.store.is_some() => Err(error),
            Err(error) => {
                // Where there is no place for a store there are no keys.
                let distrusted = stored::place(named).is_ok().then(|| error.to_string());
                Ok(Self { distrusted, ..Self::none(&LocalStore::at(LocalDisk::default(), ""), args) })
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
                Err(Failure::drawn(Exit::Storage, format!("{why}\n  = {}", text!("store-or-unsealed"))).into())
            }
            _ if !unsealed => {
                self.must_be_accepted()?;
                // What was opened with a key that was named is sealed to that key.
                Ok(Some(self.seal()).filter(|seal| !seal.recipients.is_empty()))
            }
            _ => Ok(None),
        }
    }

    /// The public keys that nobody accepted on this device, if there are any.
    pub fn unaccepted(&self) -> Option<&UnacceptedKeys> {
        self.unaccepted.as_ref()
    }

    /// Whether something may be sealed to the public keys.
    ///
    /// # Errors
    /// When they are not those that were accepted on this device.
    pub fn must_be_accepted(&self) -> anyhow::Result<()> {
        self.unaccepted.as_ref().map_or(Ok(()), |unaccepted| Err(unaccepted.refused(&self.store)))
    }

    /// The store whose keys these are.
    pub fn store(&self) -> &LocalStore {
        &self.store
    }

    /// Somebody accepted the public keys. Gives whether that is noted for later.
    pub fn accept(&mut self) -> bool {
        self.unaccepted = None;
        readers::accept(&self.store, &self.keys)
    }

    /// Asks on the terminal whether public keys that are new are accepted.
    ///
    /// # Errors
    /// When they are not, or nobody can be asked.
    pub fn ask_to_accept(&mut self) -> anyhow::Result<()> {
        if let Some(unaccepted) = &self.unaccepted {
            unaccepted.ask(&self.store, &self.keys)?;
            self.unaccepted = None;
        }
        Ok(())
    }

    /// Who can open what is saved with these keys, in a line.
    pub fn who_can_open(&self) -> String {
        readers::who_can_open(&self.seal(), &self.keys, &self.store)
    }

    /// Whether what opened the drafts of this device opens those that are saved now.
    ///
    /// # Errors
    /// When it does not: then nothing may be saved.
    pub fn drafts_open_again(&self) -> anyhow::Result<()> {
        let opened = self.opened[Source::Drafts as usize].get().and_then(|opened| opened.as_ref().ok());
        let seal = self.seal();
        let opens = |one: &Identity| seal.recipients.iter().chain(&seal.drafts).any(|to| *to == one.to_public());
        if opened.is_none_or(|opened| opened.iter().any(opens)) {
            return Ok(());
        }
        let error = what_and_help!("store-other-drafts-key");
        Err(Failure::of(Exit::Altered, &Diagnostic::new(Code::NoKey, error)).into())
    }

    /// Whether whatever opens records, or what was named, is opened: the public halves, each with the file it came from.
    pub fn public_halves(&self) -> anyhow::Result<Vec<Recipient>> {
        let source = self.source(RecordState::Finished).or_else(|_| self.source(RecordState::Draft))?;
        Ok(self.unlock_source(source)?.iter().map(Identity::to_public).collect())
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
    pub fn has_key_for(&self, state: RecordState) -> bool {
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
        let mark_with = self.keys.mark_with.clone();
        AgeSeal { recipients, drafts, identities: all.flatten().cloned().collect(), mark_with }
    }

    /// The seal to the present public keys and to no others, with these keys that open.
    ///
    /// # Errors
    /// When what opens the records would not open them any more.
    pub fn seal_to_present(&self, own: &[Identity]) -> anyhow::Result<AgeSeal> {
        let recipients: Vec<Recipient> = self.keys.recipients.iter().map(|one| one.key.clone()).collect();
        let drafts = self.keys.drafts.clone();
        let stays = |one: &Identity| recipients.iter().chain(&drafts).any(|to| *to == one.to_public());
        if let Some(key) = own.first().filter(|_| !own.iter().any(stays)) {
            let add = printed_command::command(&["key", "add", &key.to_public().to_string()]);
            let error = with_line(what_and_help!("store-own-key-not-listed"), &add);
            return Err(usage(Code::NoKey, error));
        }
        Ok(AgeSeal { recipients, drafts, identities: own.to_vec(), mark_with: self.keys.mark_with.clone() })
    }

    /// Opens this device's key for drafts, if it has one whose passphrase is at hand or can be asked for.
    pub fn unlock_own_drafts(&self) -> anyhow::Result<Option<&[Identity]>> {
        let is_at_hand = self.args.identity.is_none() || self.args.passphrase_fd.is_some();
        if !(self.keys.has(Secret::Drafts) && self.keys.drafts.is_some() && is_at_hand) {
            return Ok(None);
        }
        self.unlock_source(Source::Drafts).map(Some)
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
    pub fn unlock(&self, state: RecordState) -> anyhow::Result<&[Identity]> {
        self.unlock_source(self.source(state)?)
    }

    fn unlock_source(&self, source: Source) -> anyhow::Result<&[Identity]> {
        let cell = &self.opened[source as usize];
        if cell.get().is_none() {
            // Whoever leaves the prompt leaves the whole run: only a failure is remembered.
            let opened =
                self.open(source).map_or_else(|error| error.downcast::<Failure>().map(Err), |keys| Ok(Ok(keys)))?;
            if let Ok(keys) = &opened {
                self.warn_if_not_listed(source, keys);
            }
            cell.get_or_init(|| opened);
        }
        match cell.get() {
            Some(Ok(keys)) => Ok(keys),
            Some(Err(failure)) => Err(failure.clone().into()),
            None => Err(damaged(text!("store-the-key"), &RecordError::NoKey).into()),
        }
    }

    /// Says where a key that opens is not among those that everything is sealed to.
    fn warn_if_not_listed(&self, source: Source, keys: &[Identity]) {
        let is_named = matches!(source, Source::Named);
        let listed = |key: &Recipient| {
            self.keys.recipients.iter().any(|one| one.key == *key) || self.keys.drafts.as_ref() == Some(key)
        };
        let Some(first) = keys.first().map(Identity::to_public) else { return };
        if !self.seals() || (is_named && !self.is_of_store) || keys.iter().any(|key| listed(&key.to_public())) {
            return;
        }
        let key = fingerprint(&first.to_string());
        eprint_message(&match source {
            Source::Drafts => text!("key-drafts-not-listed", file = self.file_of(source), key = key),
            _ => text!("key-opened-with-not-listed", file = self.file_of(source), key = key),
        });
    }

    /// The file of a key, for people.
    fn file_of(&self, source: Source) -> String {
        let path = match (source, &self.args.identity) {
            (Source::Named, Some(path)) => path.clone(),
            (Source::Drafts, _) => self.store.keys_folder().join(Secret::Drafts.file()),
            _ => self.store.keys_folder().join(Secret::Identity.file()),
        };
        path_name(&path)
    }

    /// Opens what opens the most here, before the first of many records is looked at.
    pub fn unlock_widest(&self) -> anyhow::Result<()> {
        let widest = [RecordState::Finished, RecordState::Draft].into_iter().find(|state| self.has_key_for(*state));
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
    fn source(&self, state: RecordState) -> Result<Source, Failure> {
        if self.args.identity.is_some() {
            return Ok(Source::Named);
        }
        // A draft is sealed to the public half, without which the other opens nothing.
        let drafts = self.keys.has(Secret::Drafts) && self.keys.drafts.is_some();
        match (state, self.keys.has(Secret::Identity)) {
            (_, true) => Ok(Source::Identity),
            (RecordState::Draft, false) if drafts => Ok(Source::Drafts),
            (RecordState::Finished, false) if drafts => Err(no_key_for_finished()),
            (_, false) => Err(damaged(text!("store-the-key"), &RecordError::NoKey)),
        }
    }

    fn open(&self, source: Source) -> anyhow::Result<Vec<Identity>> {
        let secret = match (source, &self.args.identity) {
            (Source::Named, Some(path)) => {
                return self.keys_in(&crate::cli::input::secret(path)?, &path_name(path));
            }
            (Source::Drafts, _) => Secret::Drafts,
            _ => Secret::Identity,
        };
        let file = self.store.secret(secret).map_err(|found| fault(&found))?;
        self.keys_in(&file, &path_name(&self.store.keys_folder().join(secret.file())))
    }

    /// The keys in a file that can be used. The others are named.
    fn keys_in(&self, file: &[u8], name: &str) -> anyhow::Result<Vec<Identity>> {
        let keys = if let FileKind::Sealed(Sealed { to_passphrase: true, .. }) = kind_of(file) {
            self.with_passphrase(name, |passphrase| identities_under(file, passphrase))?
        } else {
            identities(file).map_err(|found| damaged(name, &found))?
        };
        for (line, why) in &keys.unused {
            eprint_message(&text!("key-not-used", file = name, line = *line, why = why.to_string()));
        }
        Ok(keys.usable)
    }

    /// Opens something with a passphrase: one that opened something else in this run, the one that was given, or one that
    /// is asked for until it is the right one.
    fn with_passphrase<T>(
        &self,
        name: &str,
        open: impl Fn(&Passphrase) -> Result<T, RecordError>,
    ) -> anyhow::Result<T> {
        let told = |found: RecordError| damaged(name, &found).into();
        for proven in self.proven.borrow().iter() {
            match open(proven) {
                Err(RecordError::Passphrase) => {}
                opened => return opened.map_err(told),
            }
        }
        let (passphrase, opened) = match self.args.passphrase_fd {
            // The one that was given is among the proven ones, or was not tried yet.
            Some(_) if !self.proven.borrow().is_empty() => return Err(told(RecordError::Passphrase)),
            Some(number) => {
                let given = self.given(number)?;
                let opened = open(&given).map_err(told)?;
                (given, opened)
            }
            None => {
                let check = |passphrase: Passphrase| open(&passphrase).map(|opened| (passphrase, opened));
                passphrase::checked(name, check, |found| matches!(found, RecordError::Passphrase))?.map_err(told)?
            }
        };
        self.proven.borrow_mut().push(passphrase);
        Ok(opened)
    }

    /// The passphrase that was given under this number: it can be read only once.
    fn given(&self, number: u32) -> anyhow::Result<Passphrase> {
        if let Some(given) = self.given.get() {
            return Ok(given.clone());
        }
        let given = passphrase::from_file(number)?;
        Ok(self.given.get_or_init(|| given).clone())
    }

    /// The key of a file under a passphrase.
    ///
    /// # Errors
    /// As [`RecordError`] where there is no passphrase, or whatever came of asking for one.
    pub(super) fn file_key(&self, name: &str, locked: &Locked<'_>) -> anyhow::Result<FileKey> {
        let is_given = self.args.passphrase_fd.is_some() || (!self.asked.get() && passphrase::can_ask());
        if is_given {
            return self.with_passphrase(name, |passphrase| locked.unlock(passphrase));
        }
        let was_asked = self.asked.get() && passphrase::can_ask();
        let mut none = if was_asked { RecordError::Passphrase } else { RecordError::UnderPassphrase };
        for proven in self.proven.borrow().iter() {
            match locked.unlock(proven) {
                Err(found) => none = found,
                Ok(key) => return Ok(key),
            }
        }
        Err(none.into())
    }

    /// From now on nobody is asked for the passphrase of a file.
    pub(super) fn ask_no_more(&self) {
        self.asked.set(true);
    }
}

fn no_key_for_finished() -> Failure {
    Failure::of(Exit::Altered, &Diagnostic::new(Code::NoKey, what_and_help!("store-only-drafts-key")))
}

/// Keys can't be used or made.
pub fn fault(fault: &KeyError) -> anyhow::Error {
    let (exit, code, help) = match fault {
        KeyError::There(_) => (Exit::Usage, Code::WrongValue, text!("store-keys-stay")),
        KeyError::NotWhole(_) => (Exit::Storage, Code::Altered, text!("store-public-keys-back")),
        KeyError::Busy(_) => (Exit::Storage, Code::Busy, text!("store-wait")),
        // What was typed is looked at before: this stands in a file of the store.
        KeyError::NoRecipient { .. } => (Exit::Storage, Code::WrongValue, text!("store-correct-key-line")),
        KeyError::TooMany => (Exit::Usage, Code::TooLarge, text!("store-fewer-keys")),
        KeyError::Disk(error) if IsLink::is_why(error) => {
            (Exit::Storage, Code::UnsafeStore, text!("record-link-in-store"))
        }
        KeyError::NotListed => (Exit::Usage, Code::UnknownId, text!("store-see-keys")),
        KeyError::OnlyOne => (Exit::Usage, Code::WrongValue, text!("store-another-key-first")),
        KeyError::Disk(_) => (Exit::Storage, Code::Unwritable, text!("store-check-folder")),
    };
    Failure::of(exit, &Diagnostic::new(code, (fault.to_string(), help.to_owned()))).into()
}
