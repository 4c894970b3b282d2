//! `train play`: a script shown to a class.

use crate::catalogue::Catalogue;
use crate::cli::commands::screen::with_questions;
use crate::cli::commands::train::{PlayArgs, script};
use crate::cli::console::{is_drawn, print_text};
use crate::cli::exit::Exit;
use crate::cli::result::CaseResult;
use crate::cli::session::SessionHandle;
use crate::interview::{Interview, InterviewEnd, PromptError, Prompter, conduct};
use crate::questionnaire::{Ending, Questionnaire};
use crate::terminal::prompter::{is_plain, lines};
use crate::terminal::screen::Screen;
use crate::training::{PlayFace, Played, Script, empty};
use std::time::Duration;

pub(super) fn run(args: &PlayArgs) -> anyhow::Result<Exit> {
    let catalogue = with_questions(&args.catalogue)?.0;
    let script = script(&catalogue, &args.script)?;
    let shared = SessionHandle::default();
    shared.listen()?;
    let played = if is_plain(args.plain) {
        play(&catalogue, &script, lines(), args)
    } else {
        play(&catalogue, &script, Screen::open(), args)
    };
    match played.map_err(anyhow::Error::downcast::<PromptError>) {
        Ok(exit) => Ok(exit),
        Err(Ok(PromptError::Interrupted)) => {
            shared.wait_for_signal();
            Ok(Exit::Interrupted)
        }
        Err(Ok(halt @ PromptError::Io(_))) => Err(halt.into()),
        Err(Err(other)) => Err(other),
    }
}

fn play(catalogue: &Catalogue, script: &Script, prompter: impl Prompter, args: &PlayArgs) -> anyhow::Result<Exit> {
    let mut face = PlayFace::new(script, prompter, args.pace.map(Duration::from_secs));
    let shown = show(catalogue, script, &mut face, args);
    // Whoever leaves with a key leaves in order.
    if face.was_left() { Ok(Exit::Done) } else { shown }
}

fn show(
    catalogue: &Catalogue,
    script: &Script,
    face: &mut PlayFace<'_, impl Prompter>,
    args: &PlayArgs,
) -> anyhow::Result<Exit> {
    face.begin()?;
    let Interview { left, .. } = conduct(Questionnaire::new(catalogue, empty(catalogue, script)), face, &mut ());
    match left {
        InterviewEnd::Interrupted => return Err(PromptError::Interrupted.into()),
        InterviewEnd::Trouble(what) => return Err(PromptError::Io(std::io::Error::other(what)).into()),
        InterviewEnd::Ended(Ending::Complete | Ending::Gate(_) | Ending::Stopped) | InterviewEnd::Paused => {}
    }
    face.close(catalogue)?;
    let played = Played::of(catalogue, script, false);
    let outcome = CaseResult::of(catalogue, &played.case).after_talk(&played.for_specialist, played.stopped);
    print_text(&outcome.table(args.plain || !is_drawn()))?;
    face.end()?;
    Ok(Exit::Done)
}
