//! `key`: the keys that seal what is kept on this device.

mod remove;
pub(crate) mod reseal;
mod show;
mod trust;

use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::console::{eprint_message, print};
use crate::cli::exit::{Exit, usage};
use crate::cli::keyring::{Keyring, fault};
use crate::cli::stored;
use crate::cli::stored::LocalStore;
use crate::cli::{device, passphrase, readers};
use crate::diagnostic::Code;
use crate::store::{ListedKey, NewKeys, Recipient, Secret, StoreKeys, fingerprint, no_recipient, recipient};
use crate::toml_input::path_name;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    New {
        #[arg(long)]
        field: bool,
        #[arg(long = "recipient", value_name = "KEY")]
        recipients: Vec<String>,
        #[arg(long, value_name = "N")]
        passphrase_fd: Option<u32>,
        #[command(flatten)]
        store: StoreArg,
    },
    Add {
        #[arg(required = true, value_name = "KEY")]
        recipients: Vec<String>,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        store: StoreArg,
    },
    Reseal(crate::cli::commands::key::reseal::ResealArgs),
    Remove {
        #[arg(value_name = "KEY|NAME|FINGERPRINT")]
        which: String,
        #[arg(long)]
        own: bool,
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
    },
    Accept {
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        store: StoreArg,
    },
    Trust {
        #[arg(value_name = "DEVICE-KEY")]
        device: String,
        #[arg(long)]
        name: String,
    },
    Distrust {
        #[arg(value_name = "NAME|DEVICE-KEY|FINGERPRINT")]
        which: String,
    },
    Show {
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
    },
}

pub(crate) fn run(command: KeyCommand) -> anyhow::Result<Exit> {
    match command {
        KeyCommand::New { field, recipients, passphrase_fd, store } => make(&store, field, &recipients, passphrase_fd),
        KeyCommand::Add { recipients, name, store } => add(&store, &recipients, name.as_deref()),
        KeyCommand::Reseal(args) => crate::cli::commands::key::reseal::run(&args),
        KeyCommand::Remove { which, own, store, key } => {
            crate::cli::commands::key::remove::run(&store, &key, &which, own)
        }
        KeyCommand::Accept { yes, store } => accept(&store, yes),
        KeyCommand::Trust { device, name } => crate::cli::commands::key::trust::trust(&device, &name),
        KeyCommand::Distrust { which } => crate::cli::commands::key::trust::distrust(&which),
        KeyCommand::Show { store, key } => crate::cli::commands::key::show::run(&store, &key),
    }
}

/// Makes keys where there are none.
fn make(named: &StoreArg, field: bool, recipients: &[String], passphrase: Option<u32>) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    match (field, recipients.is_empty()) {
        (true, true) => {
            return Err(usage(Code::WrongValue, what_and_help!("command-field-needs-recipient")));
        }
        (false, false) => {
            return Err(usage(Code::WrongValue, what_and_help!("command-recipient-is-for-field")));
        }
        _ => {}
    }
    let field = recipients.iter().map(|text| public(text)).collect::<Result<_, _>>()?;
    print(&make_in(&store, field, &KeyArgs { identity: None, passphrase_fd: passphrase })?)?;
    Ok(Exit::Done)
}

/// Asks for a passphrase and makes the keys of a store; with public keys of others, those of a device for the field. Gives
/// the public ones.
pub fn make_in(store: &LocalStore, field: Vec<Recipient>, args: &KeyArgs) -> anyhow::Result<String> {
    // Whatever stands in the way is told before a passphrase is thought up.
    store.no_keys_yet().map_err(|found| fault(&found))?;
    Keyring::with_keys_of(store, args)?.ask_to_accept()?;
    let made = passphrase::new(args, |passphrase| {
        store.make_keys(NewKeys { passphrase, field, work: None }).map_err(|found| fault(&found))
    })?;
    readers::note_accepted(store, |accepted| {
        accepted.readers.retain(|reader| !reader.drafts_only);
        accepted.add(&made.added);
        accepted.readers.extend(made.keys.readers().into_iter().filter(|reader| reader.drafts_only));
        accepted.own = made.own;
    });
    // The signing key of this device is made along, so that `key show` has it. Without it records are not signed.
    let _ = device::here().and_then(|device| device.key());
    let made = made.keys;
    let folder = path_name(&store.keys_folder());
    eprint_message(&if made.has(Secret::Identity) {
        text!("key-made", folder = folder)
    } else {
        text!("key-made-for-field", folder = folder)
    });
    Ok(listed(&made))
}

/// Adds public keys of others.
fn add(named: &StoreArg, recipients: &[String], name: Option<&str>) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let name: String = crate::cli::shown(name.unwrap_or_default().trim());
    let public = |text: &String| Ok(ListedKey { key: public(text)?, name: name.clone() });
    let added: Vec<ListedKey> = recipients.iter().map(public).collect::<anyhow::Result<_>>()?;
    Keyring::with_keys_of(&store, &KeyArgs::default())?.ask_to_accept()?;
    let new = store.add_recipients(&added).map_err(|found| fault(&found))?;
    readers::note_accepted(&store, |accepted| accepted.add(&new));
    eprint_message(&text!("key-added", new = new.len(), known = added.len() - new.len()));
    Ok(Exit::Done)
}

/// Accepts the public keys as they are.
fn accept(named: &StoreArg, yes: bool) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let mut keyring = Keyring::with_keys_of(&store, &KeyArgs::default())?;
    let Some(unaccepted) = keyring.unaccepted() else {
        eprint_message(text!("key-all-accepted"));
        return Ok(Exit::Done);
    };
    if yes {
        eprint_message(&unaccepted.text());
        if !keyring.accept() {
            return Ok(Exit::Altered);
        }
    } else if passphrase::can_ask() {
        keyring.ask_to_accept()?;
    } else {
        eprint_message(&unaccepted.text());
        let error = what_and_help!("key-accepting-needs-yes");
        return Err(usage(Code::Usage, error));
    }
    eprint_message(if keyring.keys.recipients.is_empty() {
        text!("key-now-none-left")
    } else {
        text!("key-now-accepted")
    });
    Ok(Exit::Done)
}

fn public(text: &str) -> anyhow::Result<Recipient> {
    recipient(text).map_err(|why| {
        // What was typed is not told back: it may be a secret key, in the wrong place.
        let error = (no_recipient(&why), text!("command-public-key-form").to_owned());
        usage(Code::WrongValue, error)
    })
}

/// The public keys, one a line, with their names and fingerprints.
pub(crate) fn listed(keys: &StoreKeys) -> String {
    let line = |one: &ListedKey| {
        let key = fingerprint(&one.key.to_string());
        match one.name.as_str() {
            "" => format!("{}  # {key}", one.key),
            name => format!("{}  # {}, {key}", one.key, crate::cli::shown(name)),
        }
    };
    keys.recipients.iter().map(line).collect::<Vec<_>>().join("\n")
}
