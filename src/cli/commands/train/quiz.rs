//! `train quiz`: a trainee screens the case of a script, and the two are compared.

use crate::assessment::assess;
use crate::case::Case;
use crate::catalogue::{Catalogue, CatalogueFiles};
use crate::cli::args::KeyArgs;
use crate::cli::case_output::Out;
use crate::cli::commands::screen::with_questions;
use crate::cli::commands::train::{QuizArgs, script};
use crate::cli::console::{eprint_message, is_drawn, print_text};
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::cli::keyring::Keyring;
use crate::cli::session::SessionHandle;
use crate::cli::stored::LocalStore;
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::{InterviewEnd, PromptError, Prompter, conduct};
use crate::questionnaire::{Questionnaire, SaveError};
use crate::referral::recommend;
use crate::report::{marked, role_sheet};
use crate::store::{LocalDisk, NewFile, RecordingPlan, StoreRecorder};
use crate::terminal::prompter::{is_plain, lines};
use crate::terminal::screen::Screen;
use crate::terminal::width;
use crate::toml_input::path_name;
use crate::training::{Marking, Played, QuizFace, Script, empty};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &QuizArgs) -> anyhow::Result<Exit> {
    let (catalogue, files) = with_questions(&args.catalogue)?;
    let script = script(&catalogue, &args.script)?;
    if args.sheet {
        print_text(&role_sheet(&catalogue, &script))?;
        return Ok(Exit::Done);
    }
    let out = args.out.clone().unwrap_or_else(|| free_name(&args.script));
    let out = input::new_file(&out, args.resume)?;
    let case = if args.resume { so_far(&catalogue, &script, out.path())? } else { empty(&catalogue, &script) };
    let sitting = Sitting { catalogue: &catalogue, script: &script, files, out, args };
    let done = if is_plain(args.plain) { sitting.hold(case, lines()) } else { sitting.hold(case, Screen::open()) };
    done.or_else(|error| match error.downcast::<PromptError>() {
        Ok(PromptError::Interrupted) => Ok(Exit::Interrupted),
        Ok(halt @ PromptError::Io(_)) => Err(halt.into()),
        Err(other) => Err(other),
    })
}

/// A file of this folder that is not there yet, named after the script.
fn free_name(script: &Path) -> PathBuf {
    let stem = script.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = |number: usize| match number {
        1 => PathBuf::from(format!("{stem}-quiz.json")),
        _ => PathBuf::from(format!("{stem}-quiz-{number}.json")),
    };
    (1..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1000))
}

/// The case as it was left.
fn so_far(catalogue: &Catalogue, script: &Script, out: &Path) -> anyhow::Result<Case> {
    let file = input::cases(out, &Keyring::none(&LocalStore::at(LocalDisk::default(), ""), &KeyArgs::default()))?;
    let name = &file.name;
    let wrong = |error| Failure::of(Exit::Usage, &Diagnostic::of_file(Code::WrongValue, name.as_str(), error)).into();
    match <[_; 1]>::try_from(file.each(catalogue).collect::<Vec<_>>()) {
        Ok([Ok(case)]) if case.case_id == script.case_id => Ok(case),
        Ok([Ok(_)]) => Err(wrong(what_and_help!("command-quiz-other-script"))),
        Ok([Err(error)]) => Err(Failure::of(Exit::Refused, &error.in_file(name)).into()),
        Err(_) => Err(wrong(what_and_help!("command-quiz-not-one-case"))),
    }
}

struct Sitting<'a> {
    catalogue: &'a Catalogue,
    script: &'a Script,
    files: CatalogueFiles,
    out: NewFile,
    args: &'a QuizArgs,
}

impl Sitting<'_> {
    fn hold(self, case: Case, prompter: impl Prompter) -> anyhow::Result<Exit> {
        let Self { catalogue, script, files, out, args } = self;
        let shared = SessionHandle::default();
        shared.listen()?;
        let plan = RecordingPlan { place: None, files, clock: String::new };
        let name = path_name(out.path());
        let out = Out::new(out, None).always();
        shared.start(StoreRecorder::begin(plan, catalogue, &case), Some(out), catalogue, &case);
        let mut face = QuizFace::begin(script, prompter, args.role_play, &name)?;
        let mut interview = conduct(Questionnaire::new(catalogue, case), &mut face, &mut shared.clone());
        match &interview.left {
            InterviewEnd::Ended(_) | InterviewEnd::Paused => {}
            InterviewEnd::Interrupted => {
                shared.wait_for_signal();
                return Ok(shared.session().leave(|_| ()).max(Exit::Interrupted));
            }
            InterviewEnd::Trouble(what) => {
                eprint_message(what);
                return Ok(shared.session().leave(|_| ()).max(Exit::Storage));
            }
        }
        face.note_unasked(catalogue, &mut interview.case)?;
        let written = {
            let mut session = shared.session();
            session.remember(catalogue, &interview.case);
            session.write_out()
        };
        let exit = if written.is_err() { Exit::Storage } else { Exit::Done };
        let told = written.unwrap_or_else(|SaveError(why)| Some(why));
        if let Some(told) = &told {
            eprint_message(told);
        }
        print_text(&compared(catalogue, script, &interview.case, args.plain))?;
        Ok(exit)
    }
}

/// Where the trainee and the script differ.
fn compared(catalogue: &Catalogue, script: &Script, own: &Case, plain: bool) -> String {
    let key = Played::of(catalogue, script, false).case;
    let cases = [own, &key];
    let results = cases.map(|case| {
        let assessment = assess(catalogue, case, &mut ());
        let recommendation = recommend(catalogue, case, &assessment);
        (assessment, recommendation)
    });
    let sides = [(&results[0].0, &results[0].1), (&results[1].0, &results[1].1)];
    let marking = Marking::of(catalogue, own, &key);
    let text = marked(catalogue, script, cases, sides, &marking, width(), plain || !is_drawn());
    format!("{}\n\n{text}", text!("training-compared"))
}
