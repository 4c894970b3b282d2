//! The help of every command, argument and value is in `i18n/en/help.ftl`: none missing, none unused, none in the code.

use clap::builder::PossibleValue;
use clap::{Arg, Command};
use std::collections::{BTreeMap, BTreeSet};
use tipscreen::cli::help;
use tipscreen::words;

/// Arguments whose values need no help: the names of shells.
const VALUES_BY_NAME: [&str; 1] = ["help-completions--shell"];

/// A place of the help: where a text may come from, and which text is there.
struct Place {
    /// The key of the command, then the one that commands share.
    keys: Vec<String>,
    is_needed: bool,
    shown: Option<String>,
}

impl Place {
    fn of(keys: &[String], attribute: &str, is_needed: bool, shown: Option<impl ToString>) -> Self {
        let keys = keys.iter().map(|key| format!("{key}{attribute}")).collect();
        Self { keys, is_needed, shown: shown.map(|text| text.to_string()) }
    }

    /// The key that is used.
    fn key(&self) -> Option<&String> {
        self.keys.iter().find(|key| words::find(key).is_some())
    }
}

/// A command and those below it, each with the words that are typed.
fn below(command: &Command, typed: &[&str], into: &mut Vec<(String, Command)>) {
    let name = if typed.is_empty() { "tipscreen".to_owned() } else { typed.join("-") };
    into.push((format!("help-{name}"), command.clone()));
    for inner in command.get_subcommands() {
        below(inner, &[typed, &[inner.get_name()]].concat(), into);
    }
}

fn commands(program: &Command) -> Vec<(String, Command)> {
    let mut all = Vec::new();
    below(program, &[], &mut all);
    all
}

/// The keys of an argument.
fn keys_of(command: &str, arg: &Arg) -> [String; 2] {
    let name = arg.get_long().map_or_else(|| arg.get_id().to_string(), str::to_owned);
    [format!("{command}--{name}"), format!("help--{name}")]
}

/// The values of an argument; an option that is typed alone has none.
fn values_of(arg: &Arg) -> Vec<PossibleValue> {
    if arg.get_action().takes_values() { arg.get_possible_values() } else { Vec::new() }
}

/// Every place of the help.
fn places() -> Vec<Place> {
    let headings: BTreeMap<String, String> = commands(&help::bare())
        .iter()
        .flat_map(|(key, command)| {
            let headed = command.get_arguments().filter_map(|arg| Some((arg, arg.get_help_heading()?)));
            headed.map(|(arg, heading)| (keys_of(key, arg)[0].clone(), heading.to_owned())).collect::<Vec<_>>()
        })
        .collect();
    let mut places = Vec::new();
    for (key, command) in commands(&help::commands()) {
        let keys = [key.clone()];
        places.push(Place::of(&keys, "", true, command.get_about()));
        places.push(Place::of(&keys, ".long", false, command.get_long_about()));
        places.push(Place::of(&keys, ".after", false, command.get_after_help()));
        for arg in command.get_arguments() {
            let keys = keys_of(&key, arg);
            places.push(Place::of(&keys, "", true, arg.get_help()));
            places.push(Place::of(&keys, ".long", false, arg.get_long_help()));
            let is_needed = !VALUES_BY_NAME.contains(&&*keys[0]);
            for value in values_of(arg) {
                places.push(Place::of(&keys, &format!(".{}", value.get_name()), is_needed, value.get_help()));
            }
            if let Some(heading) = headings.get(&keys[0]) {
                places.push(Place::of(&[format!("help-heading-{heading}")], "", true, arg.get_help_heading()));
            }
        }
    }
    places
}

/// The keys that the commands use.
pub fn used() -> BTreeSet<String> {
    places().iter().filter_map(Place::key).cloned().collect()
}

#[test]
fn every_command_argument_and_value_has_its_help() {
    let places = places();
    assert!(places.len() > 200, "{}", places.len());
    let mut problems = Vec::new();
    for place in &places {
        let text = place.key().and_then(|key| words::find(key));
        let is_long = place.keys[0].split_once('.').is_some_and(|(_, attribute)| attribute == "long");
        match (text, &place.shown) {
            (None, None) if place.is_needed => problems.push(format!("no text {}", place.keys.join(" or "))),
            (None, Some(shown)) => problems.push(format!("{}: not from the file: {shown}", place.keys[0])),
            (Some(_), None) => problems.push(format!("{} is not shown", place.keys[0])),
            (Some(text), Some(shown)) if *shown != text && !(is_long && shown.ends_with(&format!("\n\n{text}"))) => {
                problems.push(format!("{}: {shown} is shown, and not {text}", place.keys[0]));
            }
            _ => {}
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_text_that_commands_share_is_used_by_several() {
    let places = places();
    let shared: Vec<&String> = places.iter().filter_map(Place::key).filter(|key| key.starts_with("help--")).collect();
    let alone = |key: &&&String| !key.contains('.') && shared.iter().filter(|other| other == key).count() < 2;
    assert_eq!(shared.iter().filter(alone).collect::<Vec<_>>(), Vec::<&&String>::new());
    assert!(shared.len() > 20, "{shared:?}");
}

#[test]
fn no_help_is_in_the_code() {
    for (key, command) in commands(&help::bare()) {
        let of_command = [command.get_about(), command.get_long_about(), command.get_before_help()];
        let more = [command.get_before_long_help(), command.get_after_help(), command.get_after_long_help()];
        assert_eq!(of_command.into_iter().chain(more).flatten().next(), None, "{key}");
        for arg in command.get_arguments() {
            assert_eq!(arg.get_help().or(arg.get_long_help()), None, "{key}: {}", arg.get_id());
            for value in values_of(arg) {
                assert_eq!(value.get_help(), None, "{key}: {}: {}", arg.get_id(), value.get_name());
            }
        }
    }
}

#[test]
fn the_commands_with_help_take_what_the_bare_ones_take() {
    let (bare, with_help) = (commands(&help::bare()), commands(&help::commands()));
    assert_eq!(bare.len(), with_help.len());
    for ((key, bare), (other, with_help)) in bare.iter().zip(&with_help) {
        assert_eq!(key, other);
        let shape = |command: &Command| -> Vec<String> {
            let args = command.get_arguments().map(|arg| {
                let values: Vec<String> = values_of(arg).iter().map(|value| value.get_name().to_owned()).collect();
                let names = (arg.get_id(), arg.get_long(), arg.get_value_names());
                format!("{names:?} {values:?} {:?} {:?}", arg.get_default_values(), arg.get_action())
            });
            args.collect()
        };
        assert_eq!(shape(bare), shape(with_help), "{key}");
    }
}

#[test]
fn a_sentence_has_at_most_twenty_five_words() {
    for key in used() {
        let text = words::find(&key).expect("it is used");
        for sentence in text.split(['\n', '.', ';']) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 25, "{key}: {words} words: {sentence}");
        }
    }
}

#[test]
fn the_long_text_is_printed_with_help_alone() {
    let printed = |words: &[&str]| {
        let out = crate::program::program().args(words).output().expect("it starts");
        assert!(out.status.success(), "{words:?}");
        String::from_utf8(out.stdout).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let short = words::find("help-tipscreen").expect("a text");
    let long = words::find("help-tipscreen.long").expect("a text");
    let after = words::find("help-tipscreen.after").expect("a text").split_whitespace().collect::<Vec<_>>().join(" ");
    let [brief, whole] = ["-h", "--help"].map(|flag| printed(&[flag]));
    assert!(brief.contains(short) && brief.contains(&after) && !brief.contains(long), "{brief}");
    assert!(whole.contains(short) && whole.contains(&after) && whole.contains(long), "{whole}");
    // `help` is a command of the library, and shows the same.
    let same = printed(&["help", "case"]);
    assert_eq!(same, printed(&["case", "--help"]));
    for (words, key) in [
        (["case", "--help"].as_slice(), "help-case-erase"),
        (&["case", "erase", "--help"], "help-case-erase"),
        (&["man"], "help-case-erase"),
        (&["completions", "zsh"], "help-case-erase"),
        (&["completions", "fish"], "help-batch--purpose.training"),
        (&["batch", "--help"], "help-batch--purpose.training"),
        (&["batch", "--help"], "help-heading-totals"),
    ] {
        let text = words::find(key).expect("a text");
        assert!(printed(words).contains(text), "{words:?}: {text}");
    }
}
