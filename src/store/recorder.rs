//! Saves a screening while it runs. Each act is on the disk before the next question is shown.
//!
//! Until the person consents to a record, everything stays in memory. After consent the whole record is saved. After a
//! withdrawal nothing more is written, and the record can be erased.

use crate::case::Case;
use crate::catalogue::{Catalogue, CatalogueFiles, Role};
use crate::escape;
use crate::questionnaire::{Act, Erase, Questionnaire, Recorder, SaveError, SaveOutcome, Saved};
use crate::store::catalogue_copies::CatalogueCopy;
use crate::store::event::{Edition, EventKind};
use crate::store::locations::RecordLocations;
use crate::store::record::{Record, RecordState};
use crate::store::replay::as_value;
use crate::store::seal::Seal;
use crate::store::{Disk, OpenRecord, Store, StoreError};
use serde_json::Value;
use std::path::Path;

/// How a screening is to be saved.
pub struct RecordingPlan<D> {
    /// The store and its seal. `None`: in memory only.
    pub place: Option<(Store<D>, Box<dyn Seal>)>,
    /// The files of its catalogue.
    pub files: CatalogueFiles,
    /// The time for events, in UTC.
    pub clock: fn() -> String,
}

/// Saves a screening in a store.
pub struct StoreRecorder<D: Disk> {
    /// Where the record is saved. `None`: in memory only.
    shelves: Option<RecordLocations<D>>,
    files: CatalogueFiles,
    clock: fn() -> String,
    record: Record,
    course: SaveState,
    /// The record was erased, and the person has not consented again.
    erased: bool,
    /// Erased answers are left out of the saved case, which is then derived from the events alone.
    leaves_out: bool,
    /// The person withdrew consent, and the catalogue has no question about it.
    refused: bool,
}

/// The state of saving.
#[derive(Clone)]
enum SaveState {
    Well,
    /// The person withdrew consent, and this was reported.
    Withdrawn(WithdrawalNote),
    /// The last answers could not be saved.
    Failed,
    /// A save failed, and the screener chose to go on in memory.
    LetBe,
}

/// Whether a record that remains says that the person withdrew.
#[derive(Clone)]
enum WithdrawalNote {
    /// It does, or it holds nothing that they withdrew from.
    Written,
    /// The withdrawal could not be saved. This record is still to be saved.
    Due(Box<Record>),
    /// Not written, because answers that must stay in memory would be saved with it.
    LeftOut,
}

/// How the answers and the disk agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingStatus {
    /// Nothing is saved, and nothing was to be saved.
    Nothing,
    /// Everything is saved.
    Whole,
    /// Something is saved from before, and nothing was to be added.
    Before,
    /// As `Before`, but the record does not say that the person withdrew.
    WithoutWord,
    /// All answers are saved, but not the end of the questions.
    WithoutEnd,
    /// The last answers are in memory only.
    WithoutLast,
    /// All answers are in memory only, though they were to be saved.
    Lost,
}

impl RecordingStatus {
    /// Whether something that should be saved is not.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::WithoutWord | Self::WithoutEnd | Self::WithoutLast | Self::Lost)
    }
}

impl<D: Disk + Clone> StoreRecorder<D> {
    /// Begins a screening with this case.
    pub fn begin(plan: RecordingPlan<D>, catalogue: &Catalogue, case: &Case) -> Self {
        let RecordingPlan { place, files, clock } = plan;
        let mut record = Record::new(&case.case_id);
        // Without a store no events are needed.
        let shelves = place.map(|(store, seal)| {
            let copy = CatalogueCopy::of(&files);
            let began = EventKind::Began {
                program: env!("CARGO_PKG_VERSION").to_owned(),
                catalogue: Edition::of(catalogue, copy.name.clone()),
                case: as_value(catalogue, case),
            };
            record.add(clock(), began);
            RecordLocations::new(store, seal, copy)
        });
        Self {
            shelves,
            files,
            clock,
            record,
            course: SaveState::Well,
            erased: false,
            leaves_out: false,
            refused: false,
        }
    }

    /// Resumes a screening in a record.
    pub fn go_on(plan: RecordingPlan<D>, opened: OpenRecord<D::Lock>) -> Self {
        let RecordingPlan { place, files, clock } = plan;
        let OpenRecord { record, lock, .. } = opened;
        let events = record.events().len();
        // A withdrawal from before was reported already.
        let course =
            if record.is_withdrawn() { SaveState::Withdrawn(WithdrawalNote::Written) } else { SaveState::Well };
        let shelves = place.map(|(store, seal)| RecordLocations::of(store, seal, lock, (&record.id, events)));
        Self { shelves, files, clock, record, course, erased: false, leaves_out: false, refused: false }
    }

    /// The record in memory.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The folder that holds anything of the record, if one does.
    pub fn folder(&self) -> Option<&Path> {
        self.shelves.as_ref().and_then(RecordLocations::folder)
    }

    pub fn standing(&self) -> RecordingStatus {
        let is_kept = self.folder().is_some();
        match &self.course {
            SaveState::Failed | SaveState::LetBe if !is_kept => RecordingStatus::Lost,
            SaveState::Failed if self.lacks_the_end_alone() => RecordingStatus::WithoutEnd,
            SaveState::Failed | SaveState::LetBe => RecordingStatus::WithoutLast,
            SaveState::Withdrawn(WithdrawalNote::Due(_) | WithdrawalNote::LeftOut) if is_kept => {
                RecordingStatus::WithoutWord
            }
            _ if self.is_on_disk() => RecordingStatus::Whole,
            _ if is_kept => RecordingStatus::Before,
            _ => RecordingStatus::Nothing,
        }
    }

    /// The state of the record on the disk.
    pub fn state_on_disk(&self) -> RecordState {
        let on_disk = self.shelves.as_ref().map_or(0, RecordLocations::events_in_folder);
        let last = self.record.events().iter().take(on_disk).next_back();
        if last.is_some_and(|event| event.deed.is_end()) { RecordState::Finished } else { RecordState::Draft }
    }

    fn lacks_the_end_alone(&self) -> bool {
        let on_disk = self.shelves.as_ref().map_or(0, RecordLocations::events_in_folder);
        let missing = self.record.events().get(on_disk..).unwrap_or_default();
        matches!(missing, [end] if end.deed.is_end())
    }

    /// Moves to another edition of the catalogue, whose files are in the plan. It is saved with the next act.
    pub fn change_catalogue(&mut self, moved: EventKind) {
        self.record.add((self.clock)(), moved);
        if let Some(shelves) = &mut self.shelves {
            shelves.change_catalogue(CatalogueCopy::of(&self.files));
        }
    }

    /// Adds and saves an event that is no act of a questionnaire, such as the end.
    pub fn note(&mut self, catalogue: &Catalogue, case: &Case, deed: EventKind) -> Result<SaveOutcome, SaveError> {
        if self.shelves.is_some() {
            self.record.add((self.clock)(), deed);
        }
        self.save(catalogue, case, None)
    }

    /// Adds and saves an event whose loss does no harm: put aside, or resumed. After an error everything is as before.
    pub fn note_in_passing(&mut self, catalogue: &Catalogue, case: &Case, deed: EventKind) {
        let before = (self.record.clone(), self.course.clone());
        if self.note(catalogue, case, deed).is_err() {
            (self.record, self.course) = before;
        }
    }

    fn save(&mut self, catalogue: &Catalogue, case: &Case, elsewhere: Option<&Path>) -> Result<SaveOutcome, SaveError> {
        let Some(shelves) = &mut self.shelves else { return Ok(SaveOutcome::InMemory) };
        // If no question asks for consent, no answer can renew it.
        let withdrew = matches!(self.course, SaveState::Withdrawn(_));
        let refused = self.refused || (withdrew && catalogue.fact_by_role(Role::ConsentToRecord).is_none());
        if refused || !case.may_be_kept(catalogue) {
            // At a later meeting, before the question is asked, nothing is withdrawn yet.
            let withdraws = shelves.folder().is_some() && (refused || case.was_asked_to_be_kept(catalogue));
            return Ok(if withdraws { self.withdraw(catalogue, case) } else { SaveOutcome::InMemory });
        }
        if matches!(self.course, SaveState::LetBe) {
            return Ok(SaveOutcome::InMemory);
        }
        self.record.case = written(&self.record, self.leaves_out, catalogue, case);
        let written = match elsewhere {
            None => shelves.put(&self.record),
            Some(folder) => shelves.put_elsewhere(folder, CatalogueCopy::of(&self.files), &self.record),
        };
        self.course = if written.is_ok() { SaveState::Well } else { SaveState::Failed };
        written.map_err(|fault| SaveError(fault.to_string()))?;
        self.erased = false;
        Ok(SaveOutcome::OnDisk)
    }

    /// The withdrawal is the last event that is saved: anyone who resumes the record must see it. An error here is no
    /// reason to offer another folder, because no answer is waiting.
    fn withdraw(&mut self, catalogue: &Catalogue, case: &Case) -> SaveOutcome {
        let Some(shelves) = &mut self.shelves else { return SaveOutcome::InMemory };
        if let SaveState::Withdrawn(word) = &mut self.course {
            if let WithdrawalNote::Due(record) = word
                && shelves.put(record).is_ok()
            {
                *word = WithdrawalNote::Written;
            }
            return SaveOutcome::InMemory;
        }
        // If nothing in this meeting was consented to, nothing of it is written, not even the withdrawal.
        let (word, unwritten) = if shelves.events() <= self.record.meeting_begins() {
            (WithdrawalNote::Written, None)
        } else if matches!(self.course, SaveState::LetBe) {
            (WithdrawalNote::LeftOut, Some(SaveError(text!("store-stay-in-window").to_owned())))
        } else {
            self.record.add((self.clock)(), EventKind::Withdrew);
            self.record.case = written(&self.record, self.leaves_out, catalogue, case);
            match shelves.put(&self.record) {
                Ok(()) => (WithdrawalNote::Written, None),
                Err(fault) => (WithdrawalNote::Due(Box::new(self.record.clone())), Some(SaveError(fault.to_string()))),
            }
        };
        self.course = SaveState::Withdrawn(word);
        SaveOutcome::Withdrawn { saved: self.saved(), unwritten }
    }
}

impl<D: Disk + Clone> Recorder for StoreRecorder<D> {
    fn save(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<SaveOutcome, SaveError> {
        self.note(questionnaire.catalogue(), questionnaire.case(), EventKind::of(questionnaire.catalogue(), act))
    }

    fn retry_save(&mut self, questionnaire: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError> {
        self.save(questionnaire.catalogue(), questionnaire.case(), None)
    }

    fn save_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<SaveOutcome, SaveError> {
        self.save(questionnaire.catalogue(), questionnaire.case(), Some(Path::new(folder)))
    }

    fn let_be(&mut self) {
        self.course = SaveState::LetBe;
    }

    fn is_on_disk(&self) -> bool {
        // After a withdrawal nothing more is saved.
        let on_disk = self.shelves.as_ref().map_or(0, RecordLocations::events);
        on_disk > 0 && on_disk == self.record.events().len() && !matches!(self.course, SaveState::Withdrawn(_))
    }

    fn saved(&self) -> Saved {
        let on_disk = self.shelves.as_ref().map_or(0, RecordLocations::events_in_folder);
        let this_one = on_disk > self.record.meeting_begins();
        Saved { earlier: if on_disk > 0 { self.record.meetings() - 1 } else { 0 }, this_one }
    }

    fn refuse(&mut self, questionnaire: &Questionnaire<'_>) -> SaveOutcome {
        self.refused = true;
        // Where nothing may be saved, saving can't fail.
        self.save(questionnaire.catalogue(), questionnaire.case(), None).unwrap_or(SaveOutcome::InMemory)
    }

    fn has_erased(&self) -> bool {
        self.erased
    }

    fn leave_out_erased(&mut self, questionnaire: &Questionnaire<'_>) {
        let begins = self.record.meeting_begins();
        // The event of a move to another catalogue holds answers.
        let moved = self.record.events()[begins..].iter().any(|event| matches!(event.deed, EventKind::Moved { .. }));
        let began = self.record.events().get(begins).map(|event| (event.at.clone(), event.deed.clone()));
        let earlier = if self.saved().earlier > 0 && !moved { self.record.until(begins).ok() } else { None };
        self.record = match (earlier, began) {
            (Some(mut earlier), Some((at, met_again))) => {
                earlier.add(at, met_again);
                earlier
            }
            _ => self.begun_anew(questionnaire.catalogue(), questionnaire.case()),
        };
        self.leaves_out = true;
    }

    fn erase(&mut self, what: Erase) -> Result<(), SaveError> {
        match what {
            Erase::Everything => self.erase_everything(),
            Erase::ThisMeeting => self.erase_this_meeting(),
        }
    }
}

impl<D: Disk + Clone> StoreRecorder<D> {
    /// A record of the same screening without answers.
    fn begun_anew(&self, catalogue: &Catalogue, case: &Case) -> Record {
        let mut record = Record::new(&self.record.id);
        let copy = CatalogueCopy::of(&self.files);
        let began = EventKind::Began {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: Edition::of(catalogue, copy.name),
            case: as_value(catalogue, &case.without_answers(catalogue)),
        };
        record.add((self.clock)(), began);
        record
    }

    fn erase_everything(&mut self) -> Result<(), SaveError> {
        let Some(shelves) = &mut self.shelves else { return Ok(()) };
        let id = &self.record.id;
        let left = |(folder, fault): (&Path, StoreError)| {
            let left = text!("store-what-is-left", why = fault.to_string());
            left + &below(folder, ["case", "erase", id])
        };
        let left: Vec<String> = shelves.erase(id, || CatalogueCopy::of(&self.files)).into_iter().map(left).collect();
        if shelves.events() == 0 {
            self.erased = true;
            // Copies elsewhere are older and lack the withdrawal. Nothing more is saved here.
            self.course = SaveState::Withdrawn(WithdrawalNote::LeftOut);
        }
        if left.is_empty() { Ok(()) } else { Err(SaveError(left.join("\n"))) }
    }

    fn erase_this_meeting(&mut self) -> Result<(), SaveError> {
        let Some(shelves) = &mut self.shelves else { return Ok(()) };
        let earlier = shelves.earlier_meetings(&self.record).map_err(|fault| SaveError(fault.to_string()))?;
        let Some(earlier) = earlier else { return self.erase_everything() };
        let left = |(folder, fault): (&Path, StoreError)| {
            let left = text!("store-meeting-is-left", why = fault.to_string());
            left + &below(folder, ["screen", "--resume", &earlier.id])
        };
        let left = shelves.put_back(&earlier, || CatalogueCopy::of(&self.files)).into_iter().map(left);
        let left: Vec<String> = left.collect();
        if left.is_empty() {
            self.erased = true;
            // The earlier meetings hold nothing that the person withdrew from.
            self.course = SaveState::Withdrawn(WithdrawalNote::Written);
            return Ok(());
        }
        Err(SaveError(left.join("\n")))
    }
}

/// The case to save. After an erasure it is derived from the events alone.
fn written(record: &Record, leaves_out: bool, catalogue: &Catalogue, case: &Case) -> Value {
    let replayed = if leaves_out { record.replay_events(catalogue).ok() } else { None };
    let Some(replayed) = replayed else { return as_value(catalogue, case) };
    let mut written = replayed.into_case();
    written.method.clone_from(&case.method);
    as_value(catalogue, &written)
}

/// A command line for the store in this folder, below a message.
fn below(folder: &Path, words: [&str; 3]) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let words = words.into_iter().chain(["--store"]).map(std::ffi::OsStr::new);
    escape::below(words.chain([whole.as_os_str()]))
}
