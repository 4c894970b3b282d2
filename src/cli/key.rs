//! `key`: the keys that seal what is kept on this device.

use super::keyring::fault;
use super::stored::{self, LocalStore};
use super::{Exit, Failure, KeyArgs, StoreArg, commands, passphrase, print, tell};
use crate::store::{Keys, Listed, NewKeys, Recipient, Secret, no_recipient, recipient};
use crate::wording;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Make the keys of this device, under a passphrase: from then on what is kept is sealed
    New {
        /// For a device that may be lost: it can take up its own drafts, and opens nothing that is finished
        #[arg(long)]
        field: bool,
        /// With --field: the public key (age1…) of whoever opens what is finished (repeatable)
        #[arg(long = "recipient", value_name = "KEY")]
        recipients: Vec<String>,
        /// Read the new passphrase from this open file, such as 3 with 3< FILE; without it a terminal is asked
        #[arg(long, value_name = "N")]
        passphrase_fd: Option<u32>,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Seal what is kept from now on to these public keys (age1…) too: a supervisor's, say
    Add {
        /// Public keys
        #[arg(required = true, value_name = "KEY")]
        recipients: Vec<String>,
        /// Whose they are, as a comment
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Seal the records that are there to the present public keys, for a key that was added later. Whoever is cut off
    /// begins again: each record is replaced whole
    Reseal(super::reseal::ResealArgs),
    /// The public keys, and which files of keys there are; never a secret
    Show {
        #[command(flatten)]
        store: StoreArg,
    },
}

pub(super) fn run(command: KeyCommand) -> anyhow::Result<Exit> {
    match command {
        KeyCommand::New { field, recipients, passphrase_fd, store } => make(&store, field, &recipients, passphrase_fd),
        KeyCommand::Add { recipients, name, store } => add(&store, &recipients, name.as_deref()),
        KeyCommand::Reseal(args) => super::reseal::run(&args),
        KeyCommand::Show { store } => show(&store),
    }
}

/// Makes keys where there are none.
fn make(named: &StoreArg, field: bool, recipients: &[String], passphrase: Option<u32>) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    match (field, recipients.is_empty()) {
        (true, true) => {
            let text = "error[wrong-value]: a device for the field seals to the key of somebody else\n  = name it with \
                        --recipient age1…, as `key show` prints it on their device";
            return Err(Failure::with(Exit::Usage, text));
        }
        (false, false) => {
            let text = "error[wrong-value]: --recipient is for a device for the field\n  = say --field too, or add the \
                        key later with `key add`";
            return Err(Failure::with(Exit::Usage, text));
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
    let made = passphrase::new(args, |passphrase| {
        store.make_keys(NewKeys { passphrase, field, work: None }).map_err(|found| fault(&found))
    })?;
    let folder = super::shown(&store.keys_folder().display().to_string());
    tell(&if made.has(Secret::Identity) { wording::keys_made(&folder) } else { wording::field_keys_made(&folder) });
    Ok(listed(&made))
}

/// Adds public keys of others.
fn add(named: &StoreArg, recipients: &[String], name: Option<&str>) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let name: String = super::shown(name.unwrap_or_default().trim());
    let public = |text: &String| Ok(Listed { key: public(text)?, name: name.clone() });
    let added: Vec<Listed> = recipients.iter().map(public).collect::<anyhow::Result<_>>()?;
    let new = store.add_recipients(&added).map_err(|found| fault(&found))?;
    tell(&wording::keys_added(new, added.len() - new));
    Ok(Exit::Done)
}

fn public(text: &str) -> anyhow::Result<Recipient> {
    recipient(text).map_err(|why| {
        // What was typed is not told back: it may be a secret key, in the wrong place.
        let text = format!(
            "error[wrong-value]: {}\n  = a public key begins with age1 and has 62 characters, as `key show` or \
             `age-keygen -y` prints it",
            no_recipient(&why)
        );
        Failure::with(Exit::Usage, text)
    })
}

/// Prints public keys, and which files there are; never a secret.
fn show(named: &StoreArg) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let keys = store.keys().map_err(|found| fault(&found))?;
    if keys.recipients.is_empty() && keys.secrets.is_empty() {
        tell(&wording::no_keys(&commands::command(&["key", "new"])));
        return Ok(Exit::Done);
    }
    print(&listed(&keys))?;
    let folder = store.keys_folder();
    for secret in &keys.secrets {
        let path = folder.join(secret.file()).display().to_string();
        tell(&wording::secret_key_in(&super::shown(&path), *secret == Secret::Identity));
    }
    if !keys.has(Secret::Identity) {
        tell(if keys.has(Secret::Drafts) { wording::ONLY_DRAFTS_OPEN } else { wording::NOTHING_OPENS });
    }
    Ok(Exit::Done)
}

/// The public keys, one a line, with their names.
pub(super) fn listed(keys: &Keys) -> String {
    let line = |one: &Listed| match one.name.as_str() {
        "" => one.key.to_string(),
        name => format!("{}  # {}", one.key, super::shown(name)),
    };
    keys.recipients.iter().map(line).collect::<Vec<_>>().join("\n")
}
