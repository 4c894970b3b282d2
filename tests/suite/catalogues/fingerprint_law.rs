//! The law of the method fingerprint: change any value of a catalogue; where any case comes out otherwise, `method` differs.
//!
//! Every key of a small catalogue that has one of everything is changed in every way that can be thought of, and of the
//! built-in catalogue some of each key; with `TIPSCREEN_MUTATIONS=all` all of it. What is read otherwise is refused, or
//! compared with what was: assessment, recommendation, the questions that apply, and what answers carry over.

mod cases;
mod mutations;

use crate::files::{below, root, text};
use cases::Outcomes;
pub use cases::cases_for;
use mutations::{Mutation, mutations};
use std::collections::BTreeSet;
use tipscreen::catalogue::{Catalogue, Diff};
use tipscreen::toml_input::SourceFile;

/// How many mutations of the built-in catalogue are tried where not all are.
const SOME: usize = 120;

/// A catalogue as text, and as tables.
pub struct Original {
    pub files: Vec<(String, toml::Table)>,
}

impl Original {
    fn of(paths: Vec<std::path::PathBuf>) -> Self {
        let file = |path: std::path::PathBuf| {
            let tables: toml::Table = toml::from_str(&text(&path)).expect("whole");
            (path.display().to_string(), tables)
        };
        Self { files: paths.into_iter().map(file).collect() }
    }

    fn sources(&self) -> Vec<SourceFile> {
        let source = |(name, tables): &(String, toml::Table)| SourceFile {
            name: name.clone(),
            text: toml::to_string(tables).expect("it can be written"),
        };
        self.files.iter().map(source).collect()
    }

    fn read(&self) -> Catalogue {
        Catalogue::read(self.sources()).unwrap_or_else(|faults| panic!("{:?}", faults.problems))
    }

    /// The same with one value changed, if it can be read.
    fn changed(&self, sources: &[SourceFile], mutation: &Mutation) -> Option<Catalogue> {
        let mut tables = self.files[mutation.file].1.clone();
        mutation.apply(&mut tables);
        let mut sources = sources.to_vec();
        sources[mutation.file].text = toml::to_string(&tables).ok()?;
        Catalogue::read(sources).ok()
    }
}

/// Tries the law on some mutations; gives how many were read, and how many of them left `method` as it was.
fn holds(original: &Original, cases: usize, wanted: impl Fn(&Mutation) -> bool) -> (usize, usize) {
    let (catalogue, sources) = (original.read(), original.sources());
    let cases = cases_for(&catalogue, cases);
    let before = Outcomes::of(&catalogue, &cases);
    let (mut read, mut kept, mut wrong) = (0, 0, Vec::new());
    for mutation in mutations(original).filter(wanted) {
        let Some(changed) = original.changed(&sources, &mutation) else { continue };
        read += 1;
        if changed.method_fingerprint() != catalogue.method_fingerprint() {
            continue;
        }
        kept += 1;
        if let Some(case) = before.first_difference(&Outcomes::of(&changed, &cases)) {
            wrong.push(format!("{mutation}: {case}"));
        }
        // And nothing that is changed goes unseen.
        if mutation.is_seen() && Diff::of(&catalogue, &changed).is_empty() {
            wrong.push(format!("{mutation}: no difference is told"));
        }
    }
    assert!(wrong.is_empty(), "{} of {read}:\n{}", wrong.len(), wrong.join("\n"));
    (read, kept)
}

fn all_wanted() -> bool {
    std::env::var("TIPSCREEN_MUTATIONS").is_ok_and(|which| which == "all")
}

#[test]
fn a_small_catalogue_with_one_of_everything_changed_anywhere() {
    let small = |name: &str| Original::of(vec![root().join(format!("tests/data/catalogue/{name}.toml"))]);
    // One in three, spread over all keys, or all of it.
    let wanted = |mutation: &Mutation| all_wanted() || cases::scramble(&mutation.to_string()).is_multiple_of(3);
    let (read, kept) = holds(&small("law"), if all_wanted() { 200 } else { 20 }, wanted);
    assert!(read > 130 && kept > 30, "{read} could be read, {kept} with the same method");
    holds(&small("least"), 20, |_| true);
    if all_wanted() {
        holds(&small("whole"), 200, |_| true);
    }
}

#[test]
fn the_first_catalogue_of_the_page_changed_anywhere() {
    let page = text(&root().join("docs/author.md"));
    let blocks = page.split("```toml\n# mine/").skip(1).take(2);
    let file = |block: &str| {
        let (name, rest) = block.split_once('\n').expect("a name and a text");
        let tables: toml::Table = toml::from_str(rest.split_once("```").expect("an end").0).expect("whole");
        (name.to_owned(), tables)
    };
    let original = Original { files: blocks.map(file).collect() };
    let (read, kept) = holds(&original, 20, |_| true);
    assert!(read > 60 && kept > 20, "{read} could be read, {kept} with the same method");
}

/// Some mutations of the built-in catalogue, each of another key, or all.
#[test]
fn the_built_in_catalogue_changed_in_many_places() {
    let original = Original::of(below(&root().join("indicators/asean-commit"), "toml"));
    let (mut seen, mut chosen) = (BTreeSet::new(), BTreeSet::new());
    // Always the same ones, spread over all files.
    let mut all: Vec<Mutation> = mutations(&original).collect();
    all.sort_by_key(|mutation| cases::scramble(&mutation.to_string()));
    for mutation in all {
        if all_wanted() || (chosen.len() < SOME && seen.insert(mutation.key())) {
            chosen.insert(mutation.to_string());
        }
    }
    let cases = if all_wanted() { 60 } else { 20 };
    let (read, kept) = holds(&original, cases, |mutation| chosen.contains(&mutation.to_string()));
    assert!(read > 50 && kept > 20, "{read} could be read, {kept} with the same method");
}

/// What moved a case while `catalogue diff` said "no difference" (each of these left the fingerprint as it was).
#[test]
fn what_was_left_out_is_told() {
    let original = Original::of(vec![root().join("tests/data/catalogue/law.toml")]);
    let (catalogue, sources) = (original.read(), original.sources());
    for path in ["track/child_now/any_of/1", "retired/0/replaced_by", "indicator/1/origin/0/covers"] {
        let changes: Vec<Mutation> = mutations(&original).filter(|mutation| mutation.path() == path).collect();
        assert!(!changes.is_empty(), "{path}");
        let read: Vec<Catalogue> = changes.iter().filter_map(|one| original.changed(&sources, one)).collect();
        assert!(!read.is_empty(), "{path}");
        for changed in read {
            assert_ne!(changed.method_fingerprint(), catalogue.method_fingerprint(), "{path}");
            assert!(!Diff::of(&catalogue, &changed).method.is_empty(), "{path}");
        }
    }
}
