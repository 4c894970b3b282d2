//! Text from outside reaches a terminal, a spreadsheet and a page only as what can be seen.

use crate::batch::{came, program};
use crate::files::{below, root, text};
use std::process::{Output, Stdio};
use tipscreen::escape::{cell, html, json, line, markdown, shown, styled};

#[test]
fn what_is_hidden_leaves_a_mark() {
    let rows = [
        ("plain, with \"quotes\" — and ก", "plain, with \"quotes\" — and ก"),
        ("\u{1b}]52;c;QQ==\u{7}", "�]52;c;QQ==�"),
        ("\u{1b}[31mred", "�[31mred"),
        ("\u{9b}31m", "�31m"),
        ("over\rwritten\u{8}\0", "over�written��"),
        ("a\r\nb\tc\n", "a\nb\tc\n"),
        ("\u{202e}abc\u{202c}\u{2066}\u{2069}\u{61c}", "�abc����"),
        ("two\u{2028}lines\u{feff}", "two�lines�"),
        ("\u{e0041}\u{2060}\u{3164}", "���"),
        // Words and letters of Khmer, Thai, Burmese and Hindi keep what parts and shapes them.
        ("ខ្ញុំ\u{200b}មិន\u{200b}បាន", "ខ្ញុំ\u{200b}មិន\u{200b}បាន"),
        ("ที่นี่ กำลัง ကျွန်တော် क्\u{200d}ष", "ที่นี่ กำลัง ကျွန်တော် क्\u{200d}ष"),
        (
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}��",
        ),
    ];
    for (text, out) in rows {
        assert_eq!(shown(text), out);
    }
    assert_eq!(line("a\nb\tc"), "a�b�c");
}

#[test]
fn only_our_own_style_passes_the_last_filter() {
    assert_eq!(styled("\u{1b}[1m\u{1b}[38;5;12mblue\u{1b}[0m"), "\u{1b}[1m\u{1b}[38;5;12mblue\u{1b}[0m");
    for (text, out) in [
        ("\u{1b}[2J", "�[2J"),
        ("\u{1b}[8mconcealed", "�[8mconcealed"),
        ("\u{1b}[0;08mconcealed", "�[0;08mconcealed"),
        ("\u{1b}\u{1b}[0m", "�\u{1b}[0m"),
        ("\u{1b}[1;1;1;1;1;1;1;1;1m", "�[1;1;1;1;1;1;1;1;1m"),
        ("\u{1b}[", "�["),
    ] {
        assert_eq!(styled(text), out);
    }
}

#[test]
fn a_cell_is_no_formula() {
    for lead in ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"] {
        assert_eq!(cell(&format!("{lead}1")), format!("'{lead}1"));
        assert_eq!(cell(&format!(" \u{200b}{lead}1")), format!("' \u{200b}{lead}1"));
    }
    for (text, out) in [("\tx", "'�x"), ("\rx", "'�x"), ("\nx", "'�x"), ("\0x", "'�x"), ("a=1", "a=1"), ("'=1", "''=1")]
    {
        assert_eq!(cell(text), out);
    }
}

#[test]
fn a_page_has_no_markup_of_its_text() {
    assert_eq!(html("<b a=\"x\" b='y'>&amp;\u{202e}"), "&lt;b a=&quot;x&quot; b=&#x27;y&#x27;&gt;&amp;amp;�");
    for (text, out) in [
        (
            "[a](b) <i> *b* _c_ `d` #e |f| ~g &lt;",
            "\\[a\\](b) \\<i\\> \\*b\\* \\_c\\_ \\`d\\` \\#e \\|f\\| \\~g \\&lt;",
        ),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("===", "\\==="),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("a 1. b - c", "a 1. b - c"),
        ("    code\nmore", "code more"),
        ("https://example.org/a", "https://example.org/a"),
    ] {
        assert_eq!(markdown(text), out);
    }
    assert_eq!(json("{\"a\":\"\u{202e}\u{e0041}b\"}"), "{\"a\":\"\\u202e\\udb40\\udc41b\"}");
}

// ---------------------------------------------------------------- the program

/// What does something to a terminal, in the name of a file.
const NAME: &str = "=a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b\u{2066}";

fn ran(args: &[&str]) -> Output {
    let mut program = crate::program::program();
    program.args(args).env_remove("TIPSCREEN_COUNTRIES").env("XDG_CONFIG_HOME", "/nowhere").stdin(Stdio::null());
    program.output().expect("the program starts")
}

/// That both streams hold nothing that does something. Gives them.
#[track_caller]
fn clean(output: &Output) -> String {
    let both = [output.stdout.clone(), output.stderr.clone()].map(|bytes| String::from_utf8(bytes).expect("text"));
    for text in &both {
        let bad =
            text.chars().find(|c| (c.is_control() && *c != '\n' && *c != '\t') || "\u{202e}\u{2066}".contains(*c));
        assert_eq!(bad, None, "{text:?}");
    }
    both.concat()
}

#[test]
fn names_of_files_and_arguments_do_nothing_to_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |ending: &str, text: &str| {
        let path = folder.path().join(format!("{NAME}{ending}"));
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let bad = write(".json", "{\"case_id\":\"x\",\"answers\":{\"\u{202e}\":1}}");
    let fine = write("-fine.json", "{\"case_id\":\"x\",\"answers\":{}}");
    let script = write("-script.toml", "[script]\n\"\\u001b[2J\\u202E\" = 1\n");
    let catalogue = write("-catalogue.toml", "[catalogue]\n\"\\u009b2J\" = \"\\u202E\"\nx = '\u{202e}'\n");
    let folder_name = folder.path().display().to_string();
    let missing = format!("{folder_name}/{NAME}-missing.json");
    let out = format!("{folder_name}/no/{NAME}.json");
    for args in [
        &["score", &bad][..],
        &["score", &missing],
        &["score", &fine, "--format", "html", "--result", &out],
        &["explain", &bad],
        &["explain", &fine, "--set", NAME],
        &["explain", &fine, "--set", "\u{1b}[2J=present"],
        &["batch", &bad, &fine, &missing],
        &["batch", &bad, &fine, "--format", "csv"],
        &["batch", &bad, &fine, "--format", "table"],
        &["batch", &fine, "--where", NAME],
        &["batch", &fine, "--rejects", &out],
        &["screen", "--script", &script],
        &["screen", "--script", &missing],
        &["screen", "--store", &out, "--resume", NAME],
        &["catalogue", "check", &catalogue],
        &["catalogue", "check", "--short", &catalogue],
        &["catalogue", "show", NAME],
        &["case", "show", NAME, "--store", &folder_name],
        &["catalogue", "show", "--catalogue", NAME],
        &["batch", &fine, "--country-file", &missing],
        &[NAME],
        &["score", &format!("--{NAME}")],
        &["score", "--format", NAME, "x"],
    ] {
        let told = clean(&ran(args));
        assert!(!told.is_empty(), "{args:?}");
    }
}

#[test]
fn a_program_reads_the_name_of_a_file_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [NAME, "other"] {
        let case = "{\"case_id\":\"x\",\"answers\":{}}";
        std::fs::write(folder.path().join(format!("{name}.json")), case).expect("a file");
    }
    let folder = folder.path().display().to_string();
    let (results, _) = came(&program(&[&folder]).output().expect("it runs"), 0);
    let files: Vec<String> = results
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["file"].as_str().expect("a name").to_owned()
        })
        .collect();
    assert!(files.iter().any(|file| file.ends_with(&format!("{NAME}.json"))), "{files:?}");
    assert!(!results.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
    let (rows, _) = came(&program(&[&folder, "--format", "csv"]).output().expect("it runs"), 0);
    assert!(!rows.contains(['\u{1b}', '\u{9b}', '\u{202e}']) && rows.contains('�'), "{rows}");
}

/// Ways to write to a screen, and the files that may: each says why.
const WAYS_OUT: [(&str, &[&str]); 9] = [
    // `print` and `show_message`, which filter.
    ("io::stdout().lock()", &["cli/console.rs", "cli/commands/completions.rs"]),
    ("writeln!(io::stderr()", &["cli/console.rs"]),
    // The interview, which shows every text before it styles it; `show_message` asks only how wide it is.
    (
        "Term::stderr()",
        &[
            "cli/console.rs",
            "terminal/screen.rs",
            "terminal/alternate_screen.rs",
            "terminal/raw_mode.rs",
            "terminal/secret.rs",
            "terminal/signals.rs",
        ],
    ),
    ("write_str(&format!(", &["terminal/keys.rs", "terminal/secret.rs", "terminal/signals.rs"]),
    ("write_line(", &["terminal/screen.rs", "terminal/keys.rs"]),
    ("Lines::new(io::stdin()", &["terminal/prompter.rs"]),
    // Prompts of a library, which filters nothing: theirs is empty, and ours stands before it.
    ("with_prompt(", &[]),
    ("dialoguer::Input", &["terminal/screen.rs"]),
    ("dialoguer::Password", &[]),
];

#[test]
fn nothing_goes_round_the_filter() {
    let src = root().join("src");
    for path in below(&src, "rs") {
        let name = path.strip_prefix(&src).expect("below src").display().to_string();
        let code = text(&path);
        for (way, allowed) in WAYS_OUT {
            assert!(!code.contains(way) || allowed.contains(&name.as_str()), "{name} writes by {way}");
        }
        let own_escape = code.contains("fn hidden(") || code.contains("is_control()");
        let may = ["escape.rs", "summary/disclosure_control.rs", "report/summary.rs"];
        assert!(!own_escape || may.contains(&name.as_str()), "{name} has a list of its own of what is hidden");
    }
}
