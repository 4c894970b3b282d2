//! A condition, put where conditions stand in a small catalogue that is whole but for it.

use super::{catalogue, text};

const WHOLE: &str = include_str!("../../tests/data/catalogue/whole.toml");

/// Longer ones hold nothing new.
const LONGEST: usize = 4096;

/// The first byte tells where the condition stands, the rest is its text. It is refused, or the catalogue can be used.
pub fn hold(bytes: &[u8]) {
    let Some((place, condition)) = bytes.split_first() else { return };
    let Some(condition) = text(condition).filter(|text| text.len() <= LONGEST) else { return };
    catalogue::read(&with(*place, condition));
}

fn with(place: u8, condition: &str) -> String {
    let sources = "sources = [{ source = \"ours\", item = \"proposal\" }]";
    match place % 5 {
        0 => format!("{WHOLE}\n[[flag]]\nid = \"fuzzed\"\ntitle = \"Fuzzed\"\nwhen = {condition}\n"),
        1 => format!(
            "{WHOLE}\n[[finding]]\nid = \"fuzzed\"\nrank = 3\ntitle = \"Fuzzed\"\nmeaning = \"Fuzzed.\"\nwhen = {condition}\n"
        ),
        2 => format!("{WHOLE}\n[[safeguard]]\nid = \"fuzzed\"\ntext = \"Fuzzed.\"\n{sources}\nwhen = {condition}\n"),
        3 => WHOLE.replace(
            "ask_if = { not = { indicator = \"papers-kept\", present = true } }",
            &format!("ask_if = {condition}"),
        ),
        _ => format!(
            "{WHOLE}\n[[gate]]\nid = \"fuzzed\"\nkeep = \"nothing\"\nsay = \"Stop.\"\n{sources}\nwhen = {condition}\n"
        ),
    }
}
