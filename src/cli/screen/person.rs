//! A screening of a person, at a terminal or over plain lines.

use super::begin::{self, Basis, TakenUp};
use super::desk::Shared;
use super::sealing::{self, Place};
use super::told::Told;
use crate::case::{Case, FactAnswer, Purpose};
use crate::catalogue::{Catalogue, Keep, Role};
use crate::cli::outcome::Outcome;
use crate::cli::prompter::{is_plain, lines};
use crate::cli::stored::fault;
use crate::cli::{Exit, Failure, ResultFormat, ScreenArgs, is_drawn, tell, width};
use crate::interview::terminal::{self, Screen};
use crate::interview::{Dialogue, Halt, Interview, Left, Prompter, conduct};
use crate::questionnaire::{Act, Ending, Keeper, Kept, Questionnaire};
use crate::report::{self, Detail};
use crate::store::{Deed, Keeping, LocalDisk, Plan, State};
use crate::training::as_script;
use crate::{store as files, wording};
use std::io::{self, IsTerminal};

pub(super) fn run(args: &ScreenArgs) -> anyhow::Result<Exit> {
    // Whoever interrupts a prompt before the talk leaves as whoever interrupts the talk.
    begin_talk(args).or_else(|error| match error.downcast::<Halt>() {
        Ok(Halt::Interrupted) => Ok(Exit::Interrupted),
        Ok(halt @ Halt::Io(_)) => Err(halt.into()),
        Err(other) => Err(other),
    })
}

fn begin_talk(args: &ScreenArgs) -> anyhow::Result<Exit> {
    let basis = if args.resume.is_none() && args.again.is_none() { Some(begin::new(args)?) } else { None };
    if is_plain(args.plain) {
        let place = Place::find(args, || sealing::ask(&mut lines()))?;
        if args.discreet {
            let mut lines = lines().discreet();
            lines.show("", wording::DISCREET_IN_LINES)?;
            talk(args, basis, place, lines, Told::new(false))
        } else {
            talk(args, basis, place, lines(), Told::new(false))
        }
    } else {
        let place = Place::find(args, || sealing::ask(&mut Screen::open()))?;
        let screen = if args.discreet { Screen::open_aside() } else { Screen::open() };
        talk(args, basis, place, screen, Told::new(args.discreet))
    }
}

/// Everything from the first word to the last.
fn talk(
    args: &ScreenArgs,
    basis: Option<Basis>,
    place: Place,
    mut prompter: impl Prompter,
    mut told: Told,
) -> anyhow::Result<Exit> {
    let shared = Shared::default();
    shared.listen()?;
    let Some(basis) = find_basis(args, basis, &place, &mut prompter)? else { return Ok(Exit::Done) };
    let Basis { catalogue, files, taken_up } = basis;
    let is_new = taken_up.is_none();
    let seal_of_file = place.seal_of_file();
    let kept_how = place.told(args);
    let (questionnaire, keeping) = prepare(args, &catalogue, files, place, taken_up)?;
    let case = questionnaire.case();
    if !is_new && case.was_asked_to_be_kept(&catalogue) && !case.may_be_kept(&catalogue) {
        prompter.show("", wording::NO_AGREEMENT)?;
    }
    shared.lay(keeping, args.out.clone(), seal_of_file);
    if is_new {
        prompter.show("", kept_how)?;
    }
    let mut face = Dialogue::new(prompter);
    let interview = conduct(questionnaire, &mut face, &mut shared.clone());
    let exit = close(args, &catalogue, &interview, &shared, &mut told);
    let shown = matches!(interview.left, Left::Ended(_)) && interview.keep(&catalogue) == Keep::Answers;
    if told.gathered().is_some() {
        if shown && !catalogue.safe_close.is_empty() {
            told.tell(&format!("\n{}:\n{}", wording::BEFORE_YOU_PART, catalogue.safe_close))?;
        }
        face.read_through(told.gathered().unwrap_or_default())?;
    } else if exit.is_ok() && shown && io::stdout().is_terminal() && io::stdin().is_terminal() {
        face.part(&catalogue.safe_close)?;
    }
    exit
}

fn find_basis(
    args: &ScreenArgs,
    basis: Option<Basis>,
    place: &Place,
    prompter: &mut impl Prompter,
) -> anyhow::Result<Option<Basis>> {
    let (store, seal) = (&place.store, place.keyring.seal());
    if let Some(basis) = basis {
        // Others may have laid anything there; a screening that needs nothing of it goes on without.
        if let Err(found) = store.check() {
            prompter.show("", &format!("{}\n{}", fault("the store", &found), wording::STORE_NOT_LOOKED_INTO))?;
            return Ok(Some(basis));
        }
        let unfinished = begin::heads_of_unfinished(store).len();
        if unfinished > 0 {
            prompter.show("", &wording::some_unfinished(unfinished))?;
        }
        return Ok(Some(basis));
    }
    let (id, wanted) = match (&args.resume, &args.again) {
        (Some(Some(id)), _) => (Some(id.clone()), State::Draft),
        (Some(None), _) => (begin::choose(store, &seal, prompter)?, State::Draft),
        (None, again) => (again.clone(), State::Finished),
    };
    id.map(|id| begin::take_up(args, store, &seal, (&id, wanted), prompter)).transpose()
}

/// Lays everything out: the questions as they stand, and whoever keeps what is answered.
fn prepare<'c>(
    args: &ScreenArgs,
    catalogue: &'c Catalogue,
    files: Vec<crate::document::SourceFile>,
    place: Place,
    taken_up: Option<TakenUp>,
) -> anyhow::Result<(Questionnaire<'c>, Keeping<LocalDisk>)> {
    let seal = place.seal(args, taken_up.as_ref())?;
    let place = seal.map(|seal| (place.store, seal));
    let plan: Plan<LocalDisk> = Plan { place, files, clock: now };
    let (questionnaire, keeping) = match taken_up {
        None => {
            let case = new_case(args, catalogue);
            let keeping = Keeping::begin(plan, catalogue, &case);
            in_country(args, Questionnaire::new(catalogue, case), keeping)?
        }
        Some(taken_up) => go_on(args, catalogue, plan, taken_up)?,
    };
    Ok((if args.quick { questionnaire.quick() } else { questionnaire }, keeping))
}

/// Answers beforehand where the talk takes place, if that was named.
fn in_country<'c>(
    args: &ScreenArgs,
    mut questionnaire: Questionnaire<'c>,
    mut keeping: Keeping<LocalDisk>,
) -> anyhow::Result<(Questionnaire<'c>, Keeping<LocalDisk>)> {
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
        let text = format!("error[unknown-id]: no country is named so\n  = use one of {}", known.join(", "));
        return Err(Failure::with(Exit::Usage, text));
    };
    let act = questionnaire.take(Act::Fact(at, FactAnswer::Values(bit)));
    keeping.keep(&questionnaire, &act).map_err(|unkept| Failure::with(Exit::Storage, unkept.0))?;
    Ok((questionnaire, keeping))
}

fn new_case(args: &ScreenArgs, catalogue: &Catalogue) -> Case {
    let mut case = Case::new(catalogue, uuid::Uuid::new_v4().to_string());
    case.screened_on = Some(jiff::Zoned::now().date());
    if args.training {
        case.purpose = Purpose::Training;
    }
    case
}

/// Goes on where a record stands: the same meeting, or a later one.
fn go_on<'c>(
    args: &ScreenArgs,
    catalogue: &'c Catalogue,
    plan: Plan<LocalDisk>,
    TakenUp { opened, moved }: TakenUp,
) -> anyhow::Result<(Questionnaire<'c>, Keeping<LocalDisk>)> {
    let id = opened.record.id.clone();
    let mut keeping = Keeping::go_on(plan, opened);
    let unkept = |error: crate::questionnaire::Unkept| fault(&id, &io::Error::other(error.0).into());
    if let Some(deed) = moved {
        keeping.change_catalogue(deed);
    }
    // The record was checked when it was opened; after a move its case is still that of the other edition.
    let replayed = keeping.record().replay_events(catalogue);
    let mut questionnaire = replayed.map_err(|damage| fault(&id, &damage.into()))?;
    if args.again.is_some() {
        let act = Act::MeetAgain(Some(jiff::Zoned::now().date()));
        questionnaire.take(act.clone());
        keeping.keep(&questionnaire, &act).map_err(unkept)?;
    } else {
        keeping.note(catalogue, questionnaire.case(), Deed::Resumed).map_err(unkept)?;
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
    args: &ScreenArgs,
    catalogue: &Catalogue,
    interview: &Interview,
    shared: &Shared,
    told: &mut Told,
) -> anyhow::Result<Exit> {
    match &interview.left {
        Left::Ended(ending) if interview.keep(catalogue) == Keep::Answers => {
            end(args, catalogue, interview, *ending, shared, told)
        }
        Left::Ended(ending) => {
            if let (Ending::Gate(gate), Some(_)) = (ending, told.gathered()) {
                told.tell(&catalogue.gates[*gate].say)?;
            }
            let kept = shared.desk().is_kept();
            told.tell(if kept { wording::NOTHING_SHOWN_KEPT } else { wording::NOTHING_SHOWN })?;
            Ok(Exit::Done)
        }
        Left::Paused => {
            // How to go on has to stay where it can be read.
            terminal::restore();
            let mut desk = shared.desk();
            // All answers are kept; that it was put aside is worth no alarm.
            let _ = desk.note(catalogue, &interview.case, Deed::Paused);
            tell(&desk.record().map_or_else(String::new, |record| wording::go_on_with(&record.id, &desk.in_store())))?;
            Ok(Exit::Done)
        }
        Left::Interrupted => {
            shared.wait_for_signal();
            Ok(shared.desk().leave().max(Exit::Interrupted))
        }
        Left::Trouble(what) => {
            // A terminal that was closed sends a signal too, which knows better how to leave.
            std::thread::sleep(std::time::Duration::from_millis(200));
            shared.wait_for_signal();
            terminal::restore();
            let _ = tell(what);
            Ok(shared.desk().leave().max(Exit::Storage))
        }
    }
}

/// Keeps and shows what came out. Kept before it is shown: whoever leaves a pager early, or loses the link, has the
/// answers all the same.
fn end(
    args: &ScreenArgs,
    catalogue: &Catalogue,
    interview: &Interview,
    ending: Ending,
    shared: &Shared,
    told: &mut Told,
) -> anyhow::Result<Exit> {
    let mut desk = shared.desk();
    let kept = desk.note(catalogue, &interview.case, Deed::ended(catalogue, ending));
    let (written, of_file) = desk.write_out();
    let before = desk.record().filter(|_| args.again.is_some());
    let before = before.and_then(|record| record.before_last_meeting(catalogue));
    let of_record = match kept {
        Ok(Kept::OnDisk | Kept::Anew) => desk.record().map(|record| wording::kept_as(&record.id, &desk.in_store())),
        Ok(_) if desk.has_failed() => Some(wording::NOT_ALL_KEPT.to_owned()),
        Ok(_) if desk.is_kept() => desk.record().map(|record| wording::kept_before(&record.id, &desk.in_store())),
        Ok(_) => None,
        Err(unkept) => Some(wording::not_saved(&unkept.0)),
    };
    let stored = if desk.has_failed() { Exit::Storage } else { Exit::Done };
    drop(desk);
    if let Some(of_file) = of_file {
        told.tell(&of_file)?;
    }
    let recorded = record(args, catalogue, interview, told)?;
    let shown = show(catalogue, interview, ending, before.as_ref(), args, told);
    if let Some(of_record) = of_record {
        told.tell(&of_record)?;
    }
    if stored == Exit::Done {
        shown?;
    }
    Ok(written.max(recorded).max(stored))
}

/// Writes the interview as a script.
fn record(args: &ScreenArgs, catalogue: &Catalogue, interview: &Interview, told: &mut Told) -> anyhow::Result<Exit> {
    let Some(path) = &args.record else { return Ok(Exit::Done) };
    let script = as_script(catalogue, &interview.case);
    files::write_private(path, script.as_bytes()).map_err(|error| crate::cli::open::cannot_write(path, &error))?;
    told.tell(&wording::script_in(&path.display().to_string()))?;
    Ok(Exit::Done)
}

/// Puts the result where and how it was asked for. Whoever screened sees what to do now in any case: on the screen if
/// the result went to a file, or if nothing may be handed over.
fn put(
    outcome: &Outcome<'_>,
    interview: &Interview,
    catalogue: &Catalogue,
    args: &ScreenArgs,
    plain: bool,
    told: &mut Told,
) -> anyhow::Result<()> {
    let in_file = args.result.result.is_some();
    let may_write = args.training || interview.case.may_be_kept(catalogue);
    let text = outcome.text(&args.result, Detail::Short, plain || in_file);
    // Written before it is shown: a screen that is gone takes nothing along.
    let written = match text {
        Ok(_) if in_file && !may_write => told.tell(wording::NO_RECORD),
        Ok(text) if in_file => {
            args.result.save(&text).and_then(|saved| saved.map_or(Ok(()), |saved| told.tell(&saved)))
        }
        Ok(text) => return told.print(&text),
        Err(error) => Err(error),
    };
    if !args.result.is_table() {
        told.print(&outcome.table(plain))?;
    }
    written
}

/// Prints the result; of a later meeting, also the one before.
fn show(
    catalogue: &Catalogue,
    interview: &Interview,
    ending: Ending,
    before: Option<&Case>,
    args: &ScreenArgs,
    told: &mut Told,
) -> anyhow::Result<()> {
    let plain = args.plain || !is_drawn();
    let stopped = ending == Ending::Stopped;
    let outcome = Outcome::of(catalogue, &interview.case).after_talk(&interview.for_specialist, stopped);
    if interview.spared > 0 {
        told.tell(&wording::spared(interview.spared))?;
    }
    if !args.result.is_table() {
        if let Some(before) = before.filter(|_| args.result.format == ResultFormat::Json) {
            told.print(&Outcome::of(catalogue, before).text(&args.result, Detail::Short, plain)?)?;
        }
        return put(&outcome, interview, catalogue, args, plain, told);
    }
    if args.result.result.is_some() {
        put(&outcome, interview, catalogue, args, plain, told)?;
    }
    told.print(&outcome.table(plain))?;
    let Some(before) = before else { return Ok(()) };
    let earlier = Outcome::of(catalogue, before);
    let sides = [(&earlier.assessment, &earlier.recommendation), (&outcome.assessment, &outcome.recommendation)];
    told.print(&format!("\n{}", report::side_by_side(catalogue, wording::MEETINGS, sides, width(), plain)))
}
