//! Rules of wording: what a program can check about how a catalogue speaks to and about people. All of them only warn.
//! The rest is for human review.
//!
//! The words and limits are data, in `indicators/wording.toml`. Another file can replace it.

mod reading;
mod said;

use super::Check;
use crate::catalogue::read::names::TableKind;
use crate::catalogue::{AskedBy, CatalogueErrors, Indicator, builtin};
use crate::toml_input::{Code, Diagnostics, SourceFile, Span, TomlTable, TomlValue};
use reading::{is_english, reading_ease, sentences};

/// The rules of a file. Any of them may be missing.
#[derive(Clone, Debug, Default)]
pub struct WordingRules {
    verdict: Option<Verdict>,
    prompt: Option<PromptForm>,
    /// Parts of words, in lower case.
    jargon: Vec<String>,
    ease: Option<Ease>,
    /// From this sensitivity on, only people who are trained for it may ask a child.
    hard_from: Option<i64>,
}

/// Phrases that pass a verdict, and phrases in which the same words are allowed, in lower case.
#[derive(Clone, Debug)]
struct Verdict {
    phrases: Vec<String>,
    except: Vec<String>,
}

/// The limits for the form of a prompt.
#[derive(Clone, Debug)]
struct PromptForm {
    ends_with: String,
    or_begins: String,
    closed: Vec<String>,
    most_sentences: usize,
    most_words: usize,
    most_questions: usize,
}

/// The least reading ease of one prompt, and of all on average, in hundredths.
#[derive(Clone, Copy, Debug)]
struct Ease {
    least: i64,
    least_mean: i64,
}

impl WordingRules {
    /// The rules for the built-in catalogues.
    ///
    /// # Errors
    /// Their problems, if they have any.
    pub fn builtin() -> Result<Self, CatalogueErrors> {
        Self::read(builtin::wording())
    }

    /// # Errors
    /// Every problem of the file.
    pub fn read(file: SourceFile) -> Result<Self, CatalogueErrors> {
        let problems = Diagnostics::default();
        let files = vec![file];
        let rules = crate::toml_input::parse(0, &files[0], &problems).map(|document| {
            let root = TomlTable::new(document.get_ref(), Span { file: 0, bytes: 0..0 }, &problems);
            Self {
                verdict: inner(&root, "verdict").map(|table| Verdict {
                    phrases: words(&table, "phrases"),
                    except: if table.keys().contains(&"except") { words(&table, "except") } else { Vec::new() },
                }),
                prompt: inner(&root, "prompt").map(|table| PromptForm::read(&table)),
                jargon: inner(&root, "jargon").map(|table| words(&table, "words")).unwrap_or_default(),
                ease: inner(&root, "reading_ease")
                    .map(|table| Ease { least: number(&table, "least"), least_mean: number(&table, "least_mean") }),
                hard_from: inner(&root, "children").map(|table| number(&table, "hard_from")),
            }
        });
        match rules.filter(|_| problems.is_empty()) {
            Some(rules) => Ok(rules),
            None => Err(CatalogueErrors { files, problems: problems.into_sorted() }),
        }
    }

    /// The phrase in a text that passes a verdict on somebody, if there is one.
    pub fn verdict_in(&self, text: &str) -> Option<&str> {
        let rule = self.verdict.as_ref()?;
        let text = rule.except.iter().fold(text.to_lowercase(), |text, except| text.replace(except, ""));
        rule.phrases.iter().find(|phrase| text.contains(phrase.as_str())).map(|phrase| phrase.trim_end())
    }

    /// The words in a prompt that a person should not have to hear.
    fn jargon_in(&self, prompt: &str) -> Vec<&str> {
        let said = prompt.to_lowercase();
        self.jargon.iter().filter(|word| said.contains(word.as_str())).map(|word| word.trim_end()).collect()
    }
}

impl PromptForm {
    fn read(table: &TomlTable<'_>) -> Self {
        Self {
            ends_with: table.need_any_text("ends_with").unwrap_or_default(),
            or_begins: table.need_any_text("or_begins").unwrap_or_default(),
            closed: texts(table, "closed"),
            most_sentences: usize::try_from(number(table, "most_sentences")).unwrap_or(usize::MAX),
            most_words: usize::try_from(number(table, "most_words")).unwrap_or(usize::MAX),
            most_questions: if table.keys().contains(&"most_questions") {
                usize::try_from(number(table, "most_questions")).unwrap_or(usize::MAX)
            } else {
                usize::MAX
            },
        }
    }

    /// The first fault in the form of a prompt: its code, and what to say.
    fn fault(&self, prompt: &str) -> Option<(Code, (String, String))> {
        let begins = !self.or_begins.is_empty() && prompt.contains(&self.or_begins);
        let is_ended = prompt.ends_with(&self.ends_with) || (begins && prompt.ends_with('.'));
        if !is_ended {
            let (ends, begins) = (&self.ends_with, &self.or_begins);
            let said = what_and_help!("catalogue-wording-no-question", ends_with = ends, or_begins = begins);
            return Some((Code::WordingForm, said));
        }
        let sentences = sentences(prompt);
        let first = |sentence: &str| sentence.split_whitespace().next().unwrap_or_default().to_owned();
        if let Some(word) = sentences.iter().map(|one| first(one)).find(|word| self.closed.contains(word)) {
            return Some((Code::WordingForm, what_and_help!("catalogue-wording-closed-question", word = word)));
        }
        if sentences.len() > self.most_sentences {
            let (many, most) = (sentences.len(), self.most_sentences);
            let said = what_and_help!("catalogue-wording-many-sentences", count = many, most = most);
            return Some((Code::WordingLength, said));
        }
        let asked = prompt.matches('?').count();
        if asked > self.most_questions {
            return Some((Code::WordingLength, what_and_help!("catalogue-wording-many-questions", count = asked)));
        }
        let longest = sentences.iter().map(|one| one.split_whitespace().count()).max().unwrap_or(0);
        (longest > self.most_words).then(|| {
            let said = what_and_help!("catalogue-wording-long-sentence", count = longest, most = self.most_words);
            (Code::WordingLength, said)
        })
    }
}

impl Check<'_, '_> {
    /// Checks every text by the rules.
    pub(super) fn wording(&self, rules: &WordingRules) {
        for said in said::texts(self.catalogue) {
            if let Some(phrase) = rules.verdict_in(said.text) {
                self.remark(Code::WordingVerdict, &said, what_and_help!("catalogue-wording-verdict", phrase = phrase));
            }
        }
        let mut eases = Vec::new();
        for indicator in &self.catalogue.indicators {
            self.wording_of(indicator, rules, &mut eases);
        }
        self.mean_ease(rules, &eases);
    }

    fn wording_of(&self, indicator: &Indicator, rules: &WordingRules, eases: &mut Vec<i64>) {
        let said = |key: &'static str, text| said::CatalogueText {
            table: said::TextTable::List(TableKind::Indicator, &indicator.id),
            path: vec![key.into()],
            text,
        };
        if indicator.prompt.is_empty() {
            return;
        }
        let prompts = [("prompt", &indicator.prompt), ("prompt_ended", &indicator.prompt_ended)];
        let prompts = prompts.into_iter().chain([("follow_up", &indicator.follow_up)]);
        for (key, prompt) in prompts.filter(|(_, prompt)| !prompt.is_empty() && is_english(prompt)) {
            let (said, prompt) = (said(key, prompt), prompt.as_str());
            if let Some((code, what_and_help)) = rules.prompt.as_ref().and_then(|form| form.fault(prompt)) {
                self.remark(code, &said, what_and_help);
            }
            let by_nobody = [indicator.who_asks.adult, indicator.who_asks.child] == [AskedBy::ObserveOnly; 2];
            let jargon = if by_nobody { Vec::new() } else { rules.jargon_in(prompt) };
            if !jargon.is_empty() {
                self.remark(
                    Code::WordingJargon,
                    &said,
                    what_and_help!("catalogue-wording-jargon", jargon = jargon.join("\", \"")),
                );
            }
            if let Some(ease) = rules.ease {
                let found = reading_ease(prompt);
                eases.push(found);
                if found < ease.least * 100 {
                    self.remark(
                        Code::WordingHard,
                        &said,
                        what_and_help!("catalogue-wording-hard", ease = found / 100, least = &ease.least),
                    );
                }
            }
        }
        let is_hard = rules.hard_from.is_some_and(|from| indicator.sensitivity >= from);
        if is_hard && indicator.classes.asked_on(true) && indicator.who_asks.child == AskedBy::Anyone {
            let said = said::CatalogueText {
                path: vec!["who_asks".into(), "child".into()],
                ..said("prompt", &indicator.prompt)
            };
            self.remark(
                Code::WordingChild,
                &said,
                what_and_help!("catalogue-wording-child", sensitivity = &indicator.sensitivity),
            );
        }
    }

    fn mean_ease(&self, rules: &WordingRules, eases: &[i64]) {
        let (Some(ease), Ok(many)) = (rules.ease, i64::try_from(eases.len())) else { return };
        let Some(mean) = eases.iter().sum::<i64>().checked_div(many) else { return };
        if mean < ease.least_mean * 100 {
            let said = said::CatalogueText { table: said::TextTable::Head("catalogue"), path: Vec::new(), text: "" };
            let (mean, least) = (mean / 100, ease.least_mean);
            let what_and_help = what_and_help!("catalogue-wording-hard-on-average", ease = mean, least = least);
            self.remark(Code::WordingHard, &said, what_and_help);
        }
    }

    fn remark(&self, code: Code, said: &said::CatalogueText<'_>, what_and_help: (String, String)) {
        if let Some(place) = said.place(self.tables) {
            self.problems.push(code, place, what_and_help);
        }
    }
}

fn inner<'d>(root: &TomlTable<'d>, key: &'static str) -> Option<TomlTable<'d>> {
    root.get(key)?.table()
}

/// A list of texts, in lower case.
fn words(table: &TomlTable<'_>, key: &'static str) -> Vec<String> {
    texts(table, key).into_iter().map(|text| text.to_lowercase()).collect()
}

fn texts(table: &TomlTable<'_>, key: &'static str) -> Vec<String> {
    let list = table.need(key).and_then(|value| value.list()).unwrap_or_default();
    list.iter().filter_map(TomlValue::text).filter(|text| !text.is_empty()).collect()
}

fn number(table: &TomlTable<'_>, key: &'static str) -> i64 {
    table.need(key).and_then(|value| value.integer(1..1_000)).unwrap_or(1)
}
