//! A screening that is cut off at any point: its record opens, and what was told to be safe is there.

use crate::generate::shipped;
use crate::memory_disk::{Crash, Done, Failure, MemoryDisk, after_crash};
use crate::sealed::key;
use std::collections::BTreeMap;
use std::io;
use tipscreen::case::{Answer, Basis, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind, Question, Role, builtin};
use tipscreen::condition::Severity;
use tipscreen::interview::{Asking, Face, Interview, InterviewEnd, PromptError, Reply, SaveRetry, conduct};
use tipscreen::questionnaire::{Act, Erase, Questionnaire, Recorder, SaveError, SaveOutcome, Step};
use tipscreen::store::{EventKind, Record, RecordingPlan, Seal, Store, StoreRecorder, Unsealed};

const FOLDER: &str = "/store";
const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// Somebody who answers this many questions, rates, notes and skips, and then breaks off.
struct Somebody {
    questions: usize,
    answered: usize,
    /// Why answers could not be kept, each time that was told.
    troubles: Vec<String>,
}

impl Somebody {
    fn who_answers(questions: usize) -> Self {
        Self { questions, answered: 0, troubles: Vec::new() }
    }
}

impl Face for Somebody {
    fn show_message(&mut self, _: &str) -> Result<(), PromptError> {
        Ok(())
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        if self.answered == self.questions {
            return Err(PromptError::Interrupted);
        }
        self.answered += 1;
        Ok(match asking.question {
            Question::Fact(at) => {
                let fact = asking.catalogue.fact(at);
                Reply::Fact(match (fact.kind, fact.role) {
                    (_, Some(Role::Danger)) => FactAnswer::Values(2),
                    (FactKind::YesNo | FactKind::One, _) => FactAnswer::Values(1),
                    (FactKind::Many, _) => FactAnswer::Values(1 | 2),
                    _ => FactAnswer::Unknown,
                })
            }
            Question::Indicator(at) => match self.answered % 7 {
                0 if asking.case.answer(at).is_none() => {
                    Reply::Note(Some("a note, with \"quotes\" and\ta tab".to_owned()))
                }
                0 | 1 => Reply::Pass,
                2 => Reply::Indicator(Answer::of(Presence::Declined)),
                3 | 4 => Reply::Indicator(Answer::of(Presence::Present)),
                _ => Reply::Indicator(Answer::of(Presence::Absent)),
            },
        })
    }

    fn rate(&mut self, _: &Asking<'_>, answer: &Answer) -> Result<Reply, PromptError> {
        let severity = Some(Severity::Serious);
        Ok(Reply::Indicator(Answer { severity, basis: vec![Basis::Told, Basis::Observed], ..answer.clone() }))
    }

    fn offer_detail(&mut self, _: usize) -> Result<Reply, PromptError> {
        Ok(Reply::Detail(true))
    }

    fn not_kept(&mut self, why: &str) -> Result<SaveRetry, PromptError> {
        self.troubles.push(why.to_owned());
        Ok(SaveRetry::Again)
    }
}

/// Notes on the disk what was told to be safe, and when.
struct Watched {
    keeping: StoreRecorder<MemoryDisk>,
    disk: MemoryDisk,
}

impl Watched {
    fn told(&self, kept: &Result<SaveOutcome, SaveError>) {
        if *kept == Ok(SaveOutcome::OnDisk) {
            self.disk.note_safe(self.keeping.record().events().len());
        }
    }
}

impl Recorder for Watched {
    fn save(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<SaveOutcome, SaveError> {
        let kept = self.keeping.save(questionnaire, act);
        self.told(&kept);
        kept
    }

    fn retry_save(&mut self, questionnaire: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError> {
        let kept = self.keeping.retry_save(questionnaire);
        self.told(&kept);
        kept
    }

    fn save_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<SaveOutcome, SaveError> {
        self.keeping.save_elsewhere(questionnaire, folder)
    }

    fn let_be(&mut self) {
        self.keeping.let_be();
    }

    fn is_on_disk(&self) -> bool {
        self.keeping.is_on_disk()
    }

    fn erase(&mut self, what: Erase) -> Result<(), SaveError> {
        self.keeping.erase(what)
    }
}

fn catalogue() -> &'static Catalogue {
    shipped()
}

fn store(disk: &MemoryDisk) -> Store<MemoryDisk> {
    Store::at(disk.clone(), FOLDER)
}

fn plan(disk: &MemoryDisk, seal: Box<dyn Seal>) -> RecordingPlan<MemoryDisk> {
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    RecordingPlan { place: Some((store(disk), seal)), files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() }
}

/// A screening of so many questions on this disk; gives how it came out, and the record as it was in memory.
fn screening(disk: &MemoryDisk, face: &mut Somebody) -> (Interview, Record) {
    screening_under(Box::new(Unsealed), disk, face)
}

/// The same under another seal.
fn screening_under(seal: Box<dyn Seal>, disk: &MemoryDisk, face: &mut Somebody) -> (Interview, Record) {
    let case = Case::new(catalogue(), ID);
    let keeping = StoreRecorder::begin(plan(disk, seal), catalogue(), &case);
    let mut watched = Watched { keeping, disk: disk.clone() };
    let interview = conduct(Questionnaire::new(catalogue(), case), face, &mut watched);
    (interview, watched.keeping.record().clone())
}

/// What is wrong with a disk after a crash, if anything is.
fn verdict(disk: &MemoryDisk, safe: usize, whole: &Record, replay: bool) -> Result<(), String> {
    let store = store(disk);
    store.prepare().map_err(|fault| format!("the store does not open: {fault}"))?;
    let left_over = disk.all_names().into_iter().filter(|path| path.to_string_lossy().contains("/.tipscreen-"));
    let left_over: Vec<_> = left_over.filter(|path| path.to_string_lossy().contains("/records/")).collect();
    if !left_over.is_empty() {
        return Err(format!("{left_over:?} is left over"));
    }
    if safe == 0 && store.ids().map_err(|fault| fault.to_string())?.is_empty() {
        return Ok(());
    }
    let record = store.read(ID, &key()).map_err(|fault| fault.to_string())?;
    let events = record.events();
    if events.len() < safe {
        return Err(format!("{safe} events were told to be safe, {} are there", events.len()));
    }
    // Nothing but the one that was being written may be there beyond what was told to be safe.
    let is_first_save = safe == 0;
    if events.len() > safe + 1 && !is_first_save {
        return Err(format!("{} events are there where {safe} were told to be safe", events.len()));
    }
    if events != &whole.events()[..events.len()] {
        return Err("the events are others".to_owned());
    }
    if replay {
        let edition = record.edition().ok_or("there is no edition")?;
        store.catalogue(edition).map_err(|fault| format!("the copy of the catalogue: {fault}"))?;
        record.replay(catalogue()).map_err(|damage| damage.to_string())?;
    }
    Ok(())
}

/// Crashes behind every operation of a log, and in the middle of every write; tells what went wrong, and how many
/// crashes were tried.
fn crash_everywhere(log: &[Done], whole: &Record, kinds: &[Crash], replay: bool) -> (usize, Vec<String>) {
    let (mut tried, mut wrong, mut safe) = (0, Vec::new(), 0);
    for done in 0..=log.len() {
        if let Some(Done::Safe(events)) = done.checked_sub(1).map(|at| &log[at]) {
            safe = *events;
        }
        let writes = matches!(done.checked_sub(1).map(|at| &log[at]), Some(Done::Write(..)));
        for half in [false, true].into_iter().filter(|half| writes || !half) {
            for &crash in kinds {
                tried += 1;
                let disk = after_crash(log, done, half, crash);
                if let Err(what) = verdict(&disk, safe, whole, replay) {
                    wrong.push(format!("{crash:?} behind {done} of {} (half written: {half}): {what}", log.len()));
                }
            }
        }
    }
    (tried, wrong)
}

fn sixty_questions(seal: Box<dyn Seal>) -> (Vec<Done>, Record) {
    let disk = MemoryDisk::default();
    let (interview, record) = screening_under(seal, &disk, &mut Somebody::who_answers(60));
    assert_eq!(interview.left, InterviewEnd::Interrupted);
    assert!(record.events().len() > 60, "only {} events", record.events().len());
    (disk.log(), record)
}

#[test]
fn a_kill_at_any_write_point_loses_nothing_that_was_told_to_be_safe() {
    for seal in [Box::new(Unsealed) as Box<dyn Seal>, Box::new(key())] {
        let name = seal.name();
        let (log, record) = sixty_questions(seal);
        let (tried, wrong) = crash_everywhere(&log, &record, &[Crash::Killed], true);
        assert!(wrong.is_empty(), "seal {name}: {} of {tried}: {}", wrong.len(), wrong[0]);
        assert!(tried >= 430, "seal {name}: only {tried} points");
    }
}

/// Seeds of torn writes: two, or as many as `TIPSCREEN_SEEDS` says.
fn power_cuts() -> Vec<Crash> {
    let seeds = std::env::var("TIPSCREEN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let torn = (1..=seeds).map(Crash::PowerTorn);
    [Crash::PowerDropped, Crash::PowerKept].into_iter().chain(torn).collect()
}

#[test]
fn a_power_cut_at_any_write_point_loses_nothing_that_was_told_to_be_safe() {
    for seal in [Box::new(Unsealed) as Box<dyn Seal>, Box::new(key())] {
        let name = seal.name();
        let (log, record) = sixty_questions(seal);
        let (tried, wrong) = crash_everywhere(&log, &record, &power_cuts(), false);
        assert!(wrong.is_empty(), "seal {name}: {} of {tried}: {}", wrong.len(), wrong[0]);
        assert!(tried >= 430 * power_cuts().len(), "seal {name}: only {tried} power cuts");
    }
}

#[test]
fn without_either_sync_a_power_cut_does_lose_something() {
    let (log, record) = sixty_questions(Box::new(Unsealed));
    let without = |left_out: fn(&Done) -> bool| {
        let log: Vec<Done> = log.iter().filter(|done| !left_out(done)).cloned().collect();
        crash_everywhere(&log, &record, &power_cuts(), false).1
    };
    assert!(!without(|done| matches!(done, Done::Sync(_))).is_empty(), "nobody notices that files are not synced");
    let no_folder = without(|done| matches!(done, Done::SyncFolder(_)));
    assert!(!no_folder.is_empty(), "nobody notices that folders are not synced");
}

#[test]
fn nothing_is_written_before_consent_and_each_save_keeps_its_order() {
    let (log, record) = sixty_questions(Box::new(Unsealed));
    let consent = shipped().fact_by_role(Role::ConsentToRecord).expect("it is asked");
    let consent = &shipped().fact(consent).id;
    let agreed =
        record.events().iter().find(|event| matches!(&event.deed, EventKind::Fact { fact, .. } if fact == consent));
    let agreed = agreed.expect("the person agreed").n;
    let first = log.iter().find_map(|done| if let Done::Safe(events) = done { Some(*events) } else { None });
    assert_eq!(first, Some(agreed), "the first save is that of the agreement");
    let mut saves = 0;
    for part in log.split(|done| matches!(done, Done::Safe(_))).filter(|part| !part.is_empty()) {
        saves += 1;
        let [.., Done::Create(..), Done::Write(..), Done::Sync(_), Done::Rename(..), Done::SyncFolder(_)] = part else {
            panic!("another order: {part:?}");
        };
    }
    assert_eq!(saves, record.events().len() - agreed + 1, "a save for each act");
}

#[test]
fn a_disk_that_fails_once_is_told_of_and_nothing_is_lost() {
    let usual = MemoryDisk::default();
    let questions = 24;
    let (_, whole) = screening(&usual, &mut Somebody::who_answers(questions));
    let operations = usual.log().iter().filter(|done| done.is_operation()).count();
    let kinds = [
        io::ErrorKind::StorageFull,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::QuotaExceeded,
    ];
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..operations {
        let disk = MemoryDisk::failing(Failure { at, kind: kinds[at % kinds.len()] });
        let mut face = Somebody::who_answers(questions);
        let (interview, record) = screening(&disk, &mut face);
        assert!(disk.has_failed(), "operation {at} was never tried");
        assert_eq!(interview.left, InterviewEnd::Interrupted, "operation {at}: the talk went on to its end");
        assert_eq!(record.events(), whole.events(), "operation {at}");
        let kept = store(&disk).read(ID, &Unsealed).unwrap_or_else(|fault| panic!("operation {at}: {fault}"));
        assert_eq!(kept.events(), whole.events(), "operation {at}: what is on the disk");
        for trouble in face.troubles {
            *told.entry(trouble).or_default() += 1;
        }
    }
    let known = ["the disk is full", "the disk is read-only", "you have no permission there"];
    assert!(told.keys().all(|why| known.contains(&why.as_str())), "{told:?}");
    assert_eq!(told.len(), known.len(), "{told:?}");
    // One try in five is a sync that the store itself tries again.
    assert!(told.values().sum::<usize>() * 10 > operations * 6, "{told:?} of {operations}");
}

#[test]
fn what_was_kept_of_a_screening_goes_on_where_it_stood() {
    for questions in [9, 13, 20, 35, 60] {
        let disk = MemoryDisk::default();
        let (interview, record) = screening(&disk, &mut Somebody::who_answers(questions));
        let kept = store(&disk).read(ID, &Unsealed).expect("a record");
        assert_eq!(kept, record);
        let replayed = kept.replay(catalogue()).expect("it follows from its events");
        let mut case = replayed.case().clone();
        case.method = None;
        assert_eq!(case, interview.case, "{questions} questions");
        // Whoever answered one question more was asked the same next one.
        let (_, longer) = screening(&MemoryDisk::default(), &mut Somebody::who_answers(questions + 1));
        let next = match &longer.events()[record.events().len()].deed {
            EventKind::Fact { fact, .. } => catalogue().find_fact(fact).map(Question::Fact),
            EventKind::Indicator { indicator, .. } | EventKind::Noted { indicator, .. } => {
                catalogue().find_indicator(indicator).map(Question::Indicator)
            }
            EventKind::Passed { question } => question.find(catalogue()),
            _ => None,
        };
        match next {
            Some(next) => assert_eq!(replayed.step(), Step::Ask(next), "{questions} questions"),
            None => panic!("{questions} questions: {:?}", longer.events()[record.events().len()].deed),
        }
    }
}
