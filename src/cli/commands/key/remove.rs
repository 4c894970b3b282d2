//! `key remove`: takes a public key out of the list.

use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, usage};
use crate::cli::keyring::{Keyring, fault};
use crate::cli::readers;
use crate::cli::stored;
use crate::cli::{passphrase, printed_command};
use crate::diagnostic::Code;
use crate::store::{ListedKey, Recipient, Secret, fingerprint, recipient};

/// Takes it out, unless it is the only one, or the key of this device and that was not said.
pub fn run(named: &StoreArg, args: &KeyArgs, which: &str, own_too: bool) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let mut keyring = Keyring::with_keys_of(&store, args)?;
    // What nobody accepted is taken out without being accepted first: the other keys stay as they are, accepted or not.
    let found = find(&keyring.keys.recipients, which).cloned();
    let is_new = |key: &ListedKey| keyring.unaccepted().is_some_and(|unaccepted| unaccepted.names(&key.key));
    let was_accepted = !found.as_ref().is_ok_and(is_new);
    if was_accepted {
        keyring.ask_to_accept()?;
    }
    let key = found?;
    if !own_too && keyring.keys.has(Secret::Identity) && keyring.keys.recipients.len() > 1 {
        let own = match readers::public_of(&store, Secret::Identity) {
            Some(own) => vec![own],
            None if keyring.is_named() || passphrase::can_ask() => keyring.public_halves()?,
            None => return Err(own_unknown()),
        };
        if own.contains(&key.key) {
            return Err(usage(Code::WrongValue, what_and_help!("command-remove-own")));
        }
    }
    store.remove_recipient(&key.key).map_err(|found| fault(&found))?;
    if was_accepted {
        readers::note_accepted(&store, |accepted| accepted.remove(&key.key));
    }
    let key = readers::named(&crate::cli::shown(&key.name), &fingerprint(&key.key.to_string()));
    let reseal = printed_command::command(&["key", "reseal"]);
    eprint_message(&format!("{}\n  {reseal}\n{}", text!("key-removed", key = key), text!("key-removed-copies")));
    Ok(Exit::Done)
}

fn own_unknown() -> anyhow::Error {
    usage(Code::NoKey, what_and_help!("command-remove-maybe-own"))
}

/// A public key by itself, by its name, or by its fingerprint.
fn find<'l>(listed: &'l [ListedKey], which: &str) -> anyhow::Result<&'l ListedKey> {
    let which = which.trim();
    let key: Option<Recipient> = recipient(which).ok();
    let is_it = |one: &&ListedKey| {
        key.as_ref() == Some(&one.key)
            || (!which.is_empty() && crate::cli::shown(&one.name) == which)
            || fingerprint(&one.key.to_string()).eq_ignore_ascii_case(which)
    };
    let found: Vec<&ListedKey> = listed.iter().filter(is_it).collect();
    let error = match found.as_slice() {
        [first, others @ ..] if others.iter().all(|other| other.key == first.key) => return Ok(first),
        [] => what_and_help!("command-remove-none"),
        _ => what_and_help!("command-remove-several"),
    };
    Err(usage(Code::UnknownId, error))
}
