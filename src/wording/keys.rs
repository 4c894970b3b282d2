//! What is said of keys and passphrases.

/// Said before a passphrase is thought up.
pub const NEW_PASSPHRASE: &str = "The passphrase opens what is sealed on this device. Take at least 10 characters: whoever steals the device can \
try as many as they like, and short ones are soon found. Four or five words that have nothing to do with each other are good. If it \
is forgotten, nobody can open the records any more.";
/// It has too few characters.
pub const TOO_SHORT: &str = "The passphrase needs at least 10 characters.";
/// It has letters that other keyboards may give as other characters.
pub const OTHER_KEYBOARDS: &str = "warning: this passphrase has letters or signs that another keyboard, or a phone, may type as other \
characters that look the same. It opens on this keyboard; on another it may not. Try it there before you rely on it, or choose \
another passphrase.";
/// It was typed in two ways.
pub const NOT_THE_SAME: &str = "These two were not the same. Once more from the beginning:";
/// Shown while a passphrase is checked.
pub const CHECKING: &str = "Checking…";
/// Shown while keys are made.
pub const MAKING_KEYS: &str = "Making the keys…";
/// It did not open the file.
pub const ONCE_MORE: &str = "That is not the right passphrase. Once more:";
/// More was typed than a passphrase may have.
pub const SECRET_TOO_LONG: &str = "That is too long, and nothing of it was taken. Once more:";
/// The terminal gives bytes that are no text.
pub const NO_UTF8_TYPED: &str = "what was typed is not UTF-8 text";
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

/// There are none; `new_key` is the command that makes one.
#[must_use]
pub fn no_keys(new_key: &str) -> String {
    format!("There are no keys here, so nothing is sealed. Make one:\n  {new_key}")
}

/// Tells that keys were made.
#[must_use]
pub fn keys_made(folder: &str) -> String {
    format!(
        "Two keys were made in {folder}, both under this passphrase: identity.age opens everything that is sealed from \
         now on, drafts.age only unfinished screenings of this device. From now on real screenings are sealed. Keep a copy of identity.age somewhere safe: without \
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

/// Names a key that is not used, beside others that are.
#[must_use]
pub fn key_not_used(file: &str, line: usize, why: &str) -> String {
    format!("note: {file}:{line}: {why}; the other keys of the file are used")
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
         are; `key reseal` seals them to the new keys as well."
    )
}

/// A record was sealed to the present keys.
pub const RESEALED: &str = "sealed anew";
/// It would be.
pub const WOULD_BE_RESEALED: &str = "opens with the key here, and would be sealed anew";
/// It was before.
pub const SEALED_ALREADY: &str = "sealed to these keys already";
/// It is not sealed, and stays so.
pub const STAYS_UNSEALED: &str = "not sealed, and stays so; --unsealed-too seals what is no training";
/// Nothing tells to which keys it is sealed.
pub const SEALED_TO_UNKNOWN: &str =
    "sealed earlier or on another device; which keys open it can't be seen without opening it";
/// An unfinished screening stays as it is.
pub const DRAFT_STAYS: &str = "unfinished, and not opened by this device's key for drafts: left as it is, and sealed to the present \
keys of its device when it is finished there";
/// It can't be opened.
pub const STAYS_CLOSED: &str = "left as it is: no key here opens it";

/// Tells to which keys records will be sealed.
#[must_use]
pub fn resealing_to(keys: &str) -> String {
    format!("The present keys:\n{keys}")
}

/// How many records came out how.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResealCounts {
    /// Nothing was changed.
    pub dry_run: bool,
    /// Sealed to the present keys.
    pub anew: usize,
    /// Sealed to them before.
    pub already: usize,
    /// Not sealed.
    pub unsealed: usize,
    /// Sealed to keys that can't be told from outside.
    pub not_told: usize,
    /// Unfinished ones that were left.
    pub drafts: usize,
    /// Those that could not be opened or written.
    pub failed: usize,
    /// Those that were not come to.
    pub left: usize,
}

/// What came of sealing records anew.
#[must_use]
pub fn resealed(counts: &ResealCounts) -> String {
    let anew = if counts.dry_run { "would be sealed anew" } else { "sealed anew" };
    let parts = [
        (counts.already, "sealed to these keys already"),
        (
            counts.not_told,
            "sealed, but which keys open them can't be seen from outside (name a key with --identity to see more)",
        ),
        (counts.unsealed, "not sealed"),
        (counts.drafts, "unfinished ones left as they are"),
        (counts.failed, "could not be opened or written (named above)"),
        (counts.left, "still to do: run it again"),
    ];
    let parts = parts.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!(", {many} {what}"));
    let copies = match (counts.dry_run, counts.anew) {
        (true, _) => " Nothing was changed.",
        (false, 0) => "",
        (false, _) => " Copies that were made before, on sticks or in backups, stay as they were.",
    };
    format!("{} {anew}{}.{copies}", counts.anew, parts.collect::<String>())
}
