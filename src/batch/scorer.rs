//! Scores the records of a chunk, one after another.

use super::persons::{Decisions, PersonKey, RecordPlace, Version, content, person_key};
use super::warning;
use crate::assessment::{Assessment, Trace, assess};
use crate::batch::chunk::{Chunk, MAX_RECORD, RecordFormat, RecordOutcome, Scored};
use crate::batch::filter::{QueueRank, ResultFilter};
use crate::batch::reject::{Reject, fault, judged};
use crate::case::{Case, CaseError, PlaceInText, Purpose, Skimmed, skim};
use crate::catalogue::{Catalogue, MethodMatch};
use crate::referral::{Recommendation, recommend};
use crate::report::{Envelope, Report, ResultColumns, ResultDetail, ResultForm, result_line};
use crate::summary;
use crate::toml_input::Code;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::Arc;

/// The format of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One object a line.
    Json(ResultDetail),
    /// One row a result, every column.
    Csv,
    /// One row a result, the columns that fit on a screen.
    Rows,
    /// No output: results are counted.
    Counted,
}

/// What to do with a case that was answered with other rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnOtherMethod {
    /// Score it by the present rules, and count it.
    Score,
    Refuse,
}

/// What to do with every record.
#[allow(clippy::struct_excessive_bools)] // each is a wish of its own
pub struct Task<'c> {
    pub catalogue: &'c Catalogue,
    pub form: Form,
    /// Which results are wanted.
    pub wanted: ResultFilter,
    pub on_other_method: OnOtherMethod,
    /// Whether one record a person is scored: of several records of one case id, the newest. Summaries and queues
    /// always do so.
    pub one_person: bool,
    /// The most persons whose ids may be kept.
    pub most_persons: usize,
    /// The day of this device.
    pub today: Date,
    /// Whether the first rejected record ends the batch.
    pub strict: bool,
    /// The most results.
    pub limit: Option<usize>,
    /// Only this many results, in the order of the queue, instead of all in their own order.
    pub top: Option<usize>,
    /// Whether results name their file.
    pub names_files: bool,
    /// The summary of the results, if one is wanted.
    pub summary: Option<&'c summary::Layout<'c>>,
    /// Whether to list cases whose finding changes under the catalogue for comparison.
    pub lists_moved: bool,
}

impl Task<'_> {
    /// Whether results are held back to the end, until it is known which records count.
    pub(super) fn keeps_back(&self) -> bool {
        self.top.is_some() || (self.form == Form::Counted && !self.lists_moved)
    }
}

/// What records are read for.
#[derive(Clone, Copy)]
pub(super) enum Stage<'s> {
    /// Their results.
    Results,
    /// Their persons.
    Persons,
    /// The versions of repeated persons.
    Versions(&'s FxHashSet<PersonKey>),
    /// Their results, after the decision which records count.
    Decided(&'s Decisions),
}

/// Records that go through each step together, because repeating one step is faster.
const TOGETHER: usize = 64;

/// Scores records.
pub(super) struct Scorer<'t> {
    task: &'t Task<'t>,
    stage: Stage<'t>,
    form: ResultForm<'t>,
    columns: ResultColumns<'t>,
    steps: Vec<Step>,
    other_method: usize,
    not_comparable: usize,
    without_place: usize,
    counted: Option<summary::Tally>,
}

/// A record between two steps.
struct Step {
    case: Skimmed,
    /// Whether it matches the filter, or why it could not be read.
    read: Result<bool, CaseError>,
    person: Option<PersonKey>,
    assessment: Option<Assessment>,
    advice: Option<Recommendation>,
}

impl<'t> Scorer<'t> {
    pub fn new(task: &'t Task<'t>, stage: Stage<'t>) -> Self {
        let case = || Skimmed::new(task.catalogue);
        let step = || Step { case: case(), read: Ok(false), person: None, assessment: None, advice: None };
        Self {
            task,
            stage,
            form: ResultForm::of(task.catalogue),
            columns: ResultColumns::of(task.catalogue, task.form == Form::Rows),
            steps: std::iter::repeat_with(step).take(TOGETHER).collect(),
            other_method: 0,
            not_comparable: 0,
            without_place: 0,
            counted: task.summary.map(summary::Tally::new),
        }
    }

    /// The summary of the results that the writer need not count.
    pub fn into_counted(self) -> Option<summary::Tally> {
        self.counted
    }

    /// Scores every record of a chunk, and stores the outcomes in it.
    pub fn score(&mut self, piece: &mut Chunk) {
        let records = match std::mem::take(&mut piece.records) {
            RecordFormat::Spans(spans) => spans,
            RecordFormat::Refused(refusal) => return piece.come.push(RecordOutcome::Refused(refusal)),
            RecordFormat::None => return,
        };
        for together in records.chunks(TOGETHER) {
            self.together(piece, together);
        }
        if piece.is_withdrawn {
            (self.other_method, self.not_comparable, self.without_place) = (0, 0, 0);
        }
        piece.other_method = std::mem::take(&mut self.other_method);
        piece.not_comparable = std::mem::take(&mut self.not_comparable);
        piece.without_place = std::mem::take(&mut self.without_place);
    }

    fn together(&mut self, piece: &mut Chunk, records: &[(Range<usize>, PlaceInText)]) {
        let task = self.task;
        let mut steps = std::mem::take(&mut self.steps);
        for (step, (range, _)) in steps.iter_mut().zip(records) {
            step.read = self.read(&piece.bytes[range.clone()], &mut step.case);
            step.person = self.person(step);
        }
        if let Stage::Persons | Stage::Versions(_) = self.stage {
            for (step, (range, place)) in steps.iter_mut().zip(records) {
                let come = self.look(step, piece, range, place);
                piece.come.push(come);
            }
            self.steps = steps;
            return;
        }
        for step in steps.iter_mut().take(records.len()) {
            let assessed = (step.read == Ok(true)).then(|| assess(task.catalogue, &step.case, &mut ()));
            step.assessment = assessed.filter(|assessment| task.wanted.is_reached_by(assessment));
        }
        for step in steps.iter_mut().take(records.len()) {
            let advised = |assessment| recommend(task.catalogue, &step.case, assessment);
            step.advice = step.assessment.as_ref().map(advised);
        }
        for (step, (range, place)) in steps.iter_mut().zip(records) {
            let come = self.enter(step, piece, range, place);
            piece.come.push(come);
        }
        self.steps = steps;
    }

    fn person(&self, step: &Step) -> Option<PersonKey> {
        let is_asked = self.task.one_person && step.read.is_ok();
        let purpose = self.task.summary.and_then(summary::Layout::purpose);
        is_asked.then(|| person_key(&step.case, purpose))
    }

    /// Reads a record for its person only.
    fn look(&self, step: &mut Step, piece: &Chunk, range: &Range<usize>, place: &PlaceInText) -> RecordOutcome {
        if let Err(error) = std::mem::replace(&mut step.read, Ok(false)) {
            if piece.is_withdrawn {
                return RecordOutcome::Withdrawn(None);
            }
            return RecordOutcome::Refused(Box::new(Reject::new(
                &piece.file,
                place,
                error,
                &piece.bytes[range.clone()],
            )));
        }
        match (self.stage, step.person) {
            (Stage::Versions(several), Some(person)) if several.contains(&person) => {
                let at = RecordPlace { file: Arc::clone(&piece.file), line: place.line };
                let (days, content) = (step.case.days, content(&step.case));
                let day = days.plausible(self.task.today);
                RecordOutcome::Version(Box::new(Version { person, number: 0, at, days, day, content, history: None }))
            }
            _ if piece.is_withdrawn => RecordOutcome::Withdrawn(step.person),
            _ => RecordOutcome::LeftOut(step.person),
        }
    }

    /// Reads what rules read of a record. Returns whether its facts match the filter.
    fn read(&mut self, bytes: &[u8], into: &mut Skimmed) -> Result<bool, CaseError> {
        if bytes.len() > MAX_RECORD {
            return Err(CaseError::too_long(bytes.len() as u64));
        }
        let text = simdutf8::basic::from_utf8(bytes).map_err(|_| not_text(bytes))?;
        if !skim(text, self.task.catalogue, into) {
            into.take(&judged(text, self.task.catalogue)?);
        }
        self.check_method(into)?;
        self.without_place += usize::from(into.without_place > 0);
        Ok(self.task.wanted.is_met_by(into))
    }

    /// Writes the result of a record, or stores why there is none.
    fn enter(
        &mut self,
        step: &mut Step,
        piece: &mut Chunk,
        range: &Range<usize>,
        place: &PlaceInText,
    ) -> RecordOutcome {
        let (task, bytes) = (self.task, &piece.bytes[range.clone()]);
        let refused = |error| RecordOutcome::Refused(Box::new(Reject::new(&piece.file, place, error, bytes)));
        if piece.is_withdrawn {
            return RecordOutcome::Withdrawn(step.person);
        }
        if let Err(error) = std::mem::replace(&mut step.read, Ok(false)) {
            return refused(error);
        }
        let (Some(assessment), Some(advice)) = (&step.assessment, &step.advice) else {
            return RecordOutcome::LeftOut(step.person);
        };
        let case = &step.case;
        let envelope = Envelope {
            file: self.task.names_files.then_some(&*piece.file),
            line: Some(place.line),
            purpose: (case.purpose != Purpose::Screening).then(|| case.purpose.word()),
            case_id: &case.case_id,
            implausible_days: case.days.implausible(task.today),
        };
        let before = piece.text.len();
        if let Err(error) = self.write(&mut piece.text, bytes, envelope, assessment, advice) {
            // Never half a result.
            piece.text.truncate(before);
            return refused(error);
        }
        if task.lists_moved
            && let Some([from, to]) = task.summary.and_then(|layout| layout.moved(case, assessment))
        {
            let line = serde_json::json!({ "case_id": case.case_id, "from": from, "to": to });
            piece.text.extend_from_slice(format!("{line}\n").as_bytes());
        }
        let made = Scored {
            end: piece.text.len(),
            person: step.person,
            warnings: warning::of_case(case.days, task.today, assessment.contradictions.len()),
            rank: task.top.map(|_| QueueRank::of(case, assessment, advice, task.today)),
            entries: self.count(step.person, case, assessment, advice),
        };
        RecordOutcome::Result(made, range.clone(), place.clone())
    }

    /// Counts a result. If it may still be rejected, its cells are passed on instead.
    fn count(
        &mut self,
        person: Option<PersonKey>,
        case: &Skimmed,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> Option<Box<[u32]>> {
        let (layout, counted) = (self.task.summary?, self.counted.as_mut()?);
        let may_be_refused = match (self.stage, person) {
            (Stage::Decided(decisions), Some(person)) => decisions.of(person).is_some(),
            _ => false,
        };
        if may_be_refused {
            let mut entries = Vec::new();
            counted.write(layout, case, assessment, advice, &mut entries);
            return Some(entries.into());
        }
        counted.add(layout, case, assessment, advice);
        None
    }

    fn write(
        &self,
        into: &mut Vec<u8>,
        bytes: &[u8],
        envelope: Envelope<'_>,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> Result<(), CaseError> {
        match self.task.form {
            Form::Json(ResultDetail::Short) => {
                self.form.write(into, envelope, assessment, advice).map_err(|_| unwritten())?;
                into.push(b'\n');
            }
            Form::Json(ResultDetail::Full) => {
                let text = std::str::from_utf8(bytes).map_err(|_| not_text(bytes))?;
                let case = judged(text, self.task.catalogue)?;
                into.extend_from_slice(full(self.task.catalogue, &case, envelope).as_bytes());
                into.push(b'\n');
            }
            Form::Csv | Form::Rows => {
                self.columns.write(into, envelope, assessment, advice).map_err(|_| unwritten())?;
            }
            Form::Counted => {}
        }
        Ok(())
    }

    fn check_method(&mut self, case: &Skimmed) -> Result<(), CaseError> {
        let rules = self.task.catalogue.rules_of(&case.method);
        let counted = match rules {
            MethodMatch::Same => return Ok(()),
            MethodMatch::Other => &mut self.other_method,
            MethodMatch::NotComparable => &mut self.not_comparable,
        };
        if self.task.on_other_method == OnOtherMethod::Refuse {
            let what = match rules {
                MethodMatch::NotComparable => text!("batch-not-comparable"),
                _ => text!("batch-other-rules"),
            };
            let error = fault(Code::OtherMethod, (what.to_owned(), text!("batch-rescore").to_owned()));
            return Err(CaseError { path: "$.catalogue.method".to_owned(), ..error });
        }
        *counted += 1;
        Ok(())
    }
}

fn not_text(bytes: &[u8]) -> CaseError {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let error = fault(Code::NotUtf8, what_and_help!("batch-record-not-utf8"));
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(1, |last| last.chars().count() + 1);
    CaseError { line, column, ..error }
}

fn unwritten() -> CaseError {
    fault(Code::Unreadable, what_and_help!("batch-result-not-written"))
}

/// A result with its reasons.
fn full(catalogue: &Catalogue, case: &Case, envelope: Envelope<'_>) -> String {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let recommendation = recommend(catalogue, case, &assessment);
    let report = Report::of(catalogue, case, &assessment, &recommendation, &trace);
    result_line(&report, envelope, ResultDetail::Full)
}
