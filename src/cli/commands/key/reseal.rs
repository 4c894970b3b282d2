//! `key reseal`: seals the records of a store to the keys that it has now.

use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::commands::{batch, key};
use crate::cli::console::{eprint_failure, eprint_message, print};
use crate::cli::exit::{Exit, usage, with_line};
use crate::cli::keyring::Keyring;
use crate::cli::printed_command;
use crate::cli::stored;
use crate::cli::stored::{LocalStore, fault, short};
use crate::diagnostic::Code;
use crate::store::{AgeSeal, Head, RecordError, RecordState, Resealed, StoreError, Unsealed};
use clap::Args;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[derive(Debug, Args)]
pub struct ResealArgs {
    ids: Vec<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    unsealed_too: bool,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    /// It is sealed to the present keys now, or would be.
    Anew,
    /// It was sealed to them before.
    Already,
    /// It is not sealed, and stays so.
    Unsealed,
    /// Nobody was asked for a key, and its outside does not tell.
    NotTold,
    /// It is unfinished, and this device's key for drafts does not open it.
    OtherDraft,
    /// No key here opens it.
    Closed,
}

/// How many records came out how.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Nothing was changed.
    dry_run: bool,
    /// Sealed to the present keys.
    anew: usize,
    /// Sealed to them before.
    already: usize,
    /// Not sealed.
    unsealed: usize,
    /// Sealed to keys that can't be told from outside.
    not_told: usize,
    /// Unfinished ones that were left.
    drafts: usize,
    /// Those that could not be opened or written.
    failed: usize,
    /// Those that were not come to.
    left: usize,
}

impl Counts {
    fn in_words(&self) -> String {
        let anew = self.anew;
        let (first, copies) = match (self.dry_run, anew) {
            (true, _) => (text!("key-count-would-be-resealed", count = anew), text!("key-reseal-nothing-changed")),
            (false, 0) => (text!("key-count-resealed", count = anew), ""),
            (false, _) => (text!("key-count-resealed", count = anew), text!("key-reseal-copies")),
        };
        let others = [
            (self.already, text!("key-count-sealed-already", count = self.already)),
            (self.not_told, text!("key-count-sealed-to-unknown", count = self.not_told)),
            (self.unsealed, text!("key-count-unsealed", count = self.unsealed)),
            (self.drafts, text!("key-count-drafts", count = self.drafts)),
            (self.failed, text!("key-count-failed", count = self.failed)),
            (self.left, text!("key-count-left", count = self.left)),
        ];
        let others = others.into_iter().filter(|(many, _)| *many > 0).map(|(_, words)| words);
        let parts: Vec<String> = std::iter::once(first).chain(others).collect();
        format!("{}. {copies}", parts.join(", ")).trim_end().to_owned()
    }
}

pub(crate) fn run(args: &ResealArgs) -> anyhow::Result<Exit> {
    let store = stored::store(&args.store)?;
    let mut keyring = Keyring::of(&store, &args.key)?;
    match keyring.unaccepted() {
        Some(unaccepted) if args.dry_run => eprint_message(&unaccepted.text()),
        _ => keyring.ask_to_accept()?,
    }
    if !keyring.seals() {
        let make = printed_command::command(&["key", "new"]);
        let error = with_line(what_and_help!("command-reseal-no-key"), &make);
        return Err(usage(Code::NoKey, error));
    }
    if !args.dry_run {
        store.prepare().map_err(|found| fault(text!("store-itself"), &found))?;
    }
    let mut exit = Exit::Done;
    let ids = named(&store, &args.ids, &mut exit)?;
    eprint_message(&format!("{}\n{}", text!("key-resealing-to"), key::listed(&keyring.keys)));
    let resealing = Resealing::begin(args, &store, &keyring, &ids)?;
    let stop = Arc::default();
    batch::stop_on_signals(&stop)?;
    let mut counts = Counts { dry_run: args.dry_run, left: ids.len(), ..Counts::default() };
    for id in &ids {
        if stop.load(Ordering::Relaxed) {
            exit = Exit::Interrupted;
            break;
        }
        counts.left -= 1;
        match resealing.one(id) {
            Ok(became) => {
                exit = exit.max(count(&mut counts, became));
                // A reader that has gone away keeps no record from being sealed.
                drop(print(&format!("{}: {}", short(id), word(became, args.dry_run))));
            }
            Err(error) => {
                counts.failed += 1;
                exit = exit.max(eprint_failure(error)?);
            }
        }
    }
    eprint_message(&counts.in_words());
    Ok(exit)
}

/// The ids that were named, or all there are. One that is named and not there keeps no other.
fn named(store: &LocalStore, begins: &[String], exit: &mut Exit) -> anyhow::Result<BTreeSet<String>> {
    if begins.is_empty() {
        return Ok(store.ids().map_err(|found| fault(text!("store-itself"), &found))?.into_iter().collect());
    }
    let mut ids = BTreeSet::new();
    for begins in begins {
        match store.find(begins) {
            Ok(id) => drop(ids.insert(id)),
            Err(found) => *exit = (*exit).max(eprint_failure(fault(begins, &found))?),
        }
    }
    Ok(ids)
}

fn count(counts: &mut Counts, became: Became) -> Exit {
    match became {
        Became::Anew => counts.anew += 1,
        Became::Already => counts.already += 1,
        Became::Unsealed => counts.unsealed += 1,
        Became::NotTold => counts.not_told += 1,
        Became::OtherDraft => counts.drafts += 1,
        Became::Closed => counts.failed += 1,
    }
    match became {
        Became::Closed => Exit::Altered,
        Became::OtherDraft => Exit::Refused,
        _ => Exit::Done,
    }
}

fn word(became: Became, dry_run: bool) -> &'static str {
    match became {
        Became::Anew if dry_run => text!("key-record-would-be-resealed"),
        Became::Anew => text!("key-record-resealed"),
        Became::Already => text!("key-record-sealed-already"),
        Became::Unsealed => text!("key-record-stays-unsealed"),
        Became::NotTold => text!("key-record-sealed-to-unknown"),
        Became::OtherDraft => text!("key-record-draft-stays"),
        Became::Closed => text!("key-record-stays-closed"),
    }
}

/// How the records of a store are sealed anew.
struct Resealing<'r> {
    args: &'r ResealArgs,
    store: &'r LocalStore,
    /// The present keys, with nothing that opens a record.
    present: AgeSeal,
    /// With what opens finished records, where something here does.
    finished: Option<AgeSeal>,
    /// With what opens the drafts of this device, where something here does.
    drafts: Option<AgeSeal>,
}

impl<'r> Resealing<'r> {
    /// Opens the keys that are needed, before the first record is looked at. A look asks for no passphrase, unless a key was
    /// named.
    fn begin(
        args: &'r ResealArgs,
        store: &'r LocalStore,
        keyring: &Keyring,
        ids: &BTreeSet<String>,
    ) -> anyhow::Result<Self> {
        let may_open = !args.dry_run || keyring.is_named();
        let heads: Vec<Head> = ids.iter().filter_map(|id| store.head(id).ok()).collect();
        let opens = |state| may_open && heads.iter().any(|head| head.is_sealed() && head.state == state);
        let (mut finished, mut drafts) = (None, None);
        if opens(RecordState::Finished) && keyring.has_key_for(RecordState::Finished) {
            finished = Some(keyring.seal_to_present(keyring.unlock(RecordState::Finished)?)?);
        }
        if opens(RecordState::Draft)
            && let Some(own) = keyring.unlock_own_drafts()?
        {
            drafts = Some(keyring.seal_to_present(own)?);
        }
        Ok(Self { args, store, present: keyring.seal_to_present(&[])?, finished, drafts })
    }

    fn one(&self, id: &str) -> anyhow::Result<Became> {
        let told = |found: StoreError| fault(id, &found);
        let head = self.store.head(id).map_err(told)?;
        if !head.is_sealed() {
            let record = self.store.read(id, &Unsealed).map_err(told)?;
            if record.case["purpose"] == "training" || !self.args.unsealed_too {
                return Ok(Became::Unsealed);
            }
            return self.reseal(id, &self.present).map_err(told);
        }
        let opening = if head.state == RecordState::Draft { &self.drafts } else { &self.finished };
        let Some(seal) = opening else {
            return match head.state {
                _ if self.args.dry_run && self.store.is_marked_for(id, &self.present).map_err(told)? => {
                    Ok(Became::Already)
                }
                _ if self.args.dry_run => Ok(Became::NotTold),
                RecordState::Draft => Ok(Became::OtherDraft),
                RecordState::Finished => Ok(Became::Closed),
            };
        };
        match self.reseal(id, seal) {
            // It may also have been altered: from outside both look the same.
            Err(StoreError::Damaged(RecordError::Sealed)) if head.state == RecordState::Draft => Ok(Became::OtherDraft),
            became => became.map_err(told),
        }
    }

    fn reseal(&self, id: &str, seal: &AgeSeal) -> Result<Became, StoreError> {
        let resealed = if self.args.dry_run {
            self.store.read(id, seal)?;
            if self.store.is_marked_for(id, seal)? { Resealed::Already } else { Resealed::Anew }
        } else {
            self.store.reseal(id, seal)?
        };
        Ok(if resealed == Resealed::Anew { Became::Anew } else { Became::Already })
    }
}
