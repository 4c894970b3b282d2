//! What people read of a catalogue: everything can be shown by its id, and the paper questionnaire is whole.

use crate::generate::shipped;
use tipscreen::catalogue::{Question, Tier};
use tipscreen::report::catalogue::paper_form;
use tipscreen::report::catalogue::paper_form::PaperForm;
use tipscreen::report::one_thing;
use tipscreen::report::{at_a_glance, shown_ids};

#[test]
fn everything_in_a_catalogue_can_be_shown_by_its_id() {
    for id in shown_ids(shipped()) {
        let shown = one_thing(shipped(), id, 100, false).unwrap_or_else(|| panic!("`{id}` is not shown"));
        assert!(shown.contains(id), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 100), "{id} is too wide");
    }
    assert_eq!(one_thing(shipped(), "no-such-thing", 100, false), None);
    let glance = at_a_glance(shipped(), 100);
    let words: Vec<&str> = glance.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).collect();
    let missing: Vec<&str> = shown_ids(shipped()).filter(|id| !words.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn an_indicator_is_shown_with_all_there_is_on_it() {
    let shown = one_thing(shipped(), "kept-at-sea", 100, false).expect("there");
    let said = shown.replace(['│', '┆', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "kept at sea and cannot get off",
        "Under 6 months",
        "6 to 12 months",
        "Over 12 months",
        "the voyage length agreed before",
        "Work on a boat or at sea",
        "never-out-alone",
        "strong / strong",
        "anyone / child-specialist",
    ] {
        assert!(said.contains(part), "not shown: {part}\n{shown}");
    }
}

/// A wrapped text in one line, so that it can be searched.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_paper_questionnaire_holds_every_question_with_its_branches() {
    let catalogue = shipped();
    let (text, page) =
        (paper_form::text(&PaperForm::of(catalogue, false), 80), paper_form::page(&PaperForm::of(catalogue, false)));
    assert!(text.lines().all(|line| line.chars().count() <= 80), "too wide for paper");
    let (text, page) = (in_one_line(&text), in_one_line(&unescaped(&page)));
    for question in catalogue.questions() {
        let texts = match question {
            Question::Fact(at) => vec![&catalogue.fact(*at).prompt, &catalogue.fact(*at).help],
            Question::Indicator(at) => {
                let one = catalogue.indicator(*at);
                let mut texts = vec![&one.statement, &one.prompt, &one.observe, &one.include, &one.exclude];
                texts.extend(one.anchors.iter().flat_map(|anchors| &anchors.texts));
                texts
            }
        };
        for part in texts.into_iter().map(|part| in_one_line(part)) {
            assert!(text.contains(&part), "not in the text: {part}");
            assert!(page.contains(&part), "not on the page: {part}");
        }
    }
    for part in catalogue.gates.iter().map(|gate| &gate.say) {
        assert!(text.contains(&in_one_line(part)) && page.contains(&in_one_line(part)), "{part}");
    }
    for finding in &catalogue.findings {
        let meaning = in_one_line(&finding.meaning.whole());
        assert!(text.contains(&meaning) && page.contains(&meaning));
    }
    let actions = catalogue.guidelines.actions.iter().map(|one| one.text.whole());
    let safeguards = catalogue.guidelines.safeguards.iter().map(|one| one.text.whole());
    for part in actions.chain(safeguards).map(|part| in_one_line(&part)) {
        assert!(text.contains(&part) && page.contains(&part), "{part}");
    }
}

#[test]
fn a_core_sheet_asks_core_questions_only_and_points_at_none_that_it_lacks() {
    let catalogue = shipped();
    let text = in_one_line(&paper_form::text(&PaperForm::of(catalogue, true), 80));
    for one in &catalogue.indicators {
        let asked = text.contains(&in_one_line(&one.statement));
        let named_by_a_rule = one.tier == Tier::Detail && text.contains(&format!("“{}”", one.statement));
        assert!(asked == (one.tier == Tier::Core) || named_by_a_rule, "{}", one.id);
    }
}

#[test]
fn the_page_loads_nothing_and_escapes_what_it_is_given() {
    let page = paper_form::page(&PaperForm::of(shipped(), false));
    for foreign in ["http://", "https://", "<script", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let source = crate::files::text(&crate::files::root().join("tests/data/catalogue/least.toml"));
    let hostile = source.replace("Someone else keeps the papers", "<script>alert(1)</script> & \\\"x\\\"");
    let file = tipscreen::toml_input::SourceFile { name: "hostile.toml".to_owned(), text: hostile };
    let catalogue = tipscreen::catalogue::Catalogue::read(vec![file]).expect("it is read");
    let page = paper_form::page(&PaperForm::of(&catalogue, false));
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;"), "{page}");
}

fn unescaped(page: &str) -> String {
    let page = page.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#x2f;", "/").replace("&#x2F;", "/");
    page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
