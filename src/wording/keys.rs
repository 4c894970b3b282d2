//! What is said of keys and passphrases.

/// Asked for new keys.
pub const NEW_PASSPHRASE_PROMPT: &str = "New passphrase (nothing shows while you type)";
/// Asked a second time.
pub const PASSPHRASE_AGAIN: &str = "The same once more";
/// Said before a passphrase is thought up.
pub const NEW_PASSPHRASE: &str = "The passphrase opens what is sealed on this device. Take at least 10 characters: whoever steals the device can \
try as many as they like, and short ones are soon found. Four or five words that have nothing to do with each other are good. If it \
is forgotten, nobody can open the records any more.";
/// It has too few characters.
pub const TOO_SHORT: &str = "The passphrase needs at least 10 characters.";
/// It was typed in two ways.
pub const NOT_THE_SAME: &str = "These two were not the same. Once more from the beginning:";
/// Shown while a passphrase is checked.
pub const CHECKING: &str = "Checking…";
/// Shown while keys are made.
pub const MAKING_KEYS: &str = "Making the keys…";
/// It did not open the key.
pub const ONCE_MORE: &str = "That is not the passphrase of this key. Once more:";
/// More was typed than a passphrase may have.
pub const SECRET_TOO_LONG: &str = "That is too long, and nothing of it was taken. Once more:";
/// The terminal gives bytes that are no text.
pub const NO_UTF8_TYPED: &str = "what was typed is not UTF-8 text";
/// There are none.
pub const NO_KEYS: &str = "There are no keys here, so nothing is sealed. Make one: tipscreen key new";
/// A device that opens nothing but its drafts.
pub const ONLY_DRAFTS_OPEN: &str =
    "Finished screenings can't be opened on this device, only by whoever holds a key listed above.";
/// A device that opens nothing at all.
pub const NOTHING_OPENS: &str = "Nothing that is sealed can be opened on this device, only by whoever holds a key listed above. A \
screening that is interrupted can't be taken up again here.";

/// The file of refused records is sealed.
pub const REJECTS_SEALED: &str = "note: the refused records are sealed; --unsealed writes them in clear";

/// Asks for the passphrase of a file of keys.
#[must_use]
pub fn passphrase_of(file: &str) -> String {
    format!("Passphrase for {file}")
}

/// Tells that keys were made.
#[must_use]
pub fn keys_made(folder: &str) -> String {
    format!(
        "Two keys were made in {folder}, both under this passphrase: identity.age opens everything, drafts.age only \
         unfinished screenings. From now on real screenings are sealed. Keep a copy of identity.age somewhere safe: without \
         it, and this passphrase, nothing can be opened. The public key, which may be given away:"
    )
}

/// Tells that the keys of a device for the field were made.
#[must_use]
pub fn field_keys_made(folder: &str) -> String {
    format!(
        "A key for drafts was made in {folder}. From now on real screenings are sealed. This device can take up what is \
         unfinished; what is finished opens only for whoever holds one of these keys:"
    )
}

/// Tells that public keys were added.
#[must_use]
pub fn keys_added(new: usize, known: usize) -> String {
    let known = match known {
        0 => String::new(),
        1 => " 1 was there already.".to_owned(),
        known => format!(" {known} were there already."),
    };
    format!(
        "{new} added.{known} What is kept from now on is sealed to them too. Records that are there already stay as they \
         are: they open to them only once something is added to the record."
    )
}

/// Tells what a file of a secret key opens.
#[must_use]
pub fn secret_key_in(file: &str, everything: bool) -> String {
    let opens = if everything { "everything that is sealed here" } else { "unfinished screenings of this device" };
    format!("{file} opens {opens}, with its passphrase.")
}
