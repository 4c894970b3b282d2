//! What stands between a record and whoever may read the disk.

/// Closes and opens the body of a record.
pub trait Seal: Send {
    /// The word in the head of a record.
    fn name(&self) -> &'static str;

    /// The body as it goes on the disk.
    fn close(&self, body: &str) -> Vec<u8>;

    /// The body again; none if it is not what was closed.
    fn open(&self, bytes: &[u8]) -> Option<String>;
}

/// No seal: whoever can read the file can read the answers. Chosen aloud, or in training.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsealed;

impl Seal for Unsealed {
    fn name(&self) -> &'static str {
        "none"
    }

    fn close(&self, body: &str) -> Vec<u8> {
        body.as_bytes().to_vec()
    }

    fn open(&self, bytes: &[u8]) -> Option<String> {
        // A byte that is no text breaks the chain where it stands.
        Some(String::from_utf8_lossy(bytes).into_owned())
    }
}
