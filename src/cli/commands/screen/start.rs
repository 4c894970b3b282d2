//! What a talk begins with: a new case, a screening that was left unfinished, or a later meeting.

use crate::case::{Case, Derived, FactAnswer};
use crate::catalogue::{Catalogue, CatalogueFiles, Diff, builtin};
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::commands::screen::with_questions;
use crate::cli::device::Signers;
use crate::cli::exit::{Exit, Failure, with_line};
use crate::cli::stored::{LocalStore, catalogue_of, fault, local_time, short, shortest};
use crate::cli::{input, printed_command};
use crate::condition::{FactIx, IndicatorIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::{Choice, Picked, PromptResult, Prompter};
use crate::questionnaire::Questionnaire;
use crate::report;
use crate::store::{AgeSeal, Edition, EventKind, Head, OpenRecord, QuestionId, Record, RecordState, copy_name};
use crate::terminal::width;
use std::fs::File;

/// See the module.
pub struct StartContext {
    pub catalogue: Catalogue,
    pub files: CatalogueFiles,
    pub taken_up: Option<ResumedRecord>,
}

/// A record that is gone on with.
pub struct ResumedRecord {
    pub opened: OpenRecord<File>,
    /// The case in a newer edition of its catalogue, if it is moved there.
    pub moved: Option<EventKind>,
}

/// A new screening.
pub fn new(args: &ScreenArgs) -> anyhow::Result<StartContext> {
    let (catalogue, files) = with_questions(&args.catalogue)?;
    Ok(StartContext { catalogue, files, taken_up: None })
}

/// The screenings that can be taken up again, the latest first. What can't be read is not among them.
pub fn unfinished(store: &LocalStore, seal: &AgeSeal) -> Vec<Record> {
    let ids = store.ids().unwrap_or_default();
    let is_draft = |id: &String| store.head(id).is_ok_and(|head| head.state == RecordState::Draft);
    let drafts = ids.into_iter().filter(is_draft);
    let mut records: Vec<Record> = drafts.filter_map(|id| store.read(&id, seal).ok()).collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.events().last().map(|event| event.at.clone())));
    records
}

/// The screenings that are unfinished, by what stands in clear.
pub fn heads_of_unfinished(store: &LocalStore) -> Vec<Head> {
    let ids = store.ids().unwrap_or_default();
    let heads = ids.iter().filter_map(|id| store.head(id).ok());
    heads.filter(|head| head.state == RecordState::Draft).collect()
}

/// Lets one of the unfinished be chosen, and what is done with it: its id, if it is taken up.
pub fn choose(
    args: &ScreenArgs,
    store: &LocalStore,
    seal: &AgeSeal,
    prompter: &mut impl Prompter,
) -> anyhow::Result<Option<String>> {
    loop {
        let records = unfinished(store, seal);
        let closed = heads_of_unfinished(store).len().saturating_sub(records.len());
        if closed > 0 {
            prompter.show("", &text!("record-some-closed", count = closed))?;
        }
        if records.is_empty() {
            if closed == 0 {
                prompter.show("", text!("record-none-unfinished"))?;
            }
            return Ok(None);
        }
        prompter.heading(text!("record-unfinished"), "")?;
        let letters = store.letters_enough().map_err(|found| fault(text!("store-itself"), &found))?;
        let lines: Vec<String> = records.iter().map(|record| in_a_line(record, letters)).collect();
        let ways = [Choice::way('l', text!("record-leave-all"))];
        let PromptResult::Value(Picked::Item(at)) = prompter.menu("", &lines, &ways)? else { return Ok(None) };
        let id = &records[at].id;
        if let Err(busy) = store.open(id, seal) {
            prompter.show("", &fault(id, &busy).to_string())?;
            continue;
        }
        match what_to_do(&records[at], prompter)? {
            Chosen::GoOn => return Ok(Some(id.clone())),
            Chosen::Discard => {
                store.discard_meeting(id, seal).map_err(|found| fault(id, &found))?;
                let words = ["case", "show", shortest(id, letters)];
                let show = printed_command::on_store(Some(store.folder()), args.key.identity.as_deref(), &words);
                let number = records[at].meetings();
                let discarded = text!("meeting-discarded", number = number, earlier = number.saturating_sub(1));
                prompter.show("", &format!("{discarded} {}\n  {show}", text!("meeting-discarded-copies")))?;
            }
            Chosen::Erase => {
                let erased = store.erase(id, seal);
                // A copy that stays says nothing of anybody.
                let _ = store.forget_catalogues(seal);
                erased.map_err(|found| fault(id, &found))?;
                prompter.show("", text!("record-erased"))?;
            }
            Chosen::Nothing => {}
            Chosen::Leave => return Ok(None),
        }
    }
}

/// What is done with an unfinished screening.
#[derive(Clone, Copy)]
enum Chosen {
    GoOn,
    /// The last meeting goes; the earlier ones stay.
    Discard,
    /// Everything goes.
    Erase,
    Nothing,
    Leave,
}

/// Asks what is done with an unfinished screening, and makes sure where something would be lost.
fn what_to_do(record: &Record, prompter: &mut impl Prompter) -> anyhow::Result<Chosen> {
    let meetings = record.meetings();
    let earlier = meetings.saturating_sub(1);
    let mut choices = vec![Choice::answer(Some('g'), text!("record-go-on"))];
    if meetings > 1 {
        choices.push(Choice::answer(Some('d'), text!("meeting-discard", number = meetings, earlier = earlier)));
        choices.push(Choice::answer(Some('e'), text!("meeting-erase-all", count = meetings)));
    } else {
        choices.push(Choice::answer(Some('d'), text!("record-discard")));
    }
    choices.push(Choice::answer(Some('k'), text!("record-keep")));
    let key = match prompter.pick(&choices)? {
        PromptResult::Value(at) => choices[at].key,
        PromptResult::Nothing | PromptResult::Again => return Ok(Chosen::Nothing),
        PromptResult::End => return Ok(Chosen::Leave),
    };
    let (chosen, question, yes) = match key {
        Some('g') => return Ok(Chosen::GoOn),
        Some('d') if meetings > 1 => {
            let question = text!("meeting-discard-sure", number = meetings, earlier = earlier);
            (Chosen::Discard, question, text!("meeting-discard-yes"))
        }
        Some('e') => (Chosen::Erase, text!("meeting-erase-all-sure", count = meetings), text!("meeting-erase-all-yes")),
        Some('d') => (Chosen::Erase, text!("record-discard-sure").to_owned(), text!("record-discard")),
        _ => return Ok(Chosen::Leave),
    };
    prompter.show("", &question)?;
    let sure = [Choice::answer(Some('y'), yes), Choice::answer(Some('n'), text!("record-keep"))];
    Ok(if prompter.pick(&sure)? == PromptResult::Value(0) { chosen } else { Chosen::Nothing })
}

/// An unfinished screening in a list: when, which meeting, and no more than that.
fn in_a_line(record: &Record, letters: usize) -> String {
    let at = |event: Option<&crate::store::Event>| event.map_or(String::new(), |event| local_time(&event.at));
    let edition = record
        .edition()
        .map_or(String::new(), |edition| crate::toml_input::shown(&format!("{} {}", edition.id, edition.version)));
    let (begun, last) = (at(record.events().first()), at(record.events().last()));
    let withdrawn = if record.is_withdrawn() { text!("record-withdrawn-in-list") } else { "" };
    let id = shortest(&record.id, letters);
    let meeting = match record.meetings() {
        1 => text!("command-first-meeting", begun = begun),
        later => {
            let day = record.meeting_began().map_or(String::new(), local_time);
            text!("command-later-meeting", meeting = text!("meeting-nth", number = later), day = day, begun = begun)
        }
    };
    let unfinished = text!("command-unfinished", last = last, record = id, meeting = meeting, catalogue = edition);
    format!("{unfinished}{withdrawn}")
}

/// Opens a record to go on with it, with the catalogue it stands on or a newer edition of it.
pub fn take_up(
    args: &ScreenArgs,
    store: &LocalStore,
    seal: &AgeSeal,
    (begins, wanted): (&str, RecordState),
    prompter: &mut impl Prompter,
) -> anyhow::Result<StartContext> {
    let id = store.find(begins).map_err(|found| fault(begins, &found))?;
    // What stands in clear is enough to refuse it; opening shows whether it is true.
    if store.head(&id).map_err(|found| fault(&id, &found))?.state != wanted {
        let (error, option) = match wanted {
            RecordState::Draft => (what_and_help!("command-is-finished"), "--continue"),
            RecordState::Finished => (what_and_help!("command-is-not-finished"), "--resume"),
        };
        let words = ["screen", option, short(&id)];
        let command = printed_command::on_store(Some(store.folder()), args.key.identity.as_deref(), &words);
        let error = Diagnostic::of_file(Code::WrongValue, short(&id), with_line(error, &command));
        return Err(Failure::of(Exit::Usage, &error).into());
    }
    let opened = store.open(&id, seal).map_err(|found| fault(&id, &found))?;
    if let Some(doubt) = Signers::here().doubt(&opened.record, opened.was_sealed) {
        let verify = printed_command::on_store(
            Some(store.folder()),
            args.key.identity.as_deref(),
            &["case", "verify", short(&id)],
        );
        prompter.show("", &format!("{}\n  {verify}", text!("key-record-in-doubt", id = short(&id), doubt = doubt)))?;
    }
    let (catalogue, files) = catalogue_of(store, &opened.record)?;
    // Whatever is wrong with the record shows before anything is asked.
    let questionnaire = opened.record.replay(&catalogue).map_err(|damage| fault(&id, &damage.into()))?;
    // A catalogue that was named and can't be read is no silent "none".
    let named = input::chosen(&args.catalogue)?.1;
    let Some((newer, newer_files)) = newer(named, &catalogue, &files) else {
        return Ok(StartContext { catalogue, files, taken_up: Some(ResumedRecord { opened, moved: None }) });
    };
    match moved(&catalogue, &questionnaire, &newer, &newer_files, prompter)? {
        Some(moved) => {
            let taken_up = ResumedRecord { opened, moved: Some(moved) };
            Ok(StartContext { catalogue: newer, files: newer_files, taken_up: Some(taken_up) })
        }
        None => Ok(StartContext { catalogue, files, taken_up: Some(ResumedRecord { opened, moved: None }) }),
    }
}

/// Another edition of the catalogue, if there is one that differs in what it asks or says.
fn newer(named: CatalogueFiles, catalogue: &Catalogue, files: &CatalogueFiles) -> Option<(Catalogue, CatalogueFiles)> {
    let read = |files: CatalogueFiles| {
        let found = Catalogue::read_stored(&files).ok().filter(|found| found.id == catalogue.id)?;
        Some((found, files))
    };
    // With what is added to its countries it is the one that was begun with; without, it is no newer one.
    if copy_name(&named) == copy_name(files) {
        return None;
    }
    let candidates = [Some(named), builtin::files(&catalogue.id).ok().map(CatalogueFiles::from)].into_iter().flatten();
    let other = candidates.filter(|other| copy_name(other) != copy_name(files)).find_map(read)?;
    let same = other.0.method_fingerprint() == catalogue.method_fingerprint()
        && other.0.texts_fingerprint() == catalogue.texts_fingerprint();
    (!same).then_some(other)
}

/// Shows what changed, and carries the case over if that is wanted.
fn moved(
    catalogue: &Catalogue,
    questionnaire: &Questionnaire<'_>,
    newer: &Catalogue,
    files: &CatalogueFiles,
    prompter: &mut impl Prompter,
) -> anyhow::Result<Option<EventKind>> {
    let editions = [catalogue.name(), newer.name()];
    prompter.heading(&text!("meeting-edition-other", began = &editions[0], other = &editions[1]), "")?;
    let diff = Diff::of(catalogue, newer);
    for line in report::diff([catalogue, newer], &diff, None, width()).lines() {
        prompter.show("", line)?;
    }
    let lost = without_place(catalogue, questionnaire.case(), newer);
    if !lost.is_empty() {
        prompter.show("", &text!("meeting-edition-no-place", ids = lost.join(", ")))?;
    }
    let choices = [
        Choice::answer(Some('s'), text!("meeting-edition-stay", edition = &editions[0])),
        Choice::answer(Some('m'), text!("meeting-edition-move", edition = &editions[1])),
    ];
    if prompter.pick(&choices)? != PromptResult::Value(1) {
        return Ok(None);
    }
    let case = Derived::of(questionnaire.case(), catalogue, newer).case;
    Ok(Some(EventKind::Moved {
        catalogue: Edition::of(newer, copy_name(files)),
        case: serde_json::from_str(&case.to_json(newer))?,
        passed: questionnaire.passed().map(|question| QuestionId::of(catalogue, question)).collect(),
    }))
}

/// Ids whose answers have no place in the newer edition. They stay in the history of the record.
fn without_place(catalogue: &Catalogue, case: &Case, newer: &Catalogue) -> Vec<String> {
    let facts =
        catalogue.facts.iter().enumerate().filter(|(at, fact)| {
            *case.fact(FactIx(*at)) != FactAnswer::NotAsked && newer.find_fact(&fact.id).is_none()
        });
    let indicators = catalogue
        .indicators
        .iter()
        .enumerate()
        .filter(|(at, one)| case.answer(IndicatorIx(*at)).is_some() && newer.find_indicator(&one.id).is_none());
    facts.map(|(_, fact)| fact.id.clone()).chain(indicators.map(|(_, one)| one.id.clone())).collect()
}
