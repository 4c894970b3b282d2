//! What comes at the end of a talk: what was said is kept and written, then the result is shown, then the way back to it.
//! Nothing that goes wrong with one of these takes the others along.

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::cli::args::ResultFormat;
use crate::cli::commands::screen::NewFiles;
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::commands::screen::discreet_output::ResultOutput;
use crate::cli::console::is_drawn;
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::result::CaseResult;
use crate::cli::session::SessionHandle;
use crate::interview::{Dialogue, Interview, PromptError, Prompter, SaveRetry};
use crate::questionnaire::{Ending, SaveError};
use crate::report;
use crate::store::{EventKind, RecordingStatus};
use crate::terminal::width;
use crate::toml_input::path_name;
use crate::training::as_script;

/// The end of the questions.
pub struct QuestionsEnd<'a> {
    pub args: &'a ScreenArgs,
    pub written: &'a NewFiles,
    pub catalogue: &'a Catalogue,
    pub interview: &'a Interview,
    pub ending: Ending,
}

impl QuestionsEnd<'_> {
    /// Keeps and shows what came out. Kept before it is shown: whoever leaves early, or loses the link, has the answers
    /// all the same.
    ///
    /// # Errors
    /// When the screener breaks it off.
    pub fn come(
        &self,
        shared: &SessionHandle,
        face: &mut Dialogue<impl Prompter>,
        told: &mut ResultOutput,
    ) -> Result<Exit, PromptError> {
        let Self { args, catalogue, interview, ending, .. } = *self;
        shared.session().note_end(catalogue, &interview.case, EventKind::ended(catalogue, ending));
        let written = write_out(shared, face)?;
        if let Ok(Some(of_file)) = &written {
            told.show(of_file);
        }
        let (before, standing, home, is_in_file) = {
            let session = shared.session();
            let record = session.record().filter(|_| args.again.is_some());
            let before = record.and_then(|record| record.before_last_meeting(catalogue));
            (before, session.standing(), session.resume_hint(), session.is_in_file())
        };
        let recorded = self.record(told);
        let shown = self.show(before.as_ref(), told);
        let mut exit = if standing.is_fault() { Exit::Storage } else { Exit::Done };
        for error in [recorded, shown].into_iter().filter_map(Result::err) {
            exit = exit.max(told.failed(&error));
        }
        if let Err(SaveError(why)) = written {
            let is_lost = matches!(standing, RecordingStatus::Nothing | RecordingStatus::Lost);
            told.show(&if is_lost { format!("{why} {}", text!("record-nowhere-else")) } else { why });
            exit = exit.max(Exit::Storage);
        }
        match home {
            Some(home) => told.show(&home),
            None if standing == RecordingStatus::Lost && !is_in_file => told.show(text!("record-not-all-saved")),
            None => {}
        }
        Ok(exit)
    }

    /// Writes the interview as a script.
    fn record(&self, told: &mut ResultOutput) -> anyhow::Result<()> {
        let Some(file) = &self.written.record else { return Ok(()) };
        if !self.interview.case.may_be_written(self.catalogue) {
            // Of the other files the same is said by whoever writes them.
            if self.args.out.is_none() && self.args.result.result.is_none() {
                told.show(text!("record-no-agreement"));
            }
            return Ok(());
        }
        let script = as_script(self.catalogue, &self.interview.case);
        input::write(file, script.as_bytes())?;
        told.show(&text!("record-script-in-file", file = path_name(file.path())));
        Ok(())
    }

    /// Prints the result; of a later meeting, also the one before.
    fn show(&self, before: Option<&Case>, told: &mut ResultOutput) -> anyhow::Result<()> {
        let Self { args, catalogue, interview, ending, .. } = *self;
        let plain = args.plain || !is_drawn();
        let stopped = ending == Ending::Stopped;
        let outcome = CaseResult::of(catalogue, &interview.case).after_talk(&interview.for_specialist, stopped);
        if interview.spared > 0 {
            told.show(&text!("screening-skipped-undecisive", many = interview.spared));
        }
        if !args.result.is_table() {
            if let Some(before) = before.filter(|_| args.result.format == ResultFormat::Json) {
                told.print_data(&CaseResult::of(catalogue, before).text(&args.result, plain)?)?;
            }
            return self.put(&outcome, plain, told);
        }
        let written = if args.result.result.is_some() { self.put(&outcome, plain, told) } else { Ok(()) };
        told.print(&outcome.on_screen(&args.result, plain))?;
        if let Some(before) = before {
            let earlier = CaseResult::of(catalogue, before);
            let sides =
                [(&earlier.assessment, &earlier.recommendation), (&outcome.assessment, &outcome.recommendation)];
            let drawn =
                report::side_by_side(catalogue, [text!("meeting-before"), text!("meeting-now")], sides, width(), plain);
            told.print(&format!("\n{drawn}"))?;
        }
        written
    }

    /// Puts the result where and how it was asked for. Whoever screened sees what to do now in any case: on the screen if
    /// the result went to a file, or if nothing may be handed over.
    fn put(&self, outcome: &CaseResult<'_>, plain: bool, told: &mut ResultOutput) -> anyhow::Result<()> {
        let args = self.args;
        let file = self.written.result.as_ref();
        let text = outcome.text(&args.result, plain || file.is_some());
        // Written before it is shown: a screen that is gone takes nothing along.
        let written = match (text, file) {
            (Ok(_), Some(_)) if !self.interview.case.may_be_written(self.catalogue) => {
                told.show(text!("record-no-agreement"));
                Ok(())
            }
            (Ok(text), Some(file)) => args.result.save(&text, file).map(|saved| told.show(&saved)),
            (Ok(text), None) if args.result.is_data() => return told.print_data(&text),
            (Ok(text), None) => return told.print(&text),
            (Err(error), _) => Err(error),
        };
        if !args.result.is_table() {
            told.print(&outcome.on_screen(&args.result, plain))?;
        }
        written
    }
}

/// Writes the file that was named. Where it can't be, it is asked what to do instead: these may be all answers there are.
/// The desk is free meanwhile: whoever leaves by a signal needs it.
fn write_out(
    shared: &SessionHandle,
    face: &mut Dialogue<impl Prompter>,
) -> Result<Result<Option<String>, SaveError>, PromptError> {
    loop {
        let tried = shared.session().write_out();
        let Err(unkept) = tried else { return Ok(tried) };
        match face.not_in_file(&unkept.0) {
            Ok(SaveRetry::Again) => {}
            Ok(SaveRetry::Elsewhere(path)) => shared.session().name_another(path.into()),
            Err(PromptError::Interrupted) => return Err(PromptError::Interrupted),
            // Where nobody can be asked any more the result is shown all the same.
            Ok(SaveRetry::InMemory | SaveRetry::Withdraw) | Err(PromptError::Io(_)) => {
                shared.session().let_out_be(unkept.clone());
                return Ok(Err(unkept));
            }
        }
    }
}
