//! Faults of authoring that leave a catalogue readable are told: what can never come out, what reads alike, what is asked of
//! nobody or too early, what a screening lacks. Nothing of the kind is told where nothing is wrong.

use crate::files::{below, root, text};
use crate::fingerprint_law::cases_for;
use crate::generate::config;
use crate::small_catalogues::small;
use proptest::prelude::*;
use std::path::Path;
use std::process::{Output, Stdio};
use tipscreen::assessment::assess;
use tipscreen::case;
use tipscreen::catalogue::{Catalogue, CatalogueCheck, WordingRules, builtin};
use tipscreen::toml_input::{Diagnostic, Position, SourceFile};

/// The first catalogue of the page for authors, in one file.
fn page() -> String {
    let page = text(&root().join("docs/author.md"));
    let blocks = page.split("```toml\n# mine/").skip(1).take(2);
    blocks.map(|block| block.split_once("```").expect("an end").0.split_once('\n').expect("a name").1).collect()
}

pub fn check(text: &str) -> CatalogueCheck {
    check_by(text, None)
}

fn check_by(text: &str, wording: Option<&WordingRules>) -> CatalogueCheck {
    Catalogue::check(vec![SourceFile { name: "mine.toml".to_owned(), text: text.to_owned() }], Vec::new(), wording)
}

/// Diagnostics and warnings: the code, the line of the file, and the words.
pub fn told(checked: &CatalogueCheck) -> Vec<(&'static str, String, String)> {
    let one = |one: &Diagnostic| {
        let text = &checked.files[one.span().expect("in a file").file].text;
        let line = Position::of(text, one.span().expect("in a file").bytes.start).line;
        let line = text.lines().nth(line - 1).unwrap_or_default().to_owned();
        (one.code.word(), line, format!("{}; {}", one.what, one.help))
    };
    checked.problems.iter().chain(&checked.warnings).map(one).collect()
}

/// The page's catalogue with something replaced, or added at its end.
fn with(changes: &[(&str, &str)], added: &str) -> String {
    let mut whole = page();
    for (from, to) in changes {
        assert!(whole.contains(from), "{from}");
        whole = whole.replacen(from, to, 1);
    }
    whole + added
}

/// A further indicator.
fn indicator(id: &str, keys: &str) -> String {
    let usual = [
        ("statement", format!("\"What {id} says\"")),
        ("prompt", format!("\"What about {id}?\"")),
        ("section", "\"work\"".to_owned()),
        ("dimensions", "[\"labour\"]".to_owned()),
        ("class", "{ adult = \"medium\", child = \"strong\" }".to_owned()),
        ("class_from", "\"ours\"".to_owned()),
        ("severity", "\"none\"".to_owned()),
        ("origin", "[{ source = \"ours\", item = \"proposal\", covers = \"same\" }]".to_owned()),
    ];
    let given = |key: &str| keys.lines().any(|line| line.starts_with(&format!("{key} =")));
    let rest: String =
        usual.iter().filter(|(key, _)| !given(key)).map(|(key, value)| [key, " = ", value, "\n"].concat()).collect();
    format!("\n[[indicator]]\nid = \"{id}\"\n{keys}\n{rest}")
}

#[track_caller]
fn expect(text: &str, code: &str, line: &str, words: &str) {
    let found = told(&check(text));
    let fits = |(one, at, said): &(&str, String, String)| *one == code && at.contains(line) && said.contains(words);
    assert!(found.iter().any(fits), "expected {code} at `{line}` with `{words}`: {found:#?}");
    let others: Vec<_> = found.iter().filter(|(one, ..)| *one != code).collect();
    assert!(others.is_empty(), "and nothing else: {others:#?}");
}

#[track_caller]
fn expect_nothing(text: &str) {
    let found = told(&check(text));
    assert!(found.is_empty(), "{found:#?}");
}

// ---------------------------------------------------------------- nothing is told where nothing is wrong

#[test]
fn the_shipped_catalogues_and_those_of_the_page_are_clean() {
    let rules = WordingRules::builtin().expect("whole");
    for id in builtin::ids() {
        let found = told(&Catalogue::check(builtin::files(id).expect("built in"), Vec::new(), Some(&rules)));
        assert!(found.is_empty(), "{id}: {found:#?}");
    }
    let found = told(&check_by(&page(), Some(&rules)));
    assert!(found.is_empty(), "{found:#?}");
    expect_nothing(&text(&root().join("tests/data/catalogue/law.toml")));
}

// ---------------------------------------------------------------- findings

const GROUNDS: &str = r#"when = { because = "a strong sign of control, and a sign of exploitation", pair = {
  a = { elements = ["means"], strength = "strong" },
  b = { elements = ["purpose"], strength = "medium" },
} }"#;
const LOOK: &str = "when = { count = { of = {}, at_least = 1 } }";

/// A rule of rank 3, one of rank 2, and whether the second can never stand.
const RULES: [(&str, &str, bool); 26] = [
    // The same rule, whatever words stand around it.
    ("{ count = { of = {}, at_least = 1 } }", "{ count = { of = {}, at_least = 1 } }", true),
    (
        "{ count = { of = {}, at_least = 1 }, because = \"x\" }",
        "{ any = [{ count = { of = {}, at_least = 1 } }] }",
        true,
    ),
    ("{ count = { of = {}, at_least = 1 } }", "{ count = { of = {}, at_least = 2 } }", true),
    ("{ count = { of = {}, at_least = 2 } }", "{ count = { of = {}, at_least = 1 } }", false),
    ("{ count = { of = { elements = [\"means\"] }, at_least = 1 } }", "{ count = { of = {}, at_least = 1 } }", false),
    ("{ count = { of = {}, at_least = 1 } }", "{ count = { of = { elements = [\"means\"] }, at_least = 1 } }", true),
    (
        "{ count = { of = { strength = \"weak\" }, at_least = 1 } }",
        "{ indicator = \"papers-kept\", present = true, strength = \"medium\" }",
        true,
    ),
    (
        "{ count = { of = { strength = \"strong\" }, at_least = 1 } }",
        "{ indicator = \"papers-kept\", present = true }",
        false,
    ),
    // What stands among alternatives, or beside other parts.
    (
        "{ any = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] }",
        "{ element = \"purpose\", is = \"shown\" }",
        true,
    ),
    (
        "{ element = \"purpose\", is = \"shown\" }",
        "{ any = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] }",
        false,
    ),
    (
        "{ element = \"purpose\", is = \"shown\" }",
        "{ all = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] }",
        true,
    ),
    (
        "{ all = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] }",
        "{ element = \"purpose\", is = \"shown\" }",
        false,
    ),
    ("{ element = \"means\", is = \"shown\" }", "{ dimension = \"control\", is = \"positive\" }", true),
    ("{ element = \"means\", is = \"positive\" }", "{ dimension = \"control\", is = \"shown\" }", false),
    ("{ dimension = \"control\", is = \"shown\" }", "{ indicator = \"papers-kept\", present = true }", true),
    (
        "{ count = { of = {}, at_least = 2 } }",
        "{ pair = { a = { elements = [\"means\"] }, b = { elements = [\"purpose\"] } } }",
        true,
    ),
    (
        "{ count = { of = {}, at_least = 3 } }",
        "{ pair = { a = { elements = [\"means\"] }, b = { elements = [\"purpose\"] } } }",
        false,
    ),
    ("{ points = { over = {} }, at_least = 2 }", "{ points = { over = {} }, at_least = 5 }", true),
    (
        "{ pattern = { over = {}, any_of = [{ medium = 1 }] } }",
        "{ pattern = { over = {}, any_of = [{ strong = 1 }] } }",
        true,
    ),
    (
        "{ pattern = { over = {}, any_of = [{ strong = 1 }] } }",
        "{ pattern = { over = {}, any_of = [{ medium = 2 }] } }",
        false,
    ),
    // Facts: what is open is neither.
    ("{ fact = \"age\", any_of = [\"adult\", \"unclear\"] }", "{ fact = \"age\", is = \"unclear\" }", true),
    (
        "{ any = [{ fact = \"age\", is = \"child\" }, { not = { fact = \"age\", is = \"child\" } }] }",
        "{ count = { of = {}, at_least = 1 } }",
        false,
    ),
    ("{ not = { fact = \"age\", is = \"child\" } }", "{ fact = \"age\", is = \"adult\" }", true),
    (
        "{ any = [{ core_complete = true }, { count = { of = {}, at_least = 1 } }] }",
        "{ all = [{ core_complete = true }, { fact = \"age\", is = \"adult\" }] }",
        true,
    ),
    ("{ not = { count = { of = {}, at_least = 1 } } }", "{ not = { element = \"means\", is = \"shown\" } }", false),
    (
        "{ at_least = { n = 1, of = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] } }",
        "{ at_least = { n = 2, of = [{ element = \"means\", is = \"shown\" }, { element = \"purpose\", is = \"shown\" }] } }",
        true,
    ),
];

#[test]
fn a_finding_that_those_above_it_forestall_is_refused() {
    for (above, below, hidden) in RULES {
        let changed = with(&[(LOOK, &format!("when = {below}")), (GROUNDS, &format!("when = {above}"))], "");
        let found = told(&check(&changed));
        let is_told = found.iter().any(|(code, ..)| *code == "never-stands");
        assert_eq!(is_told, hidden, "{above}\n{below}\n{found:#?}");
        // An indicator that the changed rules no longer read is another matter.
        let is_named =
            found.iter().any(|(_, line, words)| line == "[[finding]]" && words.contains("`grounds` ranks above it"));
        assert_eq!(is_named, hidden, "{found:#?}");
    }
}

#[test]
fn several_above_may_hide_one_between_them_and_a_child_may_keep_it() {
    let means = "{ element = \"means\", is = \"shown\" }";
    let purpose = "{ element = \"purpose\", is = \"shown\" }";
    let both = format!("when = {{ any = [{means}, {purpose}] }}");
    let more = format!("\n[[finding]]\nid = \"means\"\nrank = 4\ntitle = \"M\"\nmeaning = \"m\"\nwhen = {means}\n");
    let hidden = with(&[(GROUNDS, &format!("when = {purpose}")), (LOOK, &both)], &more);
    expect(&hidden, "never-stands", "[[finding]]", "those above it hold");
    // Of children it can still come out.
    let of_children = format!("{both}\nchild = {{ fact = \"agrees-to-record\", is = \"no\" }}");
    expect_nothing(&with(&[(GROUNDS, &format!("when = {purpose}")), (LOOK, &of_children)], &more));
    // A flag is what it says.
    let flag = format!("\n[[flag]]\nid = \"shown\"\ntitle = \"Shown\"\nwhen = {{ any = [{means}, {purpose}] }}\n");
    let hidden = with(&[(GROUNDS, "when = { flag = \"shown\" }"), (LOOK, &format!("when = {means}"))], &flag);
    expect(&hidden, "never-stands", "[[finding]]", "`grounds` ranks above it");
}

#[test]
fn what_is_always_taken_away_is_refused() {
    let of = |kind: &str, keys: &str| {
        format!("\n[[{kind}]]\nsources = [{{ source = \"ours\", item = \"proposal\" }}]\n{keys}\n")
    };
    let looked = "{ finding = \"look-further\", at_least = true }";
    let grounds = "{ finding = \"grounds\", is = true }";
    let urgency = |id: &str, rank: usize, when: &str| {
        of("urgency", &format!("id = \"{id}\"\nrank = {rank}\ntitle = \"{id}\"\nwithin = \"a day\"\nwhen = {when}"))
    };
    let routine = urgency("routine", 0, "{ otherwise = true }");
    let hidden = with(&[], &(urgency("first", 2, looked) + &urgency("second", 1, grounds) + &routine));
    expect(&hidden, "never-stands", "[[urgency]]", "`first` ranks above it");
    expect_nothing(&with(&[], &(urgency("first", 2, grounds) + &urgency("second", 1, looked) + &routine)));
    let pathway = |when: &str, more: &str| {
        of("pathway", &format!("id = \"help\"\ntitle = \"Help\"\ntext = \"They help.\"\nwhen = {when}\n{more}"))
    };
    let consent = "\n[consent]\nnot_needed = { fact = \"age\", is = \"child\" }\ngiven = { fact = \"agrees-to-talk\", is = \"yes\" }\nwithheld = { fact = \"agrees-to-talk\", is = \"no\" }\nsources = [{ source = \"ours\", item = \"proposal\" }]\n";
    let asked = "\n[[fact]]\nid = \"agrees-to-help\"\ntitle = \"Agrees to help\"\ntype = \"yes-no\"\nrole = \"consent-to-refer\"\nsection = \"start\"\nto = \"person\"\nprompt = \"May I ask them?\"\n";
    let rest = format!("{consent}{asked}");
    expect_nothing(&with(&[], &(pathway(looked, &format!("unless = {grounds}")) + &rest)));
    let taken = with(&[], &(pathway(grounds, &format!("unless = {looked}")) + &rest));
    expect(&taken, "never-stands", "[[pathway]]", "taken away whenever it holds");
    let against =
        of("contraindication", &format!("id = \"not-so\"\ntext = \"Not so.\"\npathways = [\"help\"]\nwhen = {looked}"));
    let ruled_out = with(&[], &(pathway(grounds, "") + &against + &rest));
    expect(&ruled_out, "never-stands", "[[pathway]]", "`not-so` rules it out");
}

proptest! {
    #![proptest_config(config(300))]

    /// Whatever the rules: a finding that is said never to stand does not, in any of many cases.
    #[test]
    fn no_finding_is_said_to_be_hidden_that_can_come_out(small in small()) {
        let catalogue = &small.catalogue;
        let files = vec![SourceFile { name: "small.toml".to_owned(), text: small.text.clone() }];
        let checked = Catalogue::check(files, Vec::new(), None);
        let told: Vec<String> = checked.problems.iter().filter(|one| one.code.word() == "never-stands").map(|one| {
            let table = &small.text[one.span().expect("in a file").bytes.start..];
            let id = table.split("id = \"").nth(1).and_then(|rest| rest.split('"').next());
            id.unwrap_or_default().to_owned()
        }).collect();
        prop_assert!(told.iter().all(|id| id.starts_with("finding-")), "{:?}", told);
        if !told.is_empty() {
            for line in cases_for(catalogue, 300) {
                let case = case::read(&line, catalogue).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let found = &catalogue.findings[assess(catalogue, &case, &mut ()).finding.0].id;
                prop_assert!(!told.contains(found), "{} comes out of {}", found, line);
            }
        }
    }
}

// ---------------------------------------------------------------- what reads alike

#[test]
fn two_options_that_read_alike_are_refused() {
    for twin in ["18 or older", "18 OR  older.", "(18 or older)"] {
        let changed = with(&[("text = \"Under 18\"", &format!("text = \"{twin}\""))], "");
        expect(&changed, "same-text", "values = [", "reads the same");
    }
    // A sign can turn a meaning round.
    expect_nothing(&with(
        &[("text = \"18 or older\"", "text = \"> 18\""), ("text = \"Under 18\"", "text = \"< 18\"")],
        "",
    ));
}

#[test]
fn two_things_that_read_alike_are_warned_of() {
    let changed = with(&[("title = \"Agrees to a record\"", "title = \"Agrees to talk.\"")], "");
    expect(&changed, "same-title", "[[fact]]", "it has the same words as the fact `agrees-to-talk`");
    let changed = with(&[("title = \"Look further\"", "title = \"Grounds to refer\"")], "");
    expect(&changed, "same-title", "[[finding]]", "it has the same words as the finding `grounds`");
    assert!(check(&changed).catalogue.is_some(), "it is used all the same");
}

#[test]
fn an_indicator_that_copies_another_is_warned_of() {
    let statement = "statement = \"Someone else has the person's papers, and the person cannot get them back\"";
    let prompt = "prompt = \"where are the papers now\"";
    let real = "prompt = \"Where are your papers now?\"";
    let group = "\n[[group]]\nid = \"papers\"\ntitle = \"Papers\"\n";
    expect(
        &with(&[], &indicator("copy", statement)),
        "copied-indicator",
        "[[indicator]]",
        "same `statement` as `papers-kept`",
    );
    expect(&with(&[], &indicator("copy", real)), "copied-indicator", "[[indicator]]", "same `prompt` as `papers-kept`");
    expect_nothing(&with(&[], &indicator("copy", prompt)));
    // One group counts once.
    let grouped = with(&[("id = \"papers-kept\"\n", "id = \"papers-kept\"\ngroup = \"papers\"\n")], "");
    expect_nothing(&(grouped + &indicator("copy", &format!("{statement}\ngroup = \"papers\"")) + group));
    // Two items of a source are two things, whatever they are called; what is asked of adults alone is never asked together
    // with what is asked of children alone.
    let source =
        "\n[[source]]\nid = \"list\"\ntitle = \"A list\"\npublisher = \"Someone\"\nurl = \"\"\nstanding = \"seen\"\n";
    let cited =
        |item: &str| format!("{statement}\norigin = [{{ source = \"list\", item = \"{item}\", covers = \"same\" }}]");
    let own = "origin = [{ source = \"ours\", item = \"proposal\", covers = \"same\" }]   # same | wider";
    let kept =
        with(&[(own, "origin = [{ source = \"list\", item = \"1\", covers = \"same\" }]   # same | wider")], source);
    expect_nothing(&(kept.clone() + &indicator("copy", &cited("2"))));
    expect(&(kept + &indicator("copy", &cited("1"))), "copied-indicator", "[[indicator]]", "papers-kept");
    let adults = indicator("one", "prompt = \"What else?\"\nclass = { adult = \"medium\" }");
    let children = indicator("two", "prompt = \"What else?\"\nclass = { child = \"medium\" }");
    expect_nothing(&with(&[], &(adults + &children)));
}

// ---------------------------------------------------------------- what is asked, and of whom

#[test]
fn a_class_and_an_ask_if_that_exclude_each_other_are_warned_of() {
    let of = |class: &str, ask_if: &str| {
        with(&[], &indicator("never-two", &format!("class = {{ {class} }}\nask_if = {ask_if}")))
    };
    let age = |value: &str| format!("{{ fact = \"age\", is = \"{value}\" }}");
    for (class, ask_if, excluded) in [
        ("adult = \"strong\"", age("child"), true),
        ("child = \"strong\"", age("adult"), true),
        ("adult = \"strong\"", age("adult"), false),
        ("child = \"strong\"", age("unclear"), false),
        ("adult = \"strong\", child = \"strong\"", age("child"), false),
        ("adult = \"strong\"", "{ not = { fact = \"age\", is = \"adult\" } }".to_owned(), true),
        (
            "adult = \"strong\"",
            format!("{{ any = [{}, {{ indicator = \"papers-kept\", present = true }}] }}", age("child")),
            false,
        ),
        (
            "adult = \"strong\"",
            format!("{{ all = [{}, {{ indicator = \"papers-kept\", present = true }}] }}", age("child")),
            true,
        ),
    ] {
        let changed = of(class, &ask_if);
        if excluded {
            expect(&changed, "only-while-age-open", "[[indicator]]", "its `ask_if` only for others");
        } else {
            expect_nothing(&changed);
        }
    }
}

#[test]
fn an_ask_if_that_reads_what_is_asked_later_is_warned_of() {
    let asks =
        |reads: &str, more: &str| indicator("early", &format!("section = \"freedom\"\nask_if = {reads}\n{more}"));
    let rest = "{ indicator = \"hours-long\", present = true }";
    expect(&with(&[], &asks(rest, "")), "reads-later", "[[indicator]]", "reads `hours-long`");
    // Core questions come first, whatever their section.
    expect_nothing(&with(&[("id = \"hours-long\"\n", "id = \"hours-long\"\ntier = \"core\"\n")], &asks(rest, "")));
    expect_nothing(&with(&[], &asks("{ indicator = \"papers-kept\", present = true }", "")));
    let closing = "\n[[section]]\nid = \"end\"\ntitle = \"The end\"\nplace = \"closing\"\n[[fact]]\nid = \"wishes\"\ntitle = \"Wishes\"\ntype = \"yes-no\"\nsection = \"end\"\nto = \"person\"\nprompt = \"What do you wish?\"\n";
    let late = with(&[], &(asks("{ fact = \"wishes\", is = \"yes\" }", "") + closing));
    expect(&late, "reads-later", "[[indicator]]", "reads `wishes`");
    // What no interview asks comes from elsewhere.
    let never = closing.replace("to = \"person\"", "asked = false\nto = \"person\"");
    expect_nothing(&with(&[], &(asks("{ fact = \"wishes\", is = \"yes\" }", "") + &never)));
}

#[test]
fn a_role_that_a_screening_needs_is_missed() {
    for role in ["safe-place", "age", "consent", "consent-to-record"] {
        let line =
            page().lines().find(|line| line.starts_with(&format!("role = \"{role}\""))).expect("there").to_owned();
        expect(&with(&[(&line, "")], ""), "missing-role", "[catalogue]", &format!("role = \"{role}\""));
        // A fact that no interview asks plays it for nobody.
        expect(&with(&[(&line, &format!("{line}\nasked = false"))], ""), "missing-role", "[catalogue]", role);
        // Scoring asks nobody.
        expect_nothing(&with(&[(&line, ""), ("use = \"screen\"", "use = \"score\"")], ""));
    }
}

// ---------------------------------------------------------------- the command

fn tipscreen(folder: &Path, args: &[&str]) -> Output {
    let mut command = crate::program::program();
    command.args(args).env_remove("TIPSCREEN_COUNTRIES").env("XDG_CONFIG_HOME", "/nowhere");
    command.current_dir(folder).stdin(Stdio::null()).output().expect("the program starts")
}

/// Each of the catalogues in which a fault was not told, as the command tells it.
#[test]
fn what_was_not_told_is_told_by_the_command() {
    let folder = root().join("tests/data/faults/12-authoring-faults-not-told");
    let faults = [
        ("finding-never-stands", 3, "error[never-stands]", "`grounds` ranks above it"),
        ("copied-indicator", 0, "warning[copied-indicator]", "papers-kept"),
        ("two-options-one-text", 3, "error[same-text]", "reads the same"),
        ("class-and-ask-if-exclude-each-other", 0, "warning[only-while-age-open]", "only for adults"),
    ];
    for (name, exit, code, words) in faults {
        let out = tipscreen(&folder, &["catalogue", "check", &format!("./{name}/")]);
        let printed = String::from_utf8_lossy(&out.stdout);
        assert_eq!(out.status.code(), Some(exit), "{name}: {printed}");
        assert!(printed.contains(code) && printed.contains(words), "{name}: {printed}");
        assert!(!printed.contains("no problem"), "{name}: {printed}");
        let strict = tipscreen(&folder, &["catalogue", "check", &format!("./{name}/"), "--strict", "--short"]);
        assert_eq!(strict.status.code(), Some(3), "{name}: warnings count");
        let short = String::from_utf8_lossy(&strict.stdout);
        assert!(short.lines().any(|line| line.contains(code.split(['[', ']']).nth(1).expect("a code"))), "{short}");
    }
    assert_eq!(below(&folder, "toml").len(), 2 * faults.len());
}

#[test]
fn wording_is_looked_at_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let added = [
        indicator("a", "prompt = \"Did anyone take your papers?\""),
        indicator("b", "prompt = \"Where do you sleep? Who chose it? Who else sleeps there?\""),
        indicator("c", "prompt = \"What did your employer do?\""),
        indicator("d", "prompt = \"What contractual obligations governing accommodation applied?\""),
        indicator("e", "prompt = \"Where do you sleep\"\nstatement = \"The victim sleeps badly\""),
        indicator("f", "sensitivity = 4\nwho_asks = { adult = \"anyone\", child = \"anyone\" }"),
        indicator("g", "prompt = \"คุณนอนที่ไหน\""),
    ];
    std::fs::write(folder.path().join("mine.toml"), with(&[], &added.concat())).expect("a file");
    let out = tipscreen(folder.path(), &["catalogue", "check", "./mine.toml"]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("no problem"), "{out:?}");
    let out = tipscreen(folder.path(), &["catalogue", "check", "./mine.toml", "--wording", "--short"]);
    let printed = String::from_utf8_lossy(&out.stdout);
    assert_eq!(out.status.code(), Some(0), "{printed}");
    let whole = text(&folder.path().join("mine.toml"));
    let line_of = |words: &str| whole.lines().position(|line| line.contains(words)).expect("there") + 1;
    for (words, code) in [
        ("Did anyone take", "wording-form"),
        ("Who chose it?", "wording-length"),
        ("your employer", "wording-jargon"),
        ("contractual", "wording-hard"),
        ("\"Where do you sleep\"", "wording-form"),
        ("The victim", "wording-verdict"),
        ("sensitivity = 4", "wording-child"),
    ] {
        let at = if code == "wording-child" { line_of(words) + 1 } else { line_of(words) };
        let expected = format!("./mine.toml:{at}:");
        let is_told = |line: &str| line.starts_with(&expected) && line.contains(&format!("warning: {code}: "));
        assert!(printed.lines().any(is_told), "{expected} {code}\n{printed}");
    }
    assert!(!printed.contains(&format!("mine.toml:{}:", line_of("คุณ"))), "rules for English judge no Thai: {printed}");
    // Other rules, from a file.
    std::fs::write(folder.path().join("rules.toml"), "[jargon]\nwords = [\"sleep\"]\n").expect("a file");
    let out = tipscreen(folder.path(), &["catalogue", "check", "./mine.toml", "--wording=./rules.toml", "--short"]);
    let printed = String::from_utf8_lossy(&out.stdout);
    let told: Vec<&str> = printed.lines().filter(|line| line.contains("warning: ")).collect();
    assert!(told.len() == 2 && told.iter().all(|line| line.contains("wording-jargon")), "{printed}");
    std::fs::write(folder.path().join("rules.toml"), "[jargn]\nwords = [\"sleep\"]\n").expect("a file");
    let out = tipscreen(folder.path(), &["catalogue", "check", "./mine.toml", "--wording=./rules.toml"]);
    assert_eq!(out.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&out.stderr).contains("unknown-key"), "{out:?}");
}
