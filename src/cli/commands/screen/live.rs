//! A screening of a person, at a terminal or over plain lines.

use crate::case::{Case, FactAnswer, Purpose};
use crate::catalogue::{Catalogue, CatalogueFiles, Keep, Role};
use crate::cli::case_output::Out;
use crate::cli::commands::screen::NewFiles;
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::commands::screen::discreet_output::ResultOutput;
use crate::cli::commands::screen::finish::QuestionsEnd;
use crate::cli::commands::screen::start;
use crate::cli::commands::screen::start::{ResumedRecord, StartContext};
use crate::cli::commands::screen::storage_choice;
use crate::cli::commands::screen::storage_choice::StoragePlace;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure, usage};
use crate::cli::session::SessionHandle;
use crate::cli::stored::{fault, local_time};
use crate::cli::{clock, printed_command};
use crate::diagnostic::Code;
use crate::escape;
use crate::interview::{Dialogue, Face, FinalChoice, Interview, InterviewEnd, PromptError, Prompter, conduct};
use crate::questionnaire::{Act, Ending, Erase, Questionnaire, Recorder, SaveError};
use crate::store::{EventKind, LocalDisk, RecordState, RecordingPlan, StoreRecorder};
use crate::terminal::prompter::{is_plain, lines};
use crate::terminal::screen;
use crate::terminal::screen::Screen;
use std::io::{self, IsTerminal};

pub(super) fn run(args: &ScreenArgs, files: &NewFiles) -> anyhow::Result<Exit> {
    // Whoever interrupts a prompt before the talk leaves as whoever interrupts the talk.
    begin_talk(args, files).or_else(|error| match error.downcast::<PromptError>() {
        Ok(PromptError::Interrupted) => {
            screen::restore();
            Ok(Exit::Interrupted)
        }
        Ok(halt @ PromptError::Io(_)) => Err(halt.into()),
        Err(other) => Err(other),
    })
}

fn begin_talk(args: &ScreenArgs, written: &NewFiles) -> anyhow::Result<Exit> {
    let basis = if args.resume.is_none() && args.again.is_none() { Some(start::new(args)?) } else { None };
    // Before the first prompt: whoever leaves there finds the terminal as it was.
    let shared = SessionHandle::default();
    shared.listen()?;
    if is_plain(args.plain) {
        let place = StoragePlace::find(args, |question| storage_choice::ask(&mut lines(), question))?.signing(args);
        if args.discreet {
            let mut lines = lines().discreet();
            lines.show("", text!("screening-discreet-in-lines"))?;
            talk((args, written), basis, place, lines, &shared, ResultOutput::new(false))
        } else {
            talk((args, written), basis, place, lines(), &shared, ResultOutput::new(false))
        }
    } else {
        let place =
            StoragePlace::find(args, |question| storage_choice::ask(&mut Screen::open(), question))?.signing(args);
        let screen = if args.discreet { Screen::open_aside() } else { Screen::open() };
        talk((args, written), basis, place, screen, &shared, ResultOutput::new(args.discreet))
    }
}

/// Everything from the first word to the last.
fn talk(
    (args, written): (&ScreenArgs, &NewFiles),
    basis: Option<StartContext>,
    place: StoragePlace,
    mut prompter: impl Prompter,
    shared: &SessionHandle,
    mut told: ResultOutput,
) -> anyhow::Result<Exit> {
    let Some(basis) = find_basis(args, basis, &place, &mut prompter)? else { return Ok(Exit::Done) };
    let StartContext { catalogue, files, taken_up } = basis;
    let is_new = taken_up.is_none();
    let seal_of_file = place.seal_of_file();
    let kept_how = place.told(args);
    let who_can_open = place.who_can_open(taken_up.as_ref());
    // Going on with a record may write to it at once.
    if let Some(who) = who_can_open.as_ref().filter(|_| !is_new) {
        prompter.show("", who)?;
    }
    let latest = taken_up.as_ref().and_then(|taken_up| taken_up.opened.record.later_than(&now()).map(local_time));
    if let Some(latest) = latest {
        prompter.show("", &text!("meeting-clock-set-back", now = local_time(&now()), latest = latest))?;
    }
    let (questionnaire, keeping) = prepare(args, &catalogue, files, place, taken_up)?;
    let case = questionnaire.case();
    let refused = case.was_asked_to_be_kept(&catalogue) && !case.may_be_kept(&catalogue);
    if !is_new && (refused || keeping.record().is_withdrawn()) {
        prompter.show("", text!("record-withdrawn-taken-up"))?;
    }
    let out = written.out.clone().map(|file| Out::new(file, seal_of_file));
    shared.opened_with(args.key.identity.clone());
    shared.start(keeping, out, &catalogue, case);
    if is_new {
        prompter.show("", &kept_how)?;
        if let Some(who) = &who_can_open {
            prompter.show("", who)?;
        }
    }
    let mut face = Dialogue::new(prompter);
    let interview = conduct(questionnaire, &mut face, &mut shared.clone());
    let exit = close((args, written), &catalogue, &interview, shared, &mut face, &mut told);
    let shown = matches!(interview.left, InterviewEnd::Ended(_)) && interview.save(&catalogue) == Keep::Answers;
    if told.gathered().is_some() {
        if shown && !catalogue.safe_close.is_empty() {
            told.show(&format!("\n{}:\n{}", text!("screening-before-you-part"), catalogue.safe_close));
        }
        face.read_through(told.gathered().unwrap_or_default())?;
    } else if shown && io::stdout().is_terminal() && io::stdin().is_terminal() {
        while face.part(&catalogue.safe_close)? == FinalChoice::Withdraws {
            erase_at_the_end(shared, &mut face)?;
        }
    }
    Ok(exit)
}

/// The person no longer agrees, after the end: what is saved can be erased.
fn erase_at_the_end(shared: &SessionHandle, face: &mut Dialogue<impl Prompter>) -> Result<(), PromptError> {
    let saved = shared.saved();
    if !saved.any() {
        return face.show_message(text!("screening-nothing-is-saved"));
    }
    let Some(what) = face.what_to_erase(saved)? else { return Ok(()) };
    let erased = shared.clone().erase(what);
    match erased {
        Ok(()) if what == Erase::ThisMeeting => {
            face.show_message(&text!("meeting-this-erased", earlier = saved.earlier))
        }
        Ok(()) => face.show_message(text!("record-erased")),
        Err(SaveError(why)) => face.show_message(&text!("record-not-erased", why = why)),
    }
}

fn find_basis(
    args: &ScreenArgs,
    basis: Option<StartContext>,
    place: &StoragePlace,
    prompter: &mut impl Prompter,
) -> anyhow::Result<Option<StartContext>> {
    let (store, seal) = (&place.store, place.keyring.seal());
    if let Some(basis) = basis {
        // Others may have laid anything there; a screening that needs nothing of it goes on without.
        if let Err(found) = store.check() {
            prompter.show(
                "",
                &format!("{}\n{}", fault(text!("store-itself"), &found), text!("record-store-not-looked-into")),
            )?;
            return Ok(Some(basis));
        }
        let unfinished = start::heads_of_unfinished(store).len();
        if unfinished > 0 {
            let resume =
                printed_command::on_store(Some(store.folder()), args.key.identity.as_deref(), &["screen", "--resume"]);
            prompter.show("", &format!("{}\n  {resume}", text!("record-some-unfinished", count = unfinished)))?;
        }
        return Ok(Some(basis));
    }
    let (id, wanted) = match (&args.resume, &args.again) {
        (Some(Some(id)), _) => (Some(id.clone()), RecordState::Draft),
        (Some(None), _) => (start::choose(args, store, &seal, prompter)?, RecordState::Draft),
        (None, again) => (again.clone(), RecordState::Finished),
    };
    id.map(|id| start::take_up(args, store, &seal, (&id, wanted), prompter)).transpose()
}

/// Lays everything out: the questions as they stand, and whoever keeps what is answered.
fn prepare<'c>(
    args: &ScreenArgs,
    catalogue: &'c Catalogue,
    files: CatalogueFiles,
    place: StoragePlace,
    taken_up: Option<ResumedRecord>,
) -> anyhow::Result<(Questionnaire<'c>, StoreRecorder<LocalDisk>)> {
    let seal = place.seal(args, taken_up.as_ref())?;
    let place = seal.map(|seal| (place.store, seal));
    let plan: RecordingPlan<LocalDisk> = RecordingPlan { place, files, clock: now };
    let (questionnaire, keeping) = match taken_up {
        None => {
            let case = new_case(args, catalogue);
            let keeping = StoreRecorder::begin(plan, catalogue, &case);
            (Questionnaire::new(catalogue, case), keeping)
        }
        Some(taken_up) => go_on(args, catalogue, plan, taken_up)?,
    };
    let (questionnaire, keeping) = in_country(args, questionnaire, keeping)?;
    Ok((if args.quick { questionnaire.quick() } else { questionnaire }, keeping))
}

/// Answers beforehand where the talk takes place, if that was named.
fn in_country<'c>(
    args: &ScreenArgs,
    mut questionnaire: Questionnaire<'c>,
    mut keeping: StoreRecorder<LocalDisk>,
) -> anyhow::Result<(Questionnaire<'c>, StoreRecorder<LocalDisk>)> {
    let Some(named) = &args.country else { return Ok((questionnaire, keeping)) };
    let catalogue = questionnaire.catalogue();
    let fact = catalogue.fact_by_role(Role::Country);
    let known: Vec<&str> =
        fact.iter().flat_map(|at| &catalogue.fact(*at).values).map(|value| value.id.as_str()).collect();
    let wanted = named.trim();
    let is_named = |value: &&crate::catalogue::FactValue| {
        value.id.eq_ignore_ascii_case(wanted) || value.text.eq_ignore_ascii_case(wanted)
    };
    let value = fact.and_then(|at| {
        let id = &catalogue.fact(at).values.iter().find(is_named)?.id;
        Some((at, catalogue.fact(at).value_bit(id)?))
    });
    let Some((at, bit)) = value else {
        let error = what_and_help!("command-country-unknown", known = known.join(", "));
        return Err(usage(Code::UnknownId, error));
    };
    let act = questionnaire.take(Act::Fact(at, FactAnswer::Values(bit)));
    keeping
        .save(&questionnaire, &act)
        .map_err(|unkept| Failure::drawn(Exit::Storage, escape::shown(&unkept.0).into_owned()))?;
    Ok((questionnaire, keeping))
}

fn new_case(args: &ScreenArgs, catalogue: &Catalogue) -> Case {
    let mut case = Case::new(catalogue, uuid::Uuid::new_v4().to_string());
    case.screened_on = Some(clock::today());
    if args.training {
        case.purpose = Purpose::Training;
    }
    case
}

/// Goes on where a record stands: the same meeting, or a later one.
fn go_on<'c>(
    args: &ScreenArgs,
    catalogue: &'c Catalogue,
    plan: RecordingPlan<LocalDisk>,
    ResumedRecord { opened, moved }: ResumedRecord,
) -> anyhow::Result<(Questionnaire<'c>, StoreRecorder<LocalDisk>)> {
    let id = opened.record.id.clone();
    let mut keeping = StoreRecorder::go_on(plan, opened);
    let unkept = |error: crate::questionnaire::SaveError| fault(&id, &io::Error::other(error.0).into());
    if let Some(deed) = moved {
        keeping.change_catalogue(deed);
    }
    // The record was checked when it was opened; after a move its case is still that of the other edition.
    let replayed = keeping.record().replay_events(catalogue);
    let mut questionnaire = replayed.map_err(|damage| fault(&id, &damage.into()))?;
    if args.again.is_some() {
        let act = Act::MeetAgain(questionnaire.later_meeting(Some(clock::today())));
        questionnaire.take(act.clone());
        keeping.save(&questionnaire, &act).map_err(unkept)?;
    } else {
        keeping.note_in_passing(catalogue, questionnaire.case(), EventKind::Resumed);
        // It may not be safe any more.
        if let Some(safe) = catalogue.fact_by_role(Role::SafePlace) {
            questionnaire.jump(crate::catalogue::Question::Fact(safe));
        }
    }
    Ok((questionnaire, keeping))
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What is done once the questions are over, or were left.
fn close(
    (args, written): (&ScreenArgs, &NewFiles),
    catalogue: &Catalogue,
    interview: &Interview,
    shared: &SessionHandle,
    face: &mut Dialogue<impl Prompter>,
    told: &mut ResultOutput,
) -> Exit {
    match &interview.left {
        InterviewEnd::Ended(ending) if interview.save(catalogue) == Keep::Answers => {
            let end = QuestionsEnd { args, written, catalogue, interview, ending: *ending };
            end.come(shared, face, told).unwrap_or_else(|_| interrupted(shared))
        }
        InterviewEnd::Ended(ending) => {
            if let (Ending::Gate(gate), Some(_)) = (ending, told.gathered()) {
                told.show(&catalogue.gates[*gate].say);
            }
            let kept = shared.session().is_kept();
            told.show(if kept { text!("record-put-aside") } else { text!("record-nothing-saved") });
            Exit::Done
        }
        InterviewEnd::Paused => {
            // How to go on has to stay where it can be read.
            screen::restore();
            // Whoever leaves by a signal meanwhile waits for no terminal.
            let home = {
                let mut session = shared.session();
                session.note_pause(catalogue, &interview.case);
                session.resume_hint()
            };
            eprint_message(&home.unwrap_or_default());
            let not_written = written.named();
            if !not_written.is_empty() {
                eprint_message(&text!("record-not-written-yet", files = not_written.join(", ")));
            }
            Exit::Done
        }
        InterviewEnd::Interrupted => interrupted(shared),
        InterviewEnd::Trouble(what) => {
            // A terminal that was closed sends a signal too, which knows better how to leave.
            std::thread::sleep(std::time::Duration::from_millis(200));
            shared.wait_for_signal();
            screen::restore();
            eprint_message(what);
            shared.session().leave(|_| ()).max(Exit::Storage)
        }
    }
}

/// Leaves in order where a signal does not do it.
fn interrupted(shared: &SessionHandle) -> Exit {
    shared.wait_for_signal();
    shared.session().leave(|_| ()).max(Exit::Interrupted)
}
