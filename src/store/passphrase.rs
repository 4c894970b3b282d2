//! Passphrases in every form that a keyboard types, and the work of trying one.
//!
//! The same letters can be typed as different characters: one for a letter with its mark, or one for each. New keys use
//! the composed form (NFC). To open a file, the passphrase is tried as given, then composed, then decomposed (NFD).
//! Each try costs the full work of the file, so equal forms are tried once.

use age::secrecy::{ExposeSecret, SecretString};
use age_core::format::{FileKey, Stanza};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::cell::RefCell;
use zeroize::Zeroizing;

/// A passphrase, wiped from memory when it is dropped.
pub type Passphrase = SecretString;

/// The most work that a file may ask for before a passphrase is tried, as a power of two. It is the limit of `age`:
/// four gigabytes and about a quarter of a minute.
const MAX_WORK: u8 = 22;
/// The bytes of memory that a try takes for each unit of work.
const BYTES_A_UNIT: u64 = 1024;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Pairs of characters that some keyboards type, where others have one character for both.
const TYPED_AS_ONE: [&str; 2] = ["\u{eab}\u{e99}", "\u{eab}\u{ea1}"];
/// The first half of such a pair, sara am in Thai and Lao. A tone mark may follow it.
const HALF: [char; 2] = ['\u{e4d}', '\u{ecd}'];

/// The form of a passphrase for a new key.
pub fn composed(passphrase: &Passphrase) -> Passphrase {
    let text = passphrase.expose_secret();
    Passphrase::from(nfc(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)).as_str())
}

/// Whether another keyboard may type one of its letters as another character, so that no form would open the file.
pub fn is_typed_otherwise_elsewhere(passphrase: &Passphrase) -> bool {
    let text = passphrase.expose_secret();
    let shows_nothing = |sign: char| matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    !ComposingNormalizerBorrowed::new_nfkc().is_normalized(&nfc(text))
        || TYPED_AS_ONE.iter().any(|pair| text.contains(pair))
        || text.contains(HALF)
        || text.contains(shows_nothing)
}

/// The distinct forms of a passphrase that a file may use.
fn forms(passphrase: &Passphrase) -> Vec<Passphrase> {
    let given = passphrase.expose_secret();
    let text = given.strip_prefix(BYTE_ORDER_MARK).unwrap_or(given);
    let mut forms: Vec<Passphrase> = Vec::new();
    // Earlier versions took the byte order mark as part of the passphrase.
    for form in [text, nfc(text).as_str(), nfd(text).as_str(), given] {
        if !forms.iter().any(|known| known.expose_secret() == form) {
            forms.push(Passphrase::from(form));
        }
    }
    forms
}

/// A buffer for any form of a text. A buffer that grows would leave an unwiped copy behind.
fn room(text: &str) -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(4 * text.len()))
}

fn nfc(text: &str) -> Zeroizing<String> {
    let mut form = room(text);
    // Writing into a string never fails.
    let _ = ComposingNormalizerBorrowed::new_nfc().normalize_to(text, &mut *form);
    form
}

fn nfd(text: &str) -> Zeroizing<String> {
    let mut form = room(text);
    let _ = DecomposingNormalizerBorrowed::new_nfd().normalize_to(text, &mut *form);
    form
}

/// A passphrase that is tried in all its forms.
pub(super) struct PassphraseAttempt {
    forms: Vec<Passphrase>,
    /// The key of the file, after a form opened it.
    pub found: RefCell<Option<FileKey>>,
}

impl PassphraseAttempt {
    pub fn of(passphrase: &Passphrase) -> Self {
        Self { forms: forms(passphrase), found: RefCell::new(None) }
    }
}

impl age::Identity for PassphraseAttempt {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        if stanza.tag != "scrypt" {
            return None;
        }
        let digits = |work: &&String| !work.is_empty() && work.bytes().all(|digit| digit.is_ascii_digit());
        // A number that overflows is too much work as well.
        let work = stanza.args.get(1).filter(digits).map(|work| work.parse().unwrap_or(u64::MAX));
        if let Some(work) = work.filter(|work| *work > MAX_WORK.into() || !has_room(BYTES_A_UNIT << work)) {
            let required = u8::try_from(work).unwrap_or(u8::MAX);
            return Some(Err(age::DecryptError::ExcessiveWork { required, target: MAX_WORK }));
        }
        for form in &self.forms {
            let mut key = age::scrypt::Identity::new(form.clone());
            key.set_max_work_factor(MAX_WORK);
            match key.unwrap_stanza(stanza) {
                Some(Ok(key)) => {
                    *self.found.borrow_mut() = Some(copied(&key));
                    return Some(Ok(key));
                }
                Some(Err(age::DecryptError::DecryptionFailed)) => {}
                other => return other,
            }
        }
        Some(Err(age::DecryptError::DecryptionFailed))
    }
}

/// The known key of one file.
pub(super) struct FoundKey(pub FileKey);

impl age::Identity for FoundKey {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        Some(Ok(copied(&self.0)))
    }
}

fn copied(key: &FileKey) -> FileKey {
    FileKey::init_with_mut(|copy| copy.copy_from_slice(key.expose_secret()))
}

/// Whether this device has enough free memory. Otherwise a try would end the program.
fn has_room(bytes: u64) -> bool {
    let Ok(whole) = usize::try_from(bytes) else { return false };
    let mut probe: Vec<u8> = Vec::new();
    let is_given = probe.try_reserve_exact(whole).is_ok();
    // The compiler may remove an allocation that is never read.
    std::hint::black_box(&probe);
    is_given && free_memory().is_none_or(|free| bytes <= free)
}

/// The bytes of free memory and swap, if the system reports them.
fn free_memory() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kilobytes = |name: &str| -> Option<u64> {
        let line = told.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse().ok()
    };
    Some(1024 * (kilobytes("MemAvailable")? + kilobytes("SwapFree").unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::{ExposeSecret, Passphrase, composed, forms, free_memory, has_room, is_typed_otherwise_elsewhere};

    fn shown(forms: &[Passphrase]) -> Vec<&str> {
        forms.iter().map(ExposeSecret::expose_secret).collect()
    }

    #[test]
    fn a_form_is_tried_only_where_it_differs() {
        for (given, tried) in [
            ("four words or five", vec!["four words or five"]),
            // Composed: as given, and decomposed. The other way round: as given, and composed.
            ("caf\u{e9} \u{1ebf}", vec!["caf\u{e9} \u{1ebf}", "cafe\u{301} e\u{302}\u{301}"]),
            ("cafe\u{301} e\u{302}\u{301}", vec!["cafe\u{301} e\u{302}\u{301}", "caf\u{e9} \u{1ebf}"]),
            // Half of it composed, as the Vietnamese keyboard of Windows types.
            ("\u{ea}\u{301}", vec!["\u{ea}\u{301}", "\u{1ebf}", "e\u{302}\u{301}"]),
            ("\u{feff}plain", vec!["plain", "\u{feff}plain"]),
            // Canonical order of two marks.
            ("a\u{301}\u{323}", vec!["a\u{301}\u{323}", "\u{1ea1}\u{301}", "a\u{323}\u{301}"]),
            ("\u{1100}\u{1161}", vec!["\u{1100}\u{1161}", "\u{ac00}"]),
            ("\u{212b}", vec!["\u{212b}", "\u{c5}", "A\u{30a}"]),
        ] {
            assert_eq!(shown(&forms(&Passphrase::from(given))), tried, "{given:?}");
        }
        let made = composed(&Passphrase::from("\u{feff}cafe\u{301}"));
        assert_eq!(made.expose_secret(), "caf\u{e9}");
    }

    #[test]
    fn letters_with_twins_are_noticed_and_no_others() {
        let is_noticed = |text: &str| is_typed_otherwise_elsewhere(&Passphrase::from(text));
        for twins in [
            "น้ำ ใจ",
            "น\u{e4d}\u{e49}\u{e32}",
            "\u{e99}\u{ecd}\u{eb2}",
            "\u{edc}\u{eb2}",
            "\u{eab}\u{e99}\u{eb2}",
            "ｆｕｌｌ",
            "o\u{fb03}ce",
            "x\u{b2}",
            "a\u{a0}b",
            "ខ្មែរ\u{200b}ខ្មែរ",
            "ﷺ",
            "①",
        ] {
            assert!(is_noticed(twins), "{twins:?}");
        }
        for plain in
            ["four words or five", "café", "cafe\u{301}", "tiếng Việt", "ที่นี่", "မြန်မာ", "ខ្មែរ", "한국어", "日本", "🙂"]
        {
            assert!(!is_noticed(plain), "{plain:?}");
        }
    }

    #[test]
    fn no_more_memory_is_promised_than_there_is() {
        assert!(has_room(1 << 20));
        assert!(!has_room(1 << 60));
        if let Some(free) = free_memory() {
            assert!(free > 1 << 24, "{free}");
            assert!(!has_room(free.saturating_mul(2)));
        }
    }
}
