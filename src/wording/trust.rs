//! What is said of who can open records, of public keys that were not accepted, and of who signed a record.

use std::ops::RangeInclusive;

/// The device's own key for drafts, in a list of keys.
pub const DRAFTS_KEY: &str = "the drafts of this device, unfinished screenings only";
/// A key nobody wrote a name beside.
pub const NO_NAME: &str = "no name";
/// A key that is in no list, and opened what is saved again.
pub const OPENED_WITH: &str = "the key it was opened with";
/// The public keys are accepted on this device.
pub const KEY_ACCEPTED: &str = "accepted";
/// A public key is not.
pub const KEY_NEW: &str = "NEW: not accepted on this device";
/// Asked with a list of keys that were not accepted.
pub const COMPARE_KEYS: &str = "Compare each fingerprint with the person who holds the key, by telephone for example: `key show` \
prints it on their device. Do not accept a key if you do not know whose it is.";
/// Before the commands that take such keys out.
pub const OR_REMOVE: &str = "Or take a key out that nobody here knows:";
/// Accepts public keys.
pub const ACCEPT_KEYS: &str = "accept these keys: from now on they are the keys of this store";
/// Accepts none, before a new screening.
pub const ACCEPT_NONE: &str = "do not accept them: nothing of this screening is saved";
/// Accepts none, before something that is there is written again.
pub const LEAVE_UNCHANGED: &str = "do not accept them: everything stays as it is";
/// A new screening goes on without a record.
pub const KEYS_NOT_ACCEPTED: &str = "Nothing will be kept: the public keys of this store were not accepted. See above.";
/// Asks for a word on the command line.
pub const TYPE_ACCEPT: &str = "Type `accept` to accept these keys.";
/// They were accepted.
pub const NOW_ACCEPTED: &str = "Accepted. What is saved from now on is sealed to these keys.";
/// The same, where no public key is left.
pub const NO_KEYS_LEFT: &str = "Noted. The store has no public key now: nothing can be sealed here. Put `keys/recipients.txt` back from a backup, or add a key with `key add`.";
/// There was nothing to accept.
pub const ALL_ACCEPTED: &str = "All public keys of this store are accepted on this device.";
/// Nobody is there to accept keys.
pub const ACCEPTING_NEEDS_YES: &str = "accepting keys needs somebody to say yes";
/// What to do about that.
pub const SAY_YES: &str = "compare the fingerprints, and say --yes where nobody can be asked";
/// Beside the signing key of this device.
pub const SIGNS_HERE: &str = "signs the records of this device";
/// Who could make a sealed record that no known device signed.
pub const ANYBODY_WITH_PUBLIC_KEYS: &str = "whoever has the public keys of this store";
/// The same for one that is not sealed.
pub const ANYBODY_WITH_DISK: &str = "whoever can write to this disk";
/// A record is signed by nobody.
pub const NOT_SIGNED: &str = "not signed";
/// A record is signed with the key of this device.
pub const BY_THIS_DEVICE: &str = "this device";
/// A key in a list: its name and its fingerprint.
#[must_use]
pub fn named_key(name: &str, fingerprint: &str) -> String {
    format!("{} ({fingerprint})", if name.is_empty() { NO_NAME } else { name })
}

/// Says before a screening who can open what it saves. `drafts` is the fingerprint of the device's own key for drafts.
#[must_use]
pub fn who_can_open(many: usize, named: &[String], drafts: Option<&str>, show: &str) -> String {
    let keys = if many == 1 { "1 key opens".to_owned() } else { format!("{many} keys open") };
    let more = many.saturating_sub(named.len());
    let more = if more > 0 { format!(", and {more} more:\n  {show}") } else { ".".to_owned() };
    let drafts = drafts.map_or_else(String::new, |key| format!(" While unfinished, this device's key too ({key})."));
    match more.as_str() {
        "." => format!("{keys} what is saved: {}.{drafts}", named.join(", ")),
        more => format!("{keys} what is saved.{drafts} {}{more}", named.join(", ")),
    }
}

/// The key of this device is not among the public keys, by its fingerprint.
#[must_use]
pub fn own_key_not_listed(key: &str) -> String {
    format!("warning: identity.age of this device ({key}) is not among them: what is saved now does not open for it.")
}

/// The public keys of a store differ from those that were accepted: new ones, and those that are gone, in words.
#[must_use]
pub fn keys_changed(is_first: bool, new: &[String], gone: &[String], renamed: &[(String, String)]) -> String {
    let begin = if is_first {
        "The public keys of this store were not accepted on this device before. Whoever holds one of them can open what is \
         saved from now on:"
    } else {
        "The public keys of this store are not the ones that were accepted on this device:"
    };
    let new = new.iter().map(|key| format!("\n  {}{key}", if is_first { "" } else { "new: " }));
    let gone = gone.iter().map(|key| format!("\n  gone: {key}"));
    let renamed = renamed.iter().map(|(key, was)| format!("\n  renamed: {key}, before: {was}"));
    new.chain(gone).chain(renamed).fold(begin.to_owned(), |text, line| text + &line)
}

/// It can't be found out which public keys were accepted: what is wrong, and the keys of the store in words.
#[must_use]
pub fn accepted_unknown(why: &str, keys: &[String]) -> String {
    let keys = keys.iter().fold(String::new(), |text, key| text + "\n  " + key);
    format!("It is not known which public keys were accepted on this device: {why}\nThe keys of this store:{keys}")
}

/// Accepted keys could not be noted.
#[must_use]
pub fn not_remembered(why: &str) -> String {
    format!(
        "warning: that these keys are accepted could not be saved, so you will be asked again: {why}. \
         TIPSCREEN_DEVICE names another folder for the files of this device."
    )
}

/// What opened something is not among the keys that everything is sealed to.
#[must_use]
pub fn opened_key_not_listed(file: &str, key: &str) -> String {
    format!(
        "warning: the key in {file} ({key}) is not among the public keys here. It does not open what others seal to these \
         keys. What this run saves is sealed to it as well."
    )
}

/// The same for the key of the drafts of this device.
#[must_use]
pub fn drafts_key_not_listed(file: &str, key: &str) -> String {
    format!(
        "warning: the key in {file} ({key}) is not the one in drafts.txt. It does not open drafts that are saved now."
    )
}

/// A secret file and the public key it belongs to.
#[must_use]
pub fn secret_key_of(file: &str, key: &str, is_drafts: bool, is_listed: bool) -> String {
    match (is_drafts, is_listed) {
        (false, true) => format!("{file} opens what is sealed to the key {key}, with its passphrase."),
        (true, true) => format!("{file} opens unfinished screenings of this device (key {key}), with its passphrase."),
        (_, false) => format!(
            "warning: {file} belongs to the key {key}, which is NOT among the public keys here. It does not open what is \
             saved from now on."
        ),
    }
}

/// A file of secret keys that was named, and the public key it belongs to.
#[must_use]
pub fn named_file_of(file: &str, key: &str) -> String {
    format!("{file} opens what is sealed to the key {key}.")
}

/// A secret file of which it is not known what it opens.
#[must_use]
pub fn secret_key_unknown(file: &str, show: &str) -> String {
    format!("{file}: which public key it belongs to can't be seen without its passphrase:\n  {show}")
}

/// A public key was taken out.
#[must_use]
pub fn key_removed(key: &str, reseal: &str) -> String {
    format!(
        "Removed: {key}. What is saved from now on is not sealed to it. What was sealed before still opens for it. To seal \
         the records that are here without it:\n  {reseal}\nCopies made before, on sticks or in backups, stay open to it."
    )
}

/// Records can't be signed.
#[must_use]
pub fn can_not_sign(why: &str) -> String {
    format!("note: records saved now are not signed by this device: {why}")
}

/// What to do about a signing key that others may read.
pub const HIDE_KEY: &str = "if nobody else read it, take their right away. Otherwise delete it: the next record makes a new \
    key, which has to be made known on the other devices";

/// A device whose key was made known, by name.
#[must_use]
pub fn known_device(name: &str) -> String {
    format!("the known device “{name}”")
}

/// A device whose key is not known.
#[must_use]
pub fn unknown_device(fingerprint: &str) -> String {
    format!("a device whose key is not known here ({fingerprint})")
}

/// A signature of a device: on these events of a record, or on all of them.
#[must_use]
pub fn signed_by(by: &str, events: Option<RangeInclusive<usize>>) -> String {
    let events = events.map_or_else(String::new, |events| format!("{} ", event_numbers(&events)));
    format!("{events}signed by {by}")
}

/// Who signed a record, and what is not known of it.
#[must_use]
pub fn who_signed(signatures: &[String], doubt: Option<&str>) -> String {
    let signed = if signatures.is_empty() { NOT_SIGNED.to_owned() } else { signatures.join(", ") };
    format!("{signed}{}", doubt.map_or_else(String::new, |doubt| format!(": {doubt}")))
}

/// Who could have made a record, or a part of it.
#[must_use]
pub fn could_have_made(what: &str, who: &str) -> String {
    format!("{who} could have made {what}")
}

/// Events of a record that no known device signed.
#[must_use]
pub fn rest_not_signed(ranges: &[RangeInclusive<usize>], who: &str) -> String {
    let ranges: Vec<String> = ranges.iter().map(event_numbers).collect();
    format!("no known device signed {}, and {}", ranges.join(", "), could_have_made("that part", who))
}

/// Events by their numbers.
fn event_numbers(events: &RangeInclusive<usize>) -> String {
    if events.start() == events.end() {
        format!("event {}", events.start())
    } else {
        format!("events {} to {}", events.start(), events.end())
    }
}

/// Before a screening goes on in a record of which no known device signed a part.
#[must_use]
pub fn goes_on_in_doubt(id: &str, doubt: &str, verify: &str) -> String {
    format!("note: {id}: {doubt}. To look at it closely:\n  {verify}")
}

/// A device's key was made known.
#[must_use]
pub fn device_trusted(name: &str, fingerprint: &str) -> String {
    format!(
        "Known from now on: {name} ({fingerprint}). Compare this fingerprint with the one that `key show` prints on that \
         device. `case verify` names it where it signed a record."
    )
}

/// A device's key is not known any more.
#[must_use]
pub fn device_distrusted(name: &str) -> String {
    format!("Not known any more: {name}.")
}

/// A record that is not sealed stands where others are, or could be; why it is in doubt, if it is.
#[must_use]
pub fn not_sealed(where_to: &str, doubt: &str) -> String {
    let doubt = if doubt.is_empty() { String::new() } else { format!(": {doubt}") };
    format!("{where_to}{doubt}")
}
