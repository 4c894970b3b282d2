//! What will become of the answers: sealed where there is a key, unsealed where that was said aloud, or nowhere. Settled
//! before the first question; whatever passphrase is needed is asked for before the talk.

use crate::cli::commands::key;
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::commands::screen::start;
use crate::cli::commands::screen::start::ResumedRecord;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure};
use crate::cli::keyring::Keyring;
use crate::cli::stored::{self, LocalStore, fault};
use crate::cli::{device, passphrase, printed_command};
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::{Choice, PromptError, PromptResult, Prompter};
use crate::store::{AgeSeal, RecordState, Seal, Unsealed};
use std::borrow::Cow;

/// How answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageMode {
    /// Not at all.
    Nowhere(NotStoredReason),
    /// In clear.
    Unsealed,
    /// Under the seal of the store.
    Sealed,
}

/// Why a screening is kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotStoredReason {
    /// There is no key to seal it with.
    NoKey,
    /// That was chosen.
    Chosen,
    /// Others may write into the store.
    OpenToOthers,
    /// The keys of the store can't be read.
    KeysUnreadable,
    /// The public keys of the store were not accepted.
    KeysNotAccepted,
}

/// What is asked before the talk.
#[derive(Clone, Copy)]
pub enum StorageQuestion<'q> {
    /// Where answers are kept, where there is no key.
    WhereToKeep,
    /// Whether public keys are accepted: which ones, and what it means to say no.
    Accept(&'q str, &'static str),
}

/// Where and how a screening is kept.
pub struct StoragePlace {
    pub store: LocalStore,
    pub keyring: Keyring,
    pub way: StorageMode,
}

impl StoragePlace {
    /// Settles it. `asked` puts the question on a terminal, where it has to be put.
    pub fn find(
        args: &ScreenArgs,
        mut asked: impl FnMut(StorageQuestion<'_>) -> Result<PromptResult<usize>, PromptError>,
    ) -> anyhow::Result<Self> {
        let is_new = args.resume.is_none() && args.again.is_none();
        if is_new && !args.training && !args.unsealed {
            let store = stored::place(&args.store)?;
            // Whoever may write there could have laid keys there too: nothing is taken from it, and nothing kept. A file
            // that would be sealed is not written in clear for that.
            if let Err(found) = store.check() {
                if args.out.is_some() {
                    return Err(fault(text!("store-itself"), &found));
                }
                let keyring = Keyring::none(&store, &args.key);
                return Ok(Self { store, keyring, way: StorageMode::Nowhere(NotStoredReason::OpenToOthers) });
            }
        }
        let store = stored::store(&args.store)?;
        let mut keyring = match Keyring::of(&store, &args.key) {
            // Nobody who sits there already is sent away for a line in a file of keys.
            Err(error) if is_new && (args.training || args.unsealed || args.out.is_none()) => {
                eprint_message(&error.to_string());
                let way = if args.training || args.unsealed {
                    StorageMode::Unsealed
                } else {
                    StorageMode::Nowhere(NotStoredReason::KeysUnreadable)
                };
                let keyring = Keyring::none(&store, &args.key);
                return Ok(Self { store, keyring, way });
            }
            keyring => keyring?,
        };
        let is_written_to_keys = !(is_new && (args.training || args.unsealed));
        if is_written_to_keys && !accepts(args, &mut keyring, is_new, &mut asked)? {
            return Ok(Self { store, keyring, way: StorageMode::Nowhere(NotStoredReason::KeysNotAccepted) });
        }
        if args.out.is_some() && !args.training {
            keyring.seal_of_file(args.unsealed)?;
        }
        unlock(args, &store, &keyring)?;
        let way = if args.training || args.unsealed {
            StorageMode::Unsealed
        } else if keyring.seals() {
            StorageMode::Sealed
        } else if !is_new || args.out.is_some() || !passphrase::can_ask() {
            StorageMode::Nowhere(NotStoredReason::NoKey)
        } else {
            return Self::chosen(store, keyring, &asked(StorageQuestion::WhereToKeep)?, args);
        };
        Ok(Self { store, keyring, way })
    }

    fn chosen(
        store: LocalStore,
        keyring: Keyring,
        choice: &PromptResult<usize>,
        args: &ScreenArgs,
    ) -> anyhow::Result<Self> {
        match choice {
            PromptResult::Value(0) => {
                // What is printed is the result alone.
                eprint_message(&key::make_in(&store, Vec::new(), &args.key)?);
                let keyring = Keyring::of(&store, &args.key)?;
                Ok(Self { store, keyring, way: StorageMode::Sealed })
            }
            PromptResult::Value(1) => Ok(Self { store, keyring, way: StorageMode::Unsealed }),
            _ => Ok(Self { store, keyring, way: StorageMode::Nowhere(NotStoredReason::Chosen) }),
        }
    }

    /// The seal of a file that is named with --out.
    pub fn seal_of_file(&self) -> Option<AgeSeal> {
        (self.way == StorageMode::Sealed).then(|| self.keyring.seal())
    }

    /// The seal that a screening is kept under; none if it is not kept. What was sealed stays so.
    pub fn seal(&self, args: &ScreenArgs, taken_up: Option<&ResumedRecord>) -> anyhow::Result<Option<Box<dyn Seal>>> {
        let sealed = || Some(Box::new(self.keyring.seal()) as Box<dyn Seal>);
        let Some(opened) = taken_up.map(|taken_up| &taken_up.opened) else {
            return Ok(match self.way {
                StorageMode::Nowhere(_) => None,
                StorageMode::Unsealed => Some(Box::new(Unsealed)),
                StorageMode::Sealed => sealed(),
            });
        };
        if opened.was_sealed {
            let wrong = if args.unsealed {
                Some((Exit::Usage, Code::WrongValue, what_and_help!("command-stays-sealed")))
            } else if self.keyring.seal().recipients.is_empty() {
                Some((Exit::Altered, Code::NoKey, what_and_help!("command-no-key-to-seal")))
            } else {
                None
            };
            self.keyring.drafts_open_again()?;
            if wrong.is_none() && self.keyring.is_of_another(&self.store) {
                eprint_message(text!("record-sealed-by-this-device"));
            }
            return match wrong {
                None => Ok(sealed()),
                Some((exit, code, error)) => Err(Failure::of(exit, &Diagnostic::new(code, error)).into()),
            };
        }
        let is_training = opened.record.case["purpose"] == "training";
        if is_training || self.way != StorageMode::Sealed {
            return Ok(Some(Box::new(Unsealed)));
        }
        eprint_message(text!("record-sealed-from-now"));
        Ok(sealed())
    }

    /// The same place, where each record that is saved is signed by this device.
    pub fn signing(self, args: &ScreenArgs) -> Self {
        let is_taken_up = args.resume.is_some() || args.again.is_some();
        if matches!(self.way, StorageMode::Nowhere(_)) && !is_taken_up {
            return self;
        }
        Self { store: device::signing(self.store), ..self }
    }

    /// Who can open what is saved of this talk, if it is sealed: said before the first question.
    pub fn who_can_open(&self, taken_up: Option<&ResumedRecord>) -> Option<String> {
        let is_sealed = taken_up.map_or(self.way == StorageMode::Sealed, |taken_up| {
            let opened = &taken_up.opened;
            opened.was_sealed || (self.way == StorageMode::Sealed && opened.record.case["purpose"] != "training")
        });
        is_sealed.then(|| self.keyring.who_can_open())
    }

    /// What will become of the answers, said before the first question.
    pub fn told(&self, args: &ScreenArgs) -> Cow<'static, str> {
        let text = match self.way {
            _ if args.training => text!("record-of-training"),
            StorageMode::Unsealed => text!("record-unsealed"),
            StorageMode::Sealed if !self.keyring.has_key_for(RecordState::Draft) => text!("record-sealed-for-good"),
            StorageMode::Sealed => text!("record-sealed"),
            StorageMode::Nowhere(_) if args.out.is_some() => text!("record-only-in-file"),
            StorageMode::Nowhere(NotStoredReason::OpenToOthers) => text!("record-nowhere-store-open"),
            StorageMode::Nowhere(NotStoredReason::KeysUnreadable) => text!("record-nowhere-keys-unreadable"),
            StorageMode::Nowhere(NotStoredReason::KeysNotAccepted) => text!("key-not-accepted"),
            StorageMode::Nowhere(NotStoredReason::Chosen) => text!("record-nowhere-chosen"),
            StorageMode::Nowhere(NotStoredReason::NoKey) => {
                let new_key = printed_command::on_store(Some(self.store.folder()), None, &["key", "new"]);
                let (no_key, unsealed) = (text!("record-nowhere-no-key"), text!("record-nowhere-no-key-unsealed"));
                return format!("{no_key}\n  {new_key}\n{unsealed}").into();
            }
        };
        text.into()
    }
}

/// Whether the public keys of the store are accepted, which is asked where there are new ones. A new screening can go on
/// without; what is there already is not written again.
fn accepts(
    args: &ScreenArgs,
    keyring: &mut Keyring,
    is_new: bool,
    asked: &mut impl FnMut(StorageQuestion<'_>) -> Result<PromptResult<usize>, PromptError>,
) -> anyhow::Result<bool> {
    let Some(unaccepted) = keyring.unaccepted() else { return Ok(true) };
    if !passphrase::can_ask() {
        keyring.must_be_accepted()?;
    }
    let no = if is_new { text!("key-accept-none-new") } else { text!("key-accept-none") };
    if asked(StorageQuestion::Accept(&unaccepted.text(), no))? == PromptResult::Value(1) {
        keyring.accept();
        return Ok(true);
    }
    if !is_new || args.out.is_some() {
        keyring.must_be_accepted()?;
    }
    Ok(false)
}

/// Asks what has to be known before the talk.
pub fn ask(prompter: &mut impl Prompter, question: StorageQuestion<'_>) -> Result<PromptResult<usize>, PromptError> {
    if let StorageQuestion::Accept(keys, no) = question {
        for line in keys.lines() {
            prompter.show("", line)?;
        }
        prompter.show("", text!("key-compare"))?;
        return prompter.pick(&[Choice::answer(Some('n'), no), Choice::answer(Some('a'), text!("key-accept"))]);
    }
    prompter.show("", text!("record-where"))?;
    prompter.pick(&[
        Choice::answer(Some('m'), text!("record-where-sealed")),
        Choice::answer(Some('u'), text!("record-where-unsealed")),
        Choice::answer(Some('n'), text!("record-where-nowhere")),
    ])
}

/// Opens the key that a screening which is taken up needs, if it is sealed.
fn unlock(args: &ScreenArgs, store: &LocalStore, keyring: &Keyring) -> anyhow::Result<()> {
    let (named, wanted) = match (&args.resume, &args.again) {
        (Some(Some(id)), _) => (id, RecordState::Draft),
        (None, Some(id)) => (id, RecordState::Finished),
        (Some(None), _) => {
            if start::heads_of_unfinished(store).iter().any(crate::store::Head::is_sealed) {
                keyring.unlock(RecordState::Draft)?;
            }
            return Ok(());
        }
        (None, None) => return Ok(()),
    };
    let head = store.find(named).and_then(|id| store.head(&id)).map_err(|found| fault(named, &found))?;
    if head.is_sealed() && head.state == wanted {
        keyring.unlock(wanted)?;
    }
    Ok(())
}
