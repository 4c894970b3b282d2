//! `key show`: the public keys of a store, which of them were accepted here, what each secret file opens, and the signing
//! keys of this device and of others.

use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::console::{eprint_message, print};
use crate::cli::exit::Exit;
use crate::cli::keyring::{Keyring, fault};
use crate::cli::readers::{self, UnacceptedKeys};
use crate::cli::stored::{self, LocalStore};
use crate::cli::{device, printed_command, shown};
use crate::store::{AcceptedKey, Device, LocalDisk, Recipient, Secret, fingerprint};
use crate::toml_input::path_name;

/// Prints it; never a secret.
pub fn run(named: &StoreArg, args: &KeyArgs) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let keys = store.keys().map_err(|found| fault(&found))?;
    let unaccepted = UnacceptedKeys::of(&store, &keys);
    if keys.recipients.is_empty() && keys.secrets.is_empty() && unaccepted.is_none() {
        eprint_message(&format!("{}\n  {}", text!("key-none-yet"), printed_command::command(&["key", "new"])));
        return show_devices();
    }
    let lines: Vec<String> = keys.readers().iter().map(|reader| line(reader, unaccepted.as_ref())).collect();
    if !lines.is_empty() {
        print(&lines.join("\n"))?;
    }
    if let Some(unaccepted) = &unaccepted {
        eprint_message(&format!("{}\n{}", unaccepted.text(), unaccepted.what_to_do(&store)));
    }
    let opened = opened(&store, args)?;
    for secret in &keys.secrets {
        let public = readers::public_of(&store, *secret);
        let public = public.or_else(|| opened.as_ref().filter(|(of, _)| of == secret).map(|(_, key)| key.clone()));
        eprint_message(&secret_in_words(&store, *secret, &keys.readers(), public));
    }
    if !keys.has(Secret::Identity) {
        eprint_message(if keys.has(Secret::Drafts) {
            text!("key-only-drafts-open")
        } else {
            text!("key-nothing-opens")
        });
    }
    show_devices()
}

/// A public key with its name, its fingerprint and whether it was accepted.
fn line(reader: &AcceptedKey, unaccepted: Option<&UnacceptedKeys>) -> String {
    let is_new = unaccepted.is_some_and(|unaccepted| unaccepted.is_new(reader));
    let name = if reader.drafts_only { text!("key-of-drafts").to_owned() } else { shown(&reader.name) };
    let parts = [
        name,
        fingerprint(&reader.key.to_string()),
        if is_new { text!("key-is-new") } else { text!("key-is-accepted") }.to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}  # {}", reader.key, parts.join(", "))
}

/// Opens a secret file of the store, where a passphrase was given for it: which one, and its public half. Of a file that was
/// named it is said at once which key of the list it is.
fn opened(store: &LocalStore, args: &KeyArgs) -> anyhow::Result<Option<(Secret, Recipient)>> {
    let keyring = Keyring::with_keys_of(store, args)?;
    if !keyring.is_named() {
        return Ok(None);
    }
    let Some(public) = keyring.public_halves()?.into_iter().next() else { return Ok(None) };
    if let Some(file) = &args.identity {
        let reader = keyring.keys.readers().into_iter().find(|reader| reader.key == public);
        let file = path_name(file);
        if let Some(reader) = reader {
            eprint_message(&text!("key-named-file-opens", file = file, key = readers::in_words(&reader)));
        }
        return Ok(None);
    }
    let secret = if keyring.keys.has(Secret::Identity) { Secret::Identity } else { Secret::Drafts };
    Ok(Some((secret, public)))
}

/// What a secret file opens, as far as its public half is known: from when it was made, or because it was opened just now.
fn secret_in_words(store: &LocalStore, secret: Secret, readers: &[AcceptedKey], public: Option<Recipient>) -> String {
    let file = path_name(&store.keys_folder().join(secret.file()));
    let is_drafts = secret == Secret::Drafts;
    let Some(public) = public else {
        let show = printed_command::on_store(Some(store.folder()), None, &["key", "show", "--passphrase-fd", "3"]);
        return format!("{}\n  {show}", text!("key-file-not-known", file = file));
    };
    let of = readers.iter().find(|reader| reader.key == public && (reader.drafts_only || !is_drafts));
    let key = fingerprint(&public.to_string());
    let key = of.filter(|reader| !reader.drafts_only).map_or(key, readers::in_words);
    match (is_drafts, of.is_some()) {
        (false, true) => text!("key-file-opens-all", file = file, key = key),
        (true, true) => text!("key-file-opens-drafts", file = file, key = key),
        (_, false) => text!("key-file-not-listed", file = file, key = key),
    }
}

/// Prints the signing key of this device, which is made where there is none, and those that are known.
fn show_devices() -> anyhow::Result<Exit> {
    let read = |device: &Device<LocalDisk>| Ok((device.key()?.public(), device.known()?));
    match device::here().and_then(|device| read(&device)) {
        Err(error) => eprint_message(&device::can_not_sign(&error)),
        Ok((own, known)) => {
            print(&format!("{own}  # {}, {}", text!("key-signs-here"), own.fingerprint()))?;
            for one in known {
                let name = text!("key-known-device", name = shown(&one.name));
                print(&format!("{}  # {name}, {}", one.key, one.key.fingerprint()))?;
            }
        }
    }
    Ok(Exit::Done)
}
