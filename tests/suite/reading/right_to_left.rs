//! Numbers, hours and Latin ids beside right-to-left letters keep their own order, in every form; all else is unchanged.
//! The Hebrew and Arabic here is made up: letters, not sentences.

use crate::files;
use crate::generate::shipped;
use proptest::prelude::*;
use std::io::Write as _;
use std::process::Stdio;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::Case;
use tipscreen::catalogue::Catalogue;
use tipscreen::escape::{html_text, isolated, markdown, shown};
use tipscreen::read_cases;
use tipscreen::referral::recommend;
use tipscreen::report::{Audience, Report, ResultPage};
use tipscreen::report::{html, table};
use unicode_width::UnicodeWidthStr;

#[test]
fn a_run_is_isolated_as_a_whole() {
    for (text, out) in [
        ("no such letters: +66 2 123, 8:00-17:00", "no such letters: +66 2 123, 8:00-17:00"),
        ("קו 1300", "קו ⟦1300⟧"),
        ("קו: +66 2 123 4567 (24 hours)", "קו: ⟦+66 2 123 4567⟧ (⟦24 hours⟧)"),
        ("خط 8:00 – 17:00, 191", "خط ⟦8:00 – 17:00⟧, ⟦191⟧"),
        ("(02) 123 4567 קו", "⟦(02) 123 4567⟧ קו"),
        ("קו +66 (0) 2 123", "קו ⟦+66 (0) 2 123⟧"),
        ("קו *123# או", "קו ⟦*123#⟧ או"),
        ("خط ٠٢ ١٢٣ ٤٥٦", "خط ⟦٠٢ ١٢٣ ٤٥٦⟧"),
        ("קו https://a.example/b?c=1 או a@b.example", "קו ⟦https://a.example/b?c=1⟧ או ⟦a@b.example⟧"),
        ("asean-commit@0.1.0; קו", "⟦asean-commit@0.1.0⟧; קו"),
        ("Whom to call: קו 1300", "Whom to call: קו ⟦1300⟧"),
        ("Screened on 2026-01-15: קו", "Screened on ⟦2026-01-15⟧: קו"),
        ("│ Made with │ קו 1 │ at 2 │", "│ Made with │ קו ⟦1⟧ │ at 2 │"),
        ("\u{1b}[1mקו\u{1b}[0m 12", "\u{1b}[1mקו\u{1b}[0m ⟦12⟧"),
        ("12\nקו 12\n12", "12\nקו ⟦12⟧\n12"),
        ("קו 10%, ต้น 5 คน", "קו ⟦10%⟧, ⟦ต้น 5 คน⟧"),
    ] {
        assert_eq!(isolated(text), out.replace('⟦', "\u{2066}").replace('⟧', "\u{2069}"), "{text}");
    }
    assert_eq!(html_text("קו <1300> & \"x\""), "קו &lt;<bdi>1300</bdi>&gt; &amp; &quot;<bdi>x</bdi>&quot;");
    let page = isolated(&markdown("קו *123# [a] b_c")).into_owned();
    assert_eq!(page, "קו \u{2066}\\*123\\#\u{2069} \\[\u{2066}a\u{2069}\\] \u{2066}b\\_c\u{2069}");
}

/// What comes from outside brings no marks of its own.
#[test]
fn marks_of_others_are_taken_out_before() {
    let text = isolated(&shown("קו \u{202e}1\u{202c} \u{2066}2\u{2069} \u{2067}3\u{2069}")).into_owned();
    assert!(!text.contains(['\u{202e}', '\u{202c}', '\u{2067}']), "{text:?}");
    assert_eq!((text.matches('\u{2066}').count(), text.matches('\u{2069}').count()), (3, 3), "{text:?}");
}

proptest! {
    #![proptest_config(crate::generate::config(400))]

    /// Marks come in pairs within a line, add no width, and without them the text is as it was.
    #[test]
    fn nothing_is_lost_and_every_number_is_inside(text in "[אבج a-c0-9+*#():;,./@–│\n-]{0,60}") {
        let out = isolated(&text).into_owned();
        prop_assert_eq!(out.replace(['\u{2066}', '\u{2069}'], ""), text.clone());
        prop_assert_eq!(out.width(), text.width());
        for line in out.split(['\n', '│']) {
            let is_right_to_left = line.contains(['א', 'ב', 'ج']);
            let mut inside = false;
            for c in line.chars() {
                match c {
                    '\u{2066}' => prop_assert!(!std::mem::replace(&mut inside, true), "{out:?}"),
                    '\u{2069}' => prop_assert!(std::mem::replace(&mut inside, false), "{out:?}"),
                    'א' | 'ב' | 'ج' => prop_assert!(!inside, "{out:?}"),
                    c => prop_assert!(inside || !is_right_to_left || !c.is_ascii_digit(), "{out:?}"),
                }
            }
            prop_assert!(!inside && (is_right_to_left || !line.contains('\u{2066}')), "{out:?}");
        }
    }
}

/// The built-in catalogue with Hebrew letters and a number in each of its texts that a result holds.
fn in_hebrew() -> Catalogue {
    let mut catalogue = shipped().clone();
    let said = |text: &mut String| *text = format!("קו 1300 א {} (24 ב) +66 2 123", text.len());
    for one in &mut catalogue.indicators {
        said(&mut one.statement);
        one.anchors.iter_mut().flat_map(|anchors| &mut anchors.texts).for_each(said);
    }
    for one in &mut catalogue.facts {
        said(&mut one.title);
        one.values.iter_mut().for_each(|value| said(&mut value.text));
    }
    for one in &mut catalogue.findings {
        said(&mut one.title);
        one.meaning.sentences.iter_mut().for_each(|one| said(&mut one.text));
    }
    let guidelines = &mut catalogue.guidelines;
    guidelines.actions.iter_mut().for_each(|one| {
        said(&mut one.title);
        one.text.sentences.iter_mut().for_each(|one| said(&mut one.text));
    });
    let safeguards = guidelines.safeguards.iter_mut().map(|one| &mut one.text);
    let texts = safeguards.chain(guidelines.pathways.iter_mut().map(|one| &mut one.text));
    texts.flat_map(|text| &mut text.sentences).for_each(|one| said(&mut one.text));
    said(&mut catalogue.caveat);
    said(&mut catalogue.status);
    catalogue
}

fn a_case() -> Case {
    let text = files::text(&files::root().join("examples/cases/fisher-eighteen-months.json"));
    read_cases(&text, shipped()).remove(0).expect("a case")
}

fn of_a_case<T>(catalogue: &Catalogue, made: impl Fn(&Report<'_>) -> T) -> T {
    let case = a_case();
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, &case, &mut trace);
    let advice = recommend(catalogue, &case, &assessment);
    made(&Report::of(catalogue, &case, &assessment, &advice, &trace))
}

/// Digits that stand outside every isolate, in lines (or cells) that hold Hebrew letters.
fn loose_digits(text: &str, begin: &str, end: &str) -> Vec<String> {
    let is_loose = |line: &&str| {
        let outside = line
            .split(begin)
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once(end).map_or("", |(_, rest)| rest) });
        line.contains(['ק', 'א', 'ב']) && outside.flat_map(str::chars).any(|c| c.is_ascii_digit())
    };
    text.split(['\n', '│', '┆']).filter(is_loose).map(str::to_owned).collect()
}

#[test]
fn a_drawn_table_keeps_its_columns() {
    let (plain, drawn) = of_a_case(&in_hebrew(), |report| (table(report, 80, true), table(report, 80, false)));
    for text in [plain, drawn.clone()] {
        let text = isolated(&text).into_owned();
        assert_eq!(loose_digits(&text, "\u{2066}", "\u{2069}"), Vec::<String>::new());
        assert!(text.contains("\u{2066}1300\u{2069}") && text.contains("\u{2066}asean-commit@"), "{text}");
    }
    let widths: std::collections::BTreeSet<usize> = isolated(&drawn).lines().map(UnicodeWidthStr::width).collect();
    assert_eq!(widths.len(), 1, "{widths:?}");
}

#[test]
fn a_page_isolates_by_elements() {
    let catalogue = in_hebrew();
    for reader in [Audience::Screener, Audience::Service] {
        let page = of_a_case(&catalogue, |report| html(&ResultPage::for_reader(report, reader).expect("a page")));
        let body = page.split("<body>").nth(1).expect("a body");
        let loose = loose_digits(body, "<bdi>", "</bdi>");
        assert_eq!(loose, Vec::<String>::new());
        assert!(body.contains("<bdi>+66 2 123</bdi>") && !body.contains('\u{2066}'), "{body}");
    }
}

// ---------------------------------------------------------------- the program

/// A country file with a contact in Hebrew letters.
const COUNTRY: &str = r#"
[[country]]
id = "TH"
caution = [{ text = "אבג 191 ד", sources = [{ source = "ours", item = "made up" }] }]

[[country.contact]]
id = "our-line"
service = "קו לילה"
owner = "משרד"
kind = "ngo"
number = "02 555 01 00"
hours = "8:00 – 17:00"
languages = "עברית, English"
serves = ["safe-shelter", "information", "medical", "formal-identification"]
card = "קו לילה"
sources = [{ source = "ours", item = "made up" }]
confidence = "A"
verified_on = ""

[[source]]
id = "ours"
title = "Made up for a test"
publisher = "nobody"
url = ""
standing = "proposed"
"#;

fn score(more: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    std::fs::write(&path, COUNTRY).expect("a file");
    let mut program = crate::program::program();
    program.current_dir(files::root()).env("TIPSCREEN_COUNTRIES", "/nonexistent");
    program.args(["score", "--detail", "full", "examples/cases/fisher-eighteen-months.json"]).args(more);
    let out = program.arg("--country-file").arg(&path).output().expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

#[test]
fn a_number_beside_a_service_is_isolated_in_every_form() {
    let isolate = |text: &str| format!("\u{2066}{text}\u{2069}");
    for form in [&[][..], &["--format", "md"], &["--format", "card"]] {
        let text = score(form);
        let line = text.lines().find(|line| line.contains("קו לילה") && line.contains("555")).expect("the contact");
        assert!(line.contains(&isolate("02 555 01 00")), "{form:?}: {line:?}");
        assert!(!form.contains(&"card") || line.contains(&isolate("8:00 – 17:00")), "{line:?}");
        assert!(text.contains(&isolate("191")) || form.contains(&"card"), "{form:?}");
        for line in text.lines().filter(|line| !line.chars().any(|c| ('א'..='ת').contains(&c))) {
            assert!(!line.contains(['\u{2066}', '\u{2069}']), "{form:?}: {line:?}");
        }
    }
    let page = score(&["--format", "html"]);
    assert!(page.contains("<bdi>02 555 01 00</bdi>") && page.contains("<bdi>191</bdi>"), "{page}");
    // What a program reads holds no marks.
    assert!(!score(&["--format", "json"]).contains(['\u{2066}', '\u{2069}']));
}

#[test]
fn a_file_that_is_named_holds_the_marks_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("card.txt").display().to_string();
    score(&["--format", "card", "--result", &file]);
    let card = std::fs::read_to_string(&file).expect("a file");
    assert!(card.contains("\u{2066}02 555 01 00\u{2069}"), "{card}");
}

/// The questions too: plain lines, with a catalogue whose first prompt holds a number.
#[test]
fn a_question_is_isolated_like_a_result() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files::below(&files::root().join("indicators/asean-commit"), "toml") {
        let text =
            files::text(&file).replace("Is it safe for the person to talk with you here and now?", "אבג 1300 דה?");
        let name = file.strip_prefix(files::root().join("indicators/asean-commit")).expect("below");
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let mut program = crate::program::program();
    program.args(["screen", "--plain", "--training", "--catalogue"]).arg(folder.path());
    program.env("TIPSCREEN_STORE", folder.path().join("store")).env("TIPSCREEN_COUNTRIES", "/nonexistent");
    let mut child = program.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(b"h\n").expect("the pipe takes it");
    let out = child.wait_with_output().expect("an end");
    let told = String::from_utf8(out.stderr).expect("text");
    assert!(told.contains("אבג \u{2066}1300\u{2069} דה?"), "{told}");
}
