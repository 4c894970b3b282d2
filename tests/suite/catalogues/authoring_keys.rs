//! The table of keys in the page for authors is what the reader does: tried key by key.

use crate::authoring_faults::{check, told};
use crate::files::{root, text};

/// What the page says of keys is what the reader does: without one that is needed a table is refused, and without one that
/// may be left out it is not. What is needed under a condition may be missed, and says so.
#[test]
fn a_key_that_may_be_left_out_may_be_left_out() {
    let page = text(&root().join("docs/author.md"));
    let rows = page.split("## Every key").nth(1).expect("the table").lines().filter(|line| line.starts_with("| `["));
    let whole: toml::Table = toml::from_str(&text(&root().join("tests/data/catalogue/law.toml"))).expect("whole");
    let mut tried = 0;
    for row in rows {
        let mut cells = row.split(" | ");
        let table = cells.next().expect("a table").trim_matches(['|', ' ', '`', '[', ']']).to_owned();
        for (key, optional, conditional) in keys(&row[row.find(" | ").expect("keys")..]) {
            let path: Vec<&str> = table.split('.').collect();
            for text in without(&whole, &path, &key) {
                tried += 1;
                let missed = told(&check(&text)).into_iter().any(|(code, _, words)| {
                    code == "missing-key"
                        && !words.contains("nothing_seen")
                        && (words.contains(&format!("`{key}`")) || words.contains(&format!("`{key} =")))
                });
                let refused = !check(&text).problems.is_empty();
                match (optional, conditional) {
                    (false, _) => assert!(refused, "[{table}] `{key}` is needed, says the page, and may be left out"),
                    (true, false) => {
                        assert!(!missed, "[{table}] `{key}` may be left out, says the page, and is needed");
                    }
                    (true, true) => {}
                }
            }
        }
    }
    assert!(tried > 150, "{tried}");
}

/// The keys of a row, with whether each may be left out, and whether that depends.
fn keys(row: &str) -> Vec<(String, bool, bool)> {
    let (mut found, mut rest) = (Vec::new(), row);
    while let Some(begins) = rest.find('`') {
        let before = &rest[..begins];
        let in_words = before.matches('(').count() > before.matches(')').count();
        let Some(ends) = rest[begins + 1..].find('`') else { break };
        let key = &rest[begins + 1..begins + 1 + ends];
        let after = &rest[begins + ends + 2..];
        if in_words {
            // Words in brackets are about the key before.
            rest = after.split_once(')').map_or("", |(_, rest)| rest);
            continue;
        }
        let optional = after.starts_with('?');
        let about = after.trim_start_matches('?').trim_start();
        found.push((key.to_owned(), optional, about.starts_with("(needed")));
        let is_about = about.starts_with('(');
        rest = if is_about { about.split_once(')').map_or("", |(_, rest)| rest) } else { after };
    }
    found.retain(|(key, ..)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    found
}

/// The catalogue without a key of a table, once for each table that has it.
fn without(whole: &toml::Table, path: &[&str], key: &str) -> Vec<String> {
    let count = whole.get(path[0]).and_then(toml::Value::as_array).map_or(1, Vec::len);
    let each = (0..count).filter_map(|at| {
        let mut changed = whole.clone();
        let table = changed.get_mut(path[0])?;
        let table = if table.is_array() { table.get_mut(at)? } else { table };
        inner(table, &path[1..])?.remove(key)?;
        Some(toml::to_string(&changed).expect("it can be written"))
    });
    each.collect()
}

/// The table that keys lead to; of a list the first one.
fn inner<'t>(table: &'t mut toml::Value, path: &[&str]) -> Option<&'t mut toml::Table> {
    let Some((first, rest)) = path.split_first() else { return table.as_table_mut() };
    let next = table.get_mut(*first)?;
    inner(if next.is_array() { next.get_mut(0)? } else { next }, rest)
}
