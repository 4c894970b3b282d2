//! Words: nothing the tool can print passes a verdict on a person, and no Rust line knows what the catalogues name.

use crate::files;
use std::collections::BTreeSet;
use tipscreen::catalogue::{AskedBy, Catalogue, builtin};

fn catalogues() -> Vec<Catalogue> {
    builtin::ids().map(|id| Catalogue::builtin(id).expect("there").expect("whole")).collect()
}

/// Every text in double quotes of the program's own sources, comments left out.
fn literals() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in files::below(&files::root().join("src"), "rs") {
        let text = files::text(&path);
        // Texts that run over several lines are joined first, as the compiler does.
        let text = text.replace("\\\n", " ");
        for line in text.lines() {
            let line = line.trim_start();
            // The help of the command line is written as doc comments, so those of cli.rs count.
            let help = path.ends_with("cli.rs") && line.starts_with("///");
            if line.starts_with("//") && !help {
                continue;
            }
            let texts: Vec<&str> = if help { vec![line] } else { line.split('"').skip(1).step_by(2).collect() };
            found.extend(texts.into_iter().map(|text| (path.display().to_string(), text.to_owned())));
        }
    }
    assert!(found.len() > 300, "the literals were not found");
    found
}

/// Every text of a catalogue that can be printed.
fn texts(catalogue: &Catalogue) -> Vec<String> {
    let mut texts = vec![
        catalogue.title.clone(),
        catalogue.status.clone(),
        catalogue.validation.clone(),
        catalogue.review.clone(),
        catalogue.caveat.clone(),
    ];
    for one in &catalogue.indicators {
        texts.extend([&one.statement, &one.prompt, &one.observe, &one.include, &one.exclude].map(Clone::clone));
        texts.extend(one.anchors.iter().flat_map(|anchors| anchors.texts.clone()));
    }
    for one in &catalogue.facts {
        texts.extend([one.title.clone(), one.prompt.clone(), one.help.clone()]);
        texts.extend(one.values.iter().map(|value| value.text.clone()));
    }
    texts.extend(catalogue.sections.iter().flat_map(|one| [one.title.clone(), one.say.clone()]));
    texts.extend(catalogue.areas.iter().map(|one| one.title.clone()));
    texts.extend(catalogue.flags.iter().map(|one| one.title.clone()));
    texts.extend(catalogue.gates.iter().map(|one| one.say.clone()));
    texts.extend(catalogue.findings.iter().flat_map(|one| [one.title.clone(), one.meaning.clone()]));
    let guidelines = &catalogue.guidelines;
    texts.extend(guidelines.urgencies.iter().flat_map(|one| [one.title.clone(), one.within.clone()]));
    texts.extend(guidelines.pathways.iter().flat_map(|one| [one.title.clone(), one.text.clone()]));
    texts.extend(guidelines.actions.iter().map(|one| one.text.clone()));
    texts.extend(guidelines.safeguards.iter().map(|one| one.text.clone()));
    texts.extend(guidelines.contraindications.iter().map(|one| one.text.clone()));
    texts.extend(guidelines.card.iter().flat_map(|card| card.lines.iter().chain(&card.subject).cloned()));
    texts.extend([catalogue.stopped.clone(), catalogue.safe_close.clone(), catalogue.offer_pause.clone()]);
    texts
}

/// Whether a text calls somebody a victim, or says that somebody is none, or passes another verdict.
fn is_verdict(text: &str) -> bool {
    let text = text.to_lowercase();
    // The one phrase for the highest outcome.
    let text = text.replace("presumed victim", "").replace("presumed victims", "");
    // What stands above totals, which are of nobody in particular, so that they are not taken for one.
    let text = text.replace("not a count of victims", "");
    let verdicts = [
        "victim",
        "was trafficked",
        "is trafficked",
        "been trafficked",
        "not trafficked",
        "were trafficked",
        "no trafficking",
        "prostitute",
        "illegals",
        "illegal migrant",
        "illegal immigrant",
        "suspect ",
        "confess",
        "is lying",
        "probability of",
        "likelihood of trafficking",
        "cleared of",
    ];
    verdicts.iter().any(|verdict| text.contains(verdict))
}

#[test]
fn the_search_knows_a_verdict_when_it_sees_one() {
    for verdict in ["This person is a victim.", "Not a victim of trafficking", "She was trafficked"] {
        assert!(is_verdict(verdict), "{verdict}");
    }
    assert!(!is_verdict("Refer for formal identification as a presumed victim."));
}

#[test]
fn no_text_passes_a_verdict_on_a_person() {
    let mut wrong: Vec<String> = literals()
        .into_iter()
        .filter(|(_, text)| is_verdict(text))
        .map(|(file, text)| format!("{file}: {text}"))
        .collect();
    for catalogue in catalogues() {
        wrong.extend(
            texts(&catalogue)
                .into_iter()
                .filter(|text| is_verdict(text))
                .map(|text| format!("{}: {text}", catalogue.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rust_line_knows_an_id_of_a_catalogue() {
    // Words of the tool's own vocabulary (roles of facts) that a catalogue may use as an id too.
    let vocabulary = [
        "age-when-it-began",
        "consent-to-record",
        "consent-to-refer",
        "notify-home-state",
        "fear-of-return",
        "country",
        "forms",
        "screener",
        // A key of values in the catalogue format.
        "alone",
    ];
    let mut ids = BTreeSet::new();
    for catalogue in catalogues() {
        ids.extend(catalogue.indicators.iter().map(|one| one.id.clone()));
        ids.extend(catalogue.facts.iter().map(|one| one.id.clone()));
        ids.extend(catalogue.findings.iter().map(|one| one.id.clone()));
        ids.insert(catalogue.id);
    }
    let known: Vec<String> = literals()
        .into_iter()
        .filter(|(_, text)| ids.contains(text) && !vocabulary.contains(&text.as_str()))
        .map(|(file, text)| format!("{file}: {text}"))
        .collect();
    let default = format!("{}: {}", files::root().join("src/catalogue/builtin.rs").display(), builtin::DEFAULT);
    assert_eq!(known, [default], "only the name of the default catalogue may stand in the sources, once");
}

/// What is said aloud about an indicator, with its id; `person`: only where it is said to the person.
fn prompts(catalogue: &Catalogue, person: bool) -> Vec<(&str, &str)> {
    let asked = |one: &&tipscreen::catalogue::Indicator| {
        !person || one.who_asks.adult != AskedBy::ObserveOnly || one.who_asks.child != AskedBy::ObserveOnly
    };
    let indicators = catalogue.indicators.iter().filter(asked).map(|one| (one.id.as_str(), one.prompt.as_str()));
    indicators.filter(|(_, prompt)| !prompt.is_empty()).collect()
}

fn sentences(prompt: &str) -> Vec<&str> {
    prompt.split_inclusive(['?', '.']).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

#[test]
fn prompts_are_open_and_short() {
    for catalogue in catalogues() {
        for (id, prompt) in prompts(&catalogue, false) {
            let ends_well = prompt.ends_with('?') || (prompt.contains("Tell me") && prompt.ends_with('.'));
            assert!(ends_well, "{id}: {prompt}");
            let sentences = sentences(prompt);
            assert!(sentences.len() <= 2, "{id}: {prompt}");
            for sentence in sentences {
                let leading = ["Did ", "Do ", "Does ", "Were ", "Was ", "Are ", "Is ", "Have ", "Has ", "Had ", "Why "];
                assert!(!leading.iter().any(|opening| sentence.starts_with(opening)), "{id}: {sentence}");
                assert!(sentence.split_whitespace().count() <= 16, "{id}: {sentence}");
            }
        }
    }
}

/// Words of the field that nobody needs to hear, and idioms that an interpreter stumbles over.
#[test]
fn no_prompt_speaks_the_language_of_an_office() {
    let jargon = [
        "traffick",
        "exploit",
        "victim",
        "recruit",
        "employer",
        "bondage",
        "coerc",
        "perpetrator",
        "offender",
        "indicator",
        "abuse",
        "assault",
        "consent",
        "perceive",
        "facilitat",
        "regarding",
        "if any",
        "came of",
        "get to ",
        "refrain",
        "withh",
        "confiscat",
        "illegal",
        "crime",
        "forced",
    ];
    for catalogue in catalogues() {
        for (id, prompt) in prompts(&catalogue, true) {
            let said = prompt.to_lowercase();
            let found: Vec<_> = jargon.iter().filter(|word| said.contains(*word)).collect();
            assert!(found.is_empty(), "{id}: {found:?} in: {prompt}");
        }
    }
}

/// Flesch's reading ease: 60 is what a child of 13 to 15 reads with ease, 90 a child of 11.
fn reading_ease(prompt: &str) -> f64 {
    let words: Vec<&str> = prompt.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = |number: usize| f64::from(u32::try_from(number).expect("a few"));
    let (words, sentences) = (count(words.len()), count(sentences(prompt).len()));
    206.835 - 1.015 * words / sentences - 84.6 * count(syllables) / words
}

/// Groups of vowels, without a mute e at the end.
fn syllables(word: &str) -> usize {
    let letters: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let groups = letters.split(|letter| !"aeiouy".contains(letter)).filter(|group| !group.is_empty()).count();
    let mute = letters.ends_with('e') && !letters.ends_with("le") && groups > 1;
    (groups - usize::from(mute)).max(1)
}

#[test]
fn the_measure_of_reading_ease_tells_plain_from_hard() {
    assert!(reading_ease("Where do you sleep? Who chose that place?") > 90.0);
    assert!(reading_ease("Describe the contractual conditions governing your accommodation arrangements.") < 10.0);
}

#[test]
fn every_prompt_is_plain_enough_to_be_read_aloud() {
    for catalogue in catalogues() {
        let eases: Vec<(&str, f64)> =
            prompts(&catalogue, false).into_iter().map(|(id, prompt)| (id, reading_ease(prompt))).collect();
        let hard: Vec<_> = eases.iter().filter(|(_, ease)| *ease < 60.0).collect();
        assert!(hard.is_empty(), "hard to read: {hard:?}");
        if let Ok(count) = u32::try_from(eases.len()).map(f64::from)
            && count > 0.0
        {
            let mean = eases.iter().map(|(_, ease)| ease).sum::<f64>() / count;
            assert!(mean >= 85.0, "{}: {mean}", catalogue.id);
        }
    }
}

/// What is hard to ask is asked of a child only by someone trained for it, or by nobody.
#[test]
fn a_child_is_asked_nothing_hard_by_the_untrained() {
    for catalogue in catalogues() {
        for one in catalogue.indicators.iter().filter(|one| one.sensitivity >= 3 && !one.prompt.is_empty()) {
            assert_ne!(one.who_asks.child, AskedBy::Anyone, "{}", one.id);
        }
    }
}
