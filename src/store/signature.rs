//! Signatures on records: which device saved a record, and whether its events are those that the device signed.
//!
//! A signature names the events its device wrote, by first and last number. It covers the head of the hash chain, and
//! so fixes all earlier events too, without saying who wrote them. Later events don't change it. So when a second
//! device resumes a record, both signatures stay. This module does not decide whether a public key belongs to a known
//! device.

use super::record::hex;
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};
use zeroize::Zeroizing;

/// The prefix of a public key, as it is printed and read.
const PUBLIC: &str = "tipscreen-device-";
/// The prefix of a secret key in its file.
const SECRET: &str = "tipscreen-secret-device-";
/// The prefix of the signed message, so that a signature fits nothing else.
const CONTEXT: &str = "tipscreen-signature/1";
/// The most signatures of devices on a record. The one that covers the fewest events is dropped first.
pub(super) const MAX_SIGNATURES: usize = 64;

/// The secret key of a device. Never printed; wiped from memory when it is dropped.
#[derive(Clone)]
pub struct DeviceKey(ed25519_dalek::SigningKey);

impl DeviceKey {
    /// # Errors
    /// The system gives no random bytes.
    pub fn generate() -> io::Result<Self> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(io::Error::other)?;
        Ok(Self(ed25519_dalek::SigningKey::from_bytes(&seed)))
    }

    pub fn public(&self) -> DeviceId {
        DeviceId(self.0.verifying_key())
    }

    /// The text of its file.
    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(hex(self.0.as_bytes()));
        Zeroizing::new(format!("# {}\n{SECRET}{}\n", text!("store-signing-key-note"), *seed))
    }

    pub(super) fn of_text(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else { return None };
        let seed = Zeroizing::new(bytes_of::<32>(line.strip_prefix(SECRET)?)?);
        Some(Self(ed25519_dalek::SigningKey::from_bytes(&seed)))
    }
}

/// Signs the records of a store. It loads the key of the device when the first record is saved, and not before.
#[derive(Clone)]
pub struct Signer {
    get: Arc<dyn Fn() -> Option<DeviceKey> + Send + Sync>,
    key: Arc<OnceLock<Option<DeviceKey>>>,
}

impl Signer {
    /// A signer that calls `get` once for its key. Without a key, records are saved unsigned.
    pub fn new(get: impl Fn() -> Option<DeviceKey> + Send + Sync + 'static) -> Self {
        Self { get: Arc::new(get), key: Arc::default() }
    }

    pub(super) fn key(&self) -> Option<&DeviceKey> {
        self.key.get_or_init(|| (self.get)()).as_ref()
    }
}

/// The public half of the key of a device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DeviceId(ed25519_dalek::VerifyingKey);

impl DeviceId {
    /// A few digits to compare by eye or by voice.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.to_string())
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{PUBLIC}{}", hex(self.0.as_bytes()))
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The text is no public key of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text!("store-no-signing-key"))]
pub struct NoDeviceId;

impl FromStr for DeviceId {
    type Err = NoDeviceId;

    fn from_str(text: &str) -> Result<Self, NoDeviceId> {
        let bytes = text.trim().strip_prefix(PUBLIC).and_then(bytes_of::<32>).ok_or(NoDeviceId)?;
        ed25519_dalek::VerifyingKey::from_bytes(&bytes).map(Self).map_err(|_| NoDeviceId)
    }
}

/// The fingerprint of a public key: sixteen digits in groups of four.
pub fn fingerprint(key: &str) -> String {
    let digits = hex(&Sha256::digest(key)[..8]);
    [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join("-")
}

/// The signature of one device on the events of a record that it wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The device.
    pub by: DeviceId,
    /// The number of the first event that the device wrote, from 1.
    pub from: usize,
    /// The number of the last one.
    pub to: usize,
    signature: [u8; 64],
}

impl Signature {
    /// Signs a range of events. `hash` is that of the last one.
    pub(super) fn of(key: &DeviceKey, id: &str, (from, to): (usize, usize), hash: &str) -> Self {
        let signature = key.0.sign(&message(id, (from, to), hash)).to_bytes();
        Self { by: key.public(), from, to, signature }
    }

    pub fn range(&self) -> RangeInclusive<usize> {
        self.from..=self.to
    }

    /// Whether the signature is valid.
    pub(super) fn fits(&self, id: &str, hash: &str) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&self.signature);
        self.by.0.verify_strict(&message(id, (self.from, self.to), hash), &signature).is_ok()
    }
}

fn message(id: &str, (from, to): (usize, usize), hash: &str) -> Vec<u8> {
    format!("{CONTEXT}\n{id}\n{from}\n{to}\n{hash}\n").into_bytes()
}

/// A signature as it is written in a record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    signed: Vec<WrittenOne>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOne {
    by: String,
    from: usize,
    to: usize,
    signature: String,
}

/// Whether a line of a record holds signatures, and no event.
pub(super) fn is_written(text: &str) -> bool {
    text.starts_with("{\"signed\":")
}

/// The line of signatures in a record.
pub(super) fn written(signatures: &[Signature]) -> String {
    let one = |one: &Signature| {
        let (from, to) = (one.from, one.to);
        WrittenOne { by: one.by.to_string(), from, to, signature: hex(one.signature) }
    };
    serde_json::to_string(&Written { signed: signatures.iter().map(one).collect() }).unwrap_or_default()
}

/// Reads the line of signatures. `None` if it has not the exact form that is written.
pub(super) fn read(text: &str) -> Option<Vec<Signature>> {
    let found: Written = serde_json::from_str(text).ok()?;
    let one = |WrittenOne { by, from, to, signature }: WrittenOne| {
        let is_range = (1..=to).contains(&from);
        is_range.then_some(Signature { by: by.parse().ok()?, from, to, signature: bytes_of(&signature)? })
    };
    let signatures: Vec<Signature> = found.signed.into_iter().map(one).collect::<Option<_>>()?;
    let is_again = |(at, one): (usize, &Signature)| signatures[..at].contains(one);
    let is_as_written = (1..=MAX_SIGNATURES).contains(&signatures.len()) && written(&signatures) == text;
    (is_as_written && !signatures.iter().enumerate().any(is_again)).then_some(signatures)
}

/// Decodes lower-case hexadecimal digits.
fn bytes_of<const MANY: usize>(text: &str) -> Option<[u8; MANY]> {
    let digit = |sign: u8| match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'a'..=b'f' => Some(sign - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().as_chunks::<2>();
    if pairs.0.len() != MANY || !pairs.1.is_empty() {
        return None;
    }
    let mut bytes = [0; MANY];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs.0) {
        *byte = (digit(*high)? << 4) | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{DeviceId, DeviceKey, Signature, fingerprint, read, written};

    #[test]
    fn a_key_is_read_as_it_was_written_and_no_other_text_is_one() {
        let key = DeviceKey::generate().expect("a key");
        let again = DeviceKey::of_text(&key.to_text()).expect("a key");
        assert_eq!(key.public(), again.public());
        let public = key.public().to_string();
        assert_eq!(public.parse::<DeviceId>(), Ok(key.public()));
        for broken in ["", "age1xyz", &public[..80], &format!("{public}0"), &public.to_uppercase()] {
            assert!(broken.parse::<DeviceId>().is_err(), "{broken}");
            assert!(DeviceKey::of_text(broken).is_none(), "{broken}");
        }
        assert_eq!(fingerprint(&public).len(), 19);
    }

    #[test]
    fn a_signature_fits_one_record_one_length_and_one_history() {
        let (key, other) = (DeviceKey::generate().expect("a key"), DeviceKey::generate().expect("a key"));
        let signature = Signature::of(&key, "id", (2, 3), "hash");
        assert!(signature.fits("id", "hash"));
        assert!(!signature.fits("other", "hash") && !signature.fits("id", "other"));
        assert!(!Signature { to: 2, ..signature.clone() }.fits("id", "hash"));
        assert!(!Signature { from: 1, ..signature.clone() }.fits("id", "hash"));
        assert!(!Signature { by: other.public(), ..signature.clone() }.fits("id", "hash"));
        let text = written(std::slice::from_ref(&signature));
        assert_eq!(read(&text), Some(vec![signature]));
        assert!(read(&text.replace("\"to\":3", "\"to\": 3")).is_none());
        let key = DeviceKey::generate().expect("a key");
        for (from, to) in [(0, 3), (4, 3), (1, 0)] {
            let wrong = Signature::of(&key, "id", (from, to), "hash");
            assert!(read(&written(&[wrong])).is_none(), "{from} to {to}");
        }
        let twice = Signature::of(&key, "id", (2, 3), "hash");
        assert!(read(&written(&[twice.clone(), twice])).is_none());
        assert!(read("{\"signed\":[]}").is_none());
    }
}
