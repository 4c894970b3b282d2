//! `key trust` and `key distrust`: the signing keys of other devices, so that `case verify` can name who saved a record.

use crate::cli::console::tell;
use crate::cli::exit::{Exit, Failure};
use crate::cli::{device, shown};
use crate::store::{DeviceId, KnownDevice};

/// Makes the signing key of another device known.
pub fn trust(key: &str, name: &str) -> anyhow::Result<Exit> {
    let name = shown(name.trim());
    let Ok(key) = key.parse::<DeviceId>() else {
        let text = "error[wrong-value]: this is no signing key of a device\n  = it begins with tipscreen-device- and has 81 \
                    characters, as `key show` prints it on that device";
        return Err(Failure::with(Exit::Usage, text));
    };
    let device = device::here().map_err(|error| device::failed(&error))?;
    let known = device.known().map_err(|error| device::failed(&error))?;
    let is_taken = known.iter().any(|one| one.name == name && one.key != key);
    if name.is_empty() || is_taken {
        let what = if name.is_empty() { "a known device needs a name" } else { "another device has this name" };
        let text = format!("error[wrong-value]: {what}\n  = give it one that tells it from others, with --name NAME");
        return Err(Failure::with(Exit::Usage, text));
    }
    device.trust(KnownDevice { key, name: name.clone() }).map_err(|error| device::failed(&error))?;
    tell(&text!("key-device-trusted", name = name, fingerprint = key.fingerprint()));
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
        let text =
            "error[unknown-id]: no known device has this name, key or fingerprint\n  = look at them with `key show`";
        return Err(Failure::with(Exit::Usage, text));
    };
    device.distrust(&found.key).map_err(|error| device::failed(&error))?;
    tell(&text!("key-device-distrusted", name = shown(&found.name)));
    Ok(Exit::Done)
}
