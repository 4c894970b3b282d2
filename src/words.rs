//! The texts of the program: each sentence by its key, read from `i18n/<language>/*.ftl` (Fluent).
//!
//! A key begins with the name of its file: `screening-first-question` is in `screening.ftl`. A file is read when its
//! first sentence is needed. This module knows no sentence and no subject. Texts of a catalogue are in the catalogue.
//!
//! `tests/suite/project/program_words.rs` compares the calls with the files: no key and no variable missing, none unused.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};
use unic_langid::langid;

pub use fluent_bundle::FluentValue;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/i18n/en");

static FILES: LazyLock<FxHashMap<&'static str, File>> = LazyLock::new(|| {
    let files = FOLDER.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)));
    files.map(|(name, text)| (name, File { text, read: OnceLock::new() })).collect()
});

/// A file of sentences, and what was read from it.
struct File {
    text: &'static str,
    read: OnceLock<Messages>,
}

struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// The sentences without a variable.
    fixed: FxHashMap<String, String>,
}

impl Messages {
    fn read(text: &str) -> Self {
        // Unreadable entries are left out, and the test of the files reports them.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(part, _)| part);
        let mut ids = Vec::new();
        for entry in resource.entries() {
            if let Entry::Message(message) = entry {
                ids.push(message.id.name.to_owned());
                ids.extend(message.attributes.iter().map(|one| format!("{}.{}", message.id.name, one.id.name)));
            }
        }
        let mut bundle = FluentBundle::new_concurrent(vec![langid!("en")]);
        // Direction marks are only for right-to-left scripts, and none of the languages has one.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut messages = Self { bundle, fixed: FxHashMap::default() };
        let fixed = ids.into_iter().filter_map(|id| messages.filled(&id, None).map(|text| (id, text))).collect();
        messages.fixed = fixed;
        messages
    }

    /// A sentence with its variables. `None` if the key or a variable is missing.
    fn filled(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

fn messages(key: &str) -> Option<&'static Messages> {
    let file = key.split_once('-').map_or(key, |(file, _)| file);
    let file = FILES.get(file)?;
    Some(file.read.get_or_init(|| Messages::read(file.text)))
}

/// A sentence that has no variables, by a key that is put together.
pub fn find(key: &str) -> Option<&'static str> {
    messages(key).and_then(|messages| messages.fixed.get(key)).map(String::as_str)
}

/// A sentence without variables. A missing key is returned itself.
pub fn fixed(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// A sentence with its variables. A missing key is returned itself.
pub fn filled<const N: usize>(key: &'static str, variables: [(&'static str, FluentValue<'_>); N]) -> String {
    let args = FluentArgs::from_iter(variables);
    messages(key).and_then(|messages| messages.filled(key, Some(&args))).unwrap_or_else(|| key.to_owned())
}

/// A sentence of the program: `text!("screening-first-question")` is a `&'static str`,
/// `text!("screening-saved-as", file = name)` a `String`. Variables are numbers or texts.
macro_rules! text {
    ($key:literal $(,)?) => { $crate::words::fixed($key) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled($key, [$((stringify!($name), $crate::words::FluentValue::from($value))),+])
    };
}

/// What happened and what to do next, as two texts: the sentence of a key and its attribute `.help`, with the same
/// variables.
macro_rules! what_and_help {
    ($key:literal $(,)?) => {
        ($crate::words::fixed($key).to_owned(), $crate::words::fixed(concat!($key, ".help")).to_owned())
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let variables = [$((stringify!($name), $crate::words::FluentValue::from($value))),+];
        ($crate::words::filled($key, variables.clone()), $crate::words::filled(concat!($key, ".help"), variables))
    }};
}
