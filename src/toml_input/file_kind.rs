//! Recognises the kind of a file by its beginning. It is the only place for this, so that every command names a file in
//! the same way.

use crate::diagnostic::Code;
use crate::escape::shown::not_plain_utf8;
use std::borrow::Cow;

/// How every age file begins.
pub const AGE: &[u8] = b"age-encryption.org/";
/// The first line of an armoured age file: base64 between two lines, for e-mail and chat.
pub const ARMOUR_BEGINS: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
/// The last line of an armoured age file.
pub const ARMOUR_ENDS: &str = "-----END AGE ENCRYPTED FILE-----";
/// The number of bytes that are enough to recognise any [`FileKind`].
pub const ENOUGH: usize = 4096;

/// The start of [`PASSPHRASE_HEAD`] in base64, as in the first line of armour.
const PASSPHRASE_ARMOUR: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlw";
/// How a file under a passphrase begins. The passphrase is the only way to open it, so it comes first.
const PASSPHRASE_HEAD: &[u8] = b"age-encryption.org/v1\n-> scrypt ";

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text, as far as its beginning shows.
    Text,
    /// Text in another encoding, or no text.
    OtherEncoding(&'static str),
    /// gzip or zstd.
    Packed,
    /// An age file.
    Sealed(Sealed),
    /// An age file that a program saved as text, so that bytes are lost.
    SealedAsText,
    /// Secret keys of age, or of an age plugin.
    SecretKeys,
    /// Public keys of age.
    PublicKeys,
    /// An SSH key, secret or public.
    SshKey,
    /// A file that another program encrypted or signed.
    OtherProgram,
}

/// How an age file is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// To a passphrase; otherwise to public keys.
    pub to_passphrase: bool,
    /// Armoured; otherwise binary.
    pub in_armour: bool,
}

/// Why a file can't be read as text, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoText {
    /// The stable word.
    pub code: Code,
    /// What the file is.
    pub what: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// The kind of a file by its first bytes: [`ENOUGH`] of them, or all if there are fewer.
pub fn kind_of(begins: &[u8]) -> FileKind {
    match begins {
        [0x1F, 0x8B, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
            return FileKind::Packed;
        }
        // No UTF-8 text begins like this, but OpenPGP messages do.
        [0x84..=0x8F | 0xC1, ..] => return FileKind::OtherProgram,
        _ if begins.starts_with(AGE) => {
            let to_passphrase = begins.starts_with(PASSPHRASE_HEAD);
            return FileKind::Sealed(Sealed { to_passphrase, in_armour: false });
        }
        _ if begins.starts_with(b"Salted__") => return FileKind::OtherProgram,
        _ => {}
    }
    let other_encoding = not_plain_utf8(begins);
    let text = decoded(&begins[..begins.len().min(ENOUGH)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // A JSON text may mention anything, and is still a JSON text.
    let of_text = if text.starts_with(['{', '[']) { None } else { kind_of_text(text) };
    of_text.unwrap_or_else(|| other_encoding.map_or(FileKind::Text, FileKind::OtherEncoding))
}

/// Whether these few bytes are already enough to recognise a file.
pub fn is_told_by(begins: &[u8]) -> bool {
    let text = begins.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begins).trim_ascii_start();
    begins.len() >= PASSPHRASE_HEAD.len()
        && (text.starts_with(b"{") || text.starts_with(b"[") || begins.starts_with(AGE))
}

fn kind_of_text(text: &str) -> Option<FileKind> {
    if text.as_bytes().starts_with(AGE) {
        return Some(FileKind::SealedAsText);
    }
    if let Some((_, inside)) = text.split_once(ARMOUR_BEGINS) {
        let letters: String =
            inside.chars().filter(|letter| !letter.is_whitespace()).take(PASSPHRASE_ARMOUR.len()).collect();
        return Some(FileKind::Sealed(Sealed { to_passphrase: letters == PASSPHRASE_ARMOUR, in_armour: true }));
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    // In a file of several keys, any of them may be the right one.
    if lines.clone().any(|line| begins(line, &["AGE-SECRET-KEY-", "AGE-PLUGIN-"])) {
        return Some(FileKind::SecretKeys);
    }
    lines.next().and_then(kind_of_line)
}

/// The kind of a line that occurs only in key files.
fn kind_of_line(line: &str) -> Option<FileKind> {
    if begins(line, &["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "PuTTY-User-Key-File-", "---- BEGIN SSH2"]) {
        return Some(FileKind::SshKey);
    }
    if begins(line, &["-----BEGIN "]) {
        let is_key = line.contains(" KEY-----") && !line.contains("PGP");
        return Some(if is_key { FileKind::SshKey } else { FileKind::OtherProgram });
    }
    (begins(line, &["age1"]) && line.len() >= 40 && line.chars().all(|sign| sign.is_ascii_alphanumeric()))
        .then_some(FileKind::PublicKeys)
}

fn begins(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// The text in bytes of any supported encoding. Invalid bytes become marks.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let Some(unit) = utf16(bytes) else {
        return String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).skip_while(|unit| *unit == 0xFEFF);
    Cow::Owned(char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// How two bytes make a character, if the text is UTF-16.
pub fn utf16(begins: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match begins {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        [sign, 0, ..] if *sign != 0 => Some(u16::from_le_bytes),
        [0, sign, ..] if *sign != 0 => Some(u16::from_be_bytes),
        _ => None,
    }
}

impl FileKind {
    /// Why it can't be read as text, if it can't.
    pub fn no_text(self) -> Option<NoText> {
        let (code, what, help) = match self {
            Self::Text => return None,
            Self::OtherEncoding(what) => (Code::NotUtf8, what, text!("toml-save-as-utf8")),
            Self::Packed => (Code::NotUtf8, text!("toml-file-packed"), text!("toml-file-packed.help")),
            Self::Sealed(_) => (Code::Sealed, text!("toml-file-sealed"), text!("toml-file-sealed.help")),
            Self::SealedAsText => {
                (Code::Sealed, text!("toml-file-sealed-as-text"), text!("toml-file-sealed-as-text.help"))
            }
            Self::SecretKeys => (Code::KeyFile, text!("toml-file-secret-keys"), text!("toml-file-secret-keys.help")),
            Self::PublicKeys => (Code::KeyFile, text!("toml-file-public-keys"), text!("toml-file-public-keys.help")),
            Self::SshKey => (Code::KeyFile, text!("toml-file-ssh-key"), text!("toml-file-ssh-key.help")),
            Self::OtherProgram => {
                (Code::Sealed, text!("toml-file-of-other-program"), text!("toml-file-of-other-program.help"))
            }
        };
        Some(NoText { code, what, help })
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Sealed, kind_of};

    fn sealed(to_passphrase: bool, in_armour: bool) -> FileKind {
        FileKind::Sealed(Sealed { to_passphrase, in_armour })
    }

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        text.chars()
            .take(usize::from(mark))
            .map(|_| '\u{feff}')
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    #[test]
    fn each_kind_is_told_by_its_beginning_in_every_encoding() {
        let armour = |inside: &str| format!("-----BEGIN AGE ENCRYPTED FILE-----\n{inside}\n");
        let keys = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBxdnNSQ3QrYzh3R1hFbXp6";
        let passphrase = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB0Y0hrMm1Qa2JOUWxqaGpB";
        let texts = [
            ("{\"case_id\":\"x\"}", FileKind::Text),
            ("[1]", FileKind::Text),
            ("a = 1 # about age1 and ssh-keys", FileKind::Text),
            ("{\"note\":\"\n-----BEGIN AGE ENCRYPTED FILE-----\n\"}", FileKind::Text),
            (&armour(keys), sealed(false, true)),
            (&armour(passphrase), sealed(true, true)),
            (&format!("Dear all,\n\n> {}", armour(passphrase)), sealed(true, true)),
            (&armour(&format!("\r\n {}", passphrase.replace("LWV", "L\nWV"))), sealed(true, true)),
            ("# created: 2026\n# public key: age1x\nAGE-SECRET-KEY-1QQQ", FileKind::SecretKeys),
            ("# Recipient: age1yubikey\nAGE-PLUGIN-YUBIKEY-1QQQ", FileKind::SecretKeys),
            ("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", FileKind::PublicKeys),
            ("ssh-ed25519 AAAAC3Nza someone@somewhere", FileKind::SshKey),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==", FileKind::SshKey),
            ("-----BEGIN RSA PRIVATE KEY-----\nMIIB", FileKind::SshKey),
            ("PuTTY-User-Key-File-3: ssh-ed25519", FileKind::SshKey),
            ("-----BEGIN PGP MESSAGE-----\n\nhQEM", FileKind::OtherProgram),
            ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", FileKind::OtherProgram),
            ("-----BEGIN CMS-----\nMIIB", FileKind::OtherProgram),
        ];
        for (text, kind) in texts {
            let lines = text.replace('\n', "\r\n");
            for marked in [text.to_owned(), format!("\u{feff}{text}"), format!("\n \r\n{text}"), lines] {
                assert_eq!(kind_of(marked.as_bytes()), kind, "{marked:?}");
            }
            for bytes in [utf16(text, true), utf16(text, false)] {
                match (kind, kind_of(&bytes)) {
                    (FileKind::Text, FileKind::OtherEncoding(_)) => {}
                    (_, found) => assert_eq!(found, kind, "{text:?} as UTF-16"),
                }
            }
        }
    }

    #[test]
    fn bytes_are_told_from_texts() {
        for (bytes, kind) in [
            (b"age-encryption.org/v1\n-> X25519 qvs".as_slice(), sealed(false, false)),
            (b"age-encryption.org/v1\n-> scrypt tcH", sealed(true, false)),
            (b"\xEF\xBB\xBFage-encryption.org/v1\n-> X25519 qvs", FileKind::SealedAsText),
            (&utf16("age-encryption.org/v1\n-> X25519", true), FileKind::SealedAsText),
            (&[0x1F, 0x8B, 8], FileKind::Packed),
            (&[0x28, 0xB5, 0x2F, 0xFD, 4], FileKind::Packed),
            (&[0x85, 1, 12], FileKind::OtherProgram),
            (b"Salted__12345678", FileKind::OtherProgram),
            (b"", FileKind::Text),
            (b"{", FileKind::Text),
        ] {
            assert_eq!(kind_of(bytes), kind, "{bytes:?}");
        }
    }
}
