//! `key trust` and `key distrust`: the signing keys of other devices, so that `case verify` can name who saved a record.

use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, usage};
use crate::cli::{device, shown};
use crate::diagnostic::Code;
use crate::store::{DeviceId, KnownDevice};

/// Makes the signing key of another device known.
pub fn trust(key: &str, name: &str) -> anyhow::Result<Exit> {
    let name = shown(name.trim());
    let Ok(key) = key.parse::<DeviceId>() else {
        return Err(usage(Code::WrongValue, what_and_help!("command-no-signing-key")));
    };
    let device = device::here().map_err(|error| device::failed(&error))?;
    let known = device.known().map_err(|error| device::failed(&error))?;
    let is_taken = known.iter().any(|one| one.name == name && one.key != key);
    if name.is_empty() || is_taken {
        let error = if name.is_empty() {
            what_and_help!("command-device-no-name")
        } else {
            what_and_help!("command-device-same-name")
        };
        return Err(usage(Code::WrongValue, error));
    }
    device.trust(KnownDevice { key, name: name.clone() }).map_err(|error| device::failed(&error))?;
    eprint_message(&text!("key-device-trusted", name = name, fingerprint = key.fingerprint()));
    Ok(Exit::Done)
}

/// Takes a device out of the known ones: by name, by key, or by fingerprint.
pub fn distrust(which: &str) -> anyhow::Result<Exit> {
    let device = device::here().map_err(|error| device::failed(&error))?;
    let known = device.known().map_err(|error| device::failed(&error))?;
    let is_it = |one: &&KnownDevice| {
        one.name == which || one.key.to_string() == which || one.key.fingerprint().eq_ignore_ascii_case(which)
    };
    let Some(found) = known.iter().find(is_it) else {
        return Err(usage(Code::UnknownId, what_and_help!("command-device-unknown")));
    };
    device.distrust(&found.key).map_err(|error| device::failed(&error))?;
    eprint_message(&text!("key-device-distrusted", name = shown(&found.name)));
    Ok(Exit::Done)
}
