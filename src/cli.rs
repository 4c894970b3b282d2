//! The command line: what may be typed, and which exit code comes of it.

mod batch;
mod case;
mod catalogue;
mod complete;
mod diff;
mod explain;
mod open;
mod outcome;
mod prompter;
mod score;
mod screen;
mod stored;
mod train;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run ended. The outcome of a screening is never among these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but some records were refused or a check failed.
    Refused = 1,
    /// Asked for in a way that can't be.
    Usage = 2,
    /// The catalogue is at fault.
    Catalogue = 3,
    /// A file could not be read or written.
    Storage = 4,
    /// A record is not what was written.
    Altered = 5,
    /// Interrupted; what was answered is saved, if it may be.
    Interrupted = 130,
}

/// A failure with the exit code it leads to. Its text says what, where and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    exit: Exit,
    text: String,
}

impl Failure {
    fn with(exit: Exit, text: impl Into<String>) -> anyhow::Error {
        Self { exit, text: text.into() }.into()
    }
}

/// Guided first screening of possible trafficking cases against indicator catalogues.
///
/// A screening aid, not a finding of fact: it says what to do next. Formal identification is the task of the competent
/// authority. Nothing is sent anywhere, and no name is needed.
#[derive(Debug, Parser)]
#[command(name = "tipscreen", version, arg_required_else_help = true)]
#[command(
    after_help = "Start here:  tipscreen screen      A file:  tipscreen score case.json      Help on one:  tipscreen help screen"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Guided screening of one person, ending in a recommendation
    Screen(ScreenArgs),
    /// Score one or a few case files and explain the result
    Score(ScoreArgs),
    /// Score case files of any size, as a stream: nothing is held in memory, and no record is dropped unsaid
    Batch(batch::BatchArgs),
    /// Why a case came out as it did, why not otherwise, and what would move it
    Explain(ExplainArgs),
    /// Training: check, play and screen example cases
    #[command(subcommand)]
    Train(train::TrainCommand),
    /// The screenings kept on this device
    #[command(subcommand)]
    Case(CaseCommand),
    /// Look at, or check, indicator catalogues
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
struct CatalogueArg {
    /// A built-in catalogue by id, or a file (ending in .toml) or folder (with a slash)
    #[arg(long, value_name = "X", default_value = crate::catalogue::builtin::DEFAULT)]
    catalogue: String,
    /// A file that adds to what is known of a country: contacts of your own, cautions, a higher risk (repeatable)
    #[arg(long, value_name = "FILE")]
    country_file: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct StoreArg {
    /// The folder of the store [default: the variable `TIPSCREEN_STORE`, or tipscreen in the user's data folder]
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// For programs: one object a line.
    Json,
}

/// How the result of a case is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    /// For people, at once.
    Table,
    /// For programs: one object a line.
    Json,
    /// A page as Markdown, to keep or to hand over.
    Md,
    /// A page for a browser or a printer, in one file.
    Html,
    /// A few lines to carry, safe to be found with.
    Card,
}

/// Whom a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ForWhom {
    /// What the person agreed to, and nothing that could come back on them.
    Service,
    /// The least: needs, safeguards, and what the person agreed to share.
    Authority,
}

#[derive(Debug, Args)]
struct ResultArgs {
    /// How the result is written
    #[arg(long, value_enum, default_value = "table")]
    format: ResultFormat,
    /// A page (md, html) to hand over: to a service, or to an authority. Without it the page is for you
    #[arg(long = "for", value_name = "WHOM", value_enum)]
    whom: Option<ForWhom>,
    /// On a card, also say what it is about; without it the card gives nobody away
    #[arg(long)]
    subject: bool,
    /// Write the result to this file, readable by you alone
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
}

/// How a blank questionnaire is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SheetFormat {
    /// Plain text, wrapped.
    Text,
    /// One self-contained page.
    Html,
}

/// What a JSON Schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    /// A case file against the catalogue.
    Case,
    /// A result line by the catalogue.
    Result,
    /// A script for the catalogue.
    Script,
    /// A file of a catalogue: the format, the same for every catalogue.
    Catalogue,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
struct ScreenArgs {
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// Plain numbered lines: for pipes, screen readers and bad links
    #[arg(long)]
    plain: bool,
    /// Spare every question that can change neither the finding, the urgency nor a protective pathway any more
    #[arg(long)]
    quick: bool,
    /// Let a script answer, and compare with what it expects
    #[arg(long, value_name = "FILE", conflicts_with_all = ["plain", "resume", "again", "record", "unsealed"])]
    script: Option<PathBuf>,
    /// This is training: there is no real person
    #[arg(long)]
    training: bool,
    /// Keep every answer on this device, in a file that is not sealed, once the person has agreed to a record
    #[arg(long)]
    unsealed: bool,
    /// Take up a screening that was left unfinished: the one of this id, or one chosen from a list
    #[arg(long, value_name = "ID", conflicts_with_all = ["again", "record"])]
    #[allow(clippy::option_option)]
    resume: Option<Option<String>>,
    /// A later meeting with the person of a finished screening: only what is open is asked
    #[arg(long = "continue", value_name = "ID", conflicts_with = "record")]
    again: Option<String>,
    /// Write the interview as a script that plays it again (only with --training: nobody's story is class material)
    #[arg(long, value_name = "FILE", requires = "training")]
    record: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArg,
    /// Write the case to this file, readable by you alone (needs the person's agreement to a record)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The country where the talk takes place, such as TH; then it is not asked
    #[arg(long, value_name = "CC", conflicts_with_all = ["resume", "again", "script"])]
    country: Option<String>,
    #[command(flatten)]
    result: ResultArgs,
}

#[derive(Debug, Args)]
struct ScoreArgs {
    /// Case files: one case, a list, or one case a line; - for standard input
    #[arg(required = true, value_name = "CASE")]
    cases: Vec<PathBuf>,
    /// A built-in catalogue by id, or a file or folder. Given again: the same answers by that method too, derived
    /// through the sources that both cite
    #[arg(long = "catalogue", value_name = "X", default_value = crate::catalogue::builtin::DEFAULT)]
    catalogues: Vec<String>,
    /// A file that adds to what is known of a country: contacts of your own, cautions, a higher risk (repeatable)
    #[arg(long, value_name = "FILE")]
    country_file: Vec<PathBuf>,
    #[command(flatten)]
    result: ResultArgs,
    /// Also reasons, what is open, and the hash (with --format json)
    #[arg(long)]
    full: bool,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A case file; - for standard input
    #[arg(value_name = "CASE")]
    case: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// Also with this answer put in, both results side by side: ID=present:severe, ID=absent, FACT=value or FACT=value,value (repeatable)
    #[arg(long, value_name = "ID=ANSWER")]
    set: Vec<String>,
    /// How it is written
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Args)]
struct DiffArgs {
    /// The catalogue as it was: a built-in id, a file or a folder
    old: String,
    /// The catalogue as it is
    new: String,
    /// Case files: every finding that moves, and because of which rule
    #[arg(value_name = "CASE")]
    cases: Vec<PathBuf>,
    /// How it is written
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum CaseCommand {
    /// The screenings that are kept, unfinished ones first; says nothing of what came out
    List {
        #[command(flatten)]
        store: StoreArg,
    },
    /// The result of a screening, as it stands
    Show {
        /// Its id, or the beginning of it
        id: String,
        /// Instead of the result, everything that was done, in its order
        #[arg(long)]
        history: bool,
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        result: ResultArgs,
    },
    /// Whether records are what was written: every event in its place, and the case that follows from them
    Verify {
        /// Ids; all if none is named
        ids: Vec<String>,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Take screenings off this device
    Erase {
        /// Their ids
        #[arg(required = true)]
        ids: Vec<String>,
        /// Without being asked again
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        store: StoreArg,
    },
}

#[derive(Debug, Subcommand)]
enum CatalogueCommand {
    /// The built-in catalogues
    List,
    /// A catalogue at a glance, or all there is on one indicator, fact, rule or source
    Show {
        /// Id of anything in it: an indicator, a fact, a dimension, a flag, a finding, a pathway, a source …
        id: Option<String>,
        #[command(flatten)]
        catalogue: CatalogueArg,
    },
    /// The blank questionnaire with its branches and rules, for a place without a computer
    Print {
        #[command(flatten)]
        catalogue: CatalogueArg,
        /// Only the core questions
        #[arg(long)]
        core: bool,
        /// How it is drawn: text, or a page for a browser or a printer
        #[arg(long, value_enum, default_value = "text")]
        format: SheetFormat,
    },
    /// A JSON Schema of the files that are read and the lines that are written, for editors and other programs
    Schema {
        /// Of what
        #[arg(value_enum, default_value = "case")]
        of: SchemaOf,
        #[command(flatten)]
        catalogue: CatalogueArg,
    },
    /// What changed between two catalogues, in meaning and in texts, and which findings move
    Diff(DiffArgs),
    /// Check catalogues; every problem with its place and what to do
    Check {
        /// Built-in ids, files or folders; all built-in catalogues if none is named
        catalogues: Vec<String>,
        /// Files that add to what is known of a country, checked with each catalogue (repeatable)
        #[arg(long, value_name = "FILE")]
        country_file: Vec<PathBuf>,
        /// One problem a line, without the source
        #[arg(long)]
        short: bool,
    },
}

/// Runs the program with the arguments it was given.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| broke(panic.location())));
    let exit = match run(Cli::parse().command) {
        Ok(exit) => exit,
        Err(error) => failed(&error),
    };
    ExitCode::from(exit as u8)
}

fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Screen(args) => screen::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Train(command) => train::run(&command),
        Command::Case(CaseCommand::List { store }) => case::list(&store),
        Command::Case(CaseCommand::Show { id, history, store, result }) => case::show(&store, &id, history, &result),
        Command::Case(CaseCommand::Verify { ids, store }) => case::verify(&store, &ids),
        Command::Case(CaseCommand::Erase { ids, yes, store }) => case::erase(&store, &ids, yes),
        Command::Catalogue(CatalogueCommand::List) => catalogue::list(),
        Command::Catalogue(CatalogueCommand::Show { id, catalogue }) => catalogue::show(id.as_deref(), &catalogue),
        Command::Catalogue(CatalogueCommand::Print { catalogue, core, format }) => {
            catalogue::sheet(&catalogue, core, format)
        }
        Command::Catalogue(CatalogueCommand::Schema { of, catalogue }) => catalogue::schema(of, &catalogue),
        Command::Catalogue(CatalogueCommand::Diff(args)) => diff::run(&args),
        Command::Catalogue(CatalogueCommand::Check { catalogues, country_file, short }) => {
            catalogue::check(&catalogues, &country_file, short)
        }
        Command::Completions { shell } => complete::completions(shell),
        Command::Man => complete::man(),
    }
}

/// Tells that the program itself is at fault, and where; never with what: that may hold an answer. What was saved is safe.
fn broke(place: Option<&std::panic::Location<'_>>) {
    crate::interview::terminal::restore();
    let place = place.map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    let text =
        format!("error[internal]: tipscreen has a fault{place}\n  = what was saved is safe: tipscreen screen --resume");
    let _ = writeln!(io::stderr(), "{text}");
}

/// Tells what went wrong. A reader that has gone away is no failure.
fn failed(error: &anyhow::Error) -> Exit {
    let broken_pipe = error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe));
    if broken_pipe {
        return Exit::Done;
    }
    // With standard error gone too there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{error:#}");
    error.downcast_ref::<Failure>().map_or(Exit::Storage, |failure| failure.exit)
}

/// Writes a text to standard output, with a line end.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => error.into(),
        _ => unwritable("the output", &error),
    })
}

/// What was to be written could not be.
fn unwritable(what: &str, error: &io::Error) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::BrokenPipe => "nobody reads it any more".to_owned(),
        _ => crate::store::reason(error),
    };
    let text = format!("error[unwritable]: {what}: {reason}\n  = make room or name another place, and run it again");
    Failure::with(Exit::Storage, text)
}

/// Tells something on standard error.
fn tell(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(io::stderr(), "{text}")?)
}

/// A name as it may stand on a terminal: a file may be called anything.
fn shown(name: &str) -> String {
    name.chars().map(|c| if crate::document::hidden(c) || c == '\n' { '\u{FFFD}' } else { c }).collect()
}

/// The columns a result may use.
fn width() -> u16 {
    let terminal = console::Term::stdout();
    terminal.size_checked().map_or(100, |(_, columns)| columns.clamp(40, 120))
}

/// Whether results are drawn with lines: only for eyes on a terminal that can show them.
fn is_drawn() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
