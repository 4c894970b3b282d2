//! The command line: what may be typed, and which exit code comes of it.

mod batch;
mod case;
mod catalogue;
mod clock;
mod commands;
mod complete;
mod countries_folder;
mod damaged;
mod device;
mod diff;
mod explain;
mod export;
mod key;
mod keyring;
mod open;
mod outcome;
mod passphrase;
mod prompter;
mod quiet;
mod readers;
mod reseal;
mod score;
mod screen;
mod sealed_files;
mod stored;
mod train;
mod unknown_keys;
mod whose;

pub use quiet::begin as begin_quietly;

use crate::document::shown;
use crate::escape;
use crate::wording::wrap;
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
#[derive(Clone, Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    exit: Exit,
    text: String,
}

impl Failure {
    fn with(exit: Exit, text: impl Into<String>) -> anyhow::Error {
        Self::plain(exit, &text.into()).into()
    }

    /// With a text in which nothing is drawn: what could do something on a terminal, colours among it, becomes a mark.
    fn plain(exit: Exit, text: &str) -> Self {
        Self { exit, text: escape::shown(text).into_owned() }
    }

    /// With a text that was drawn, maybe in colours, out of nothing that does something on a terminal.
    fn drawn(exit: Exit, text: String) -> anyhow::Error {
        Self { exit, text }.into()
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
    Case(case::CaseCommand),
    /// The keys that seal what is kept on this device
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Look at, or check, indicator catalogues
    #[command(subcommand)]
    Catalogue(catalogue::CatalogueCommand),
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

#[derive(Clone, Debug, Default, Args)]
struct KeyArgs {
    /// An age identity file that opens what is sealed [default: the keys of the store]
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Read the passphrase of the key, or of a case under a passphrase, from this open file, such as 3 with 3< FILE; without
    /// it a terminal is asked
    #[arg(long, value_name = "N")]
    passphrase_fd: Option<u32>,
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
    /// For a place where others may look: on a screen of its own that is cleared behind each answer and at the end, with
    /// nothing said back of what was answered
    #[arg(long)]
    discreet: bool,
    /// Spare every question that can change neither the finding, the urgency nor a protective pathway any more
    #[arg(long)]
    quick: bool,
    /// Let a script answer, and compare with what it expects
    #[arg(long, value_name = "FILE", conflicts_with_all = ["plain", "resume", "again", "record", "unsealed", "discreet"])]
    script: Option<PathBuf>,
    /// This is training: there is no real person
    #[arg(long, conflicts_with_all = ["resume", "again"])]
    training: bool,
    /// Keep every answer on this device in a file that is not sealed, keys or no keys, once the person has agreed to a
    /// record
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
    #[command(flatten)]
    key: KeyArgs,
    /// Write the case to this file, readable by you alone, and sealed where the store is (needs the person's agreement
    /// to a record)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The country where this meeting takes place, such as TH; then it is not asked
    #[arg(long, value_name = "CC", conflicts_with_all = ["resume", "script"])]
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
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
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
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

/// Runs the program with the arguments it was given.
pub fn main() -> ExitCode {
    quiet::begin();
    commands::find_program();
    stand_file_size_limits();
    let exit = match run(parsed().command) {
        Ok(exit) => exit,
        Err(error) => failed(&error),
    };
    // Whoever asked over lines may have set the mode of the terminal.
    crate::interview::terminal::restore();
    ExitCode::from(exit as u8)
}

/// The arguments. A message names the one that is wrong, which may hold anything: what could do something on a terminal is
/// replaced by marks before the message is made.
fn parsed() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let arguments: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
        let marked: Vec<String> = arguments.iter().map(|one| escape::line(one).into_owned()).collect();
        if arguments == marked {
            error.exit();
        }
        let error = Cli::try_parse_from(marked).err().unwrap_or(error);
        tell(&error.render().to_string());
        std::process::exit(error.exit_code());
    })
}

/// A file that may not grow any further is told as such, and not the end of the program half through a screening.
fn stand_file_size_limits() {
    #[cfg(unix)]
    drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default()));
}

fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Screen(args) => screen::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Train(command) => train::run(&command),
        Command::Case(command) => case::run(command),
        Command::Key(command) => key::run(command),
        Command::Catalogue(command) => catalogue::run(command),
        Command::Completions { shell } => complete::completions(shell),
        Command::Man => complete::man(),
    }
}

/// Tells what went wrong. A reader that has gone away is no failure.
fn failed(error: &anyhow::Error) -> Exit {
    let broken_pipe = error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe));
    if broken_pipe {
        return Exit::Done;
    }
    // Whoever leaves a prompt knows why.
    if matches!(error.downcast_ref(), Some(crate::interview::Halt::Interrupted)) {
        return Exit::Interrupted;
    }
    tell_drawn(&format!("{error:#}"));
    error.downcast_ref::<Failure>().map_or(Exit::Storage, |failure| failure.exit)
}

/// Writes data to standard output, as it is read by programs, with a line end. It, [`print_text`] and [`tell`] are the ways
/// out: what could do something to a terminal goes no further.
fn print(text: &str) -> anyhow::Result<()> {
    put(&escape::styled(text))
}

/// Writes a text for people to standard output: in right-to-left text, numbers and Latin words keep their own order.
fn print_text(text: &str) -> anyhow::Result<()> {
    put(&escape::isolated(&escape::styled(text)))
}

fn put(text: &str) -> anyhow::Result<()> {
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

/// Tells something on standard error. Names in it may be of anybody's making. That nobody is left to hear it keeps nothing
/// from being done that was asked for.
fn tell(text: &str) {
    tell_drawn(&escape::shown(text));
}

/// The same of a text that was drawn, maybe in colours, out of nothing that does something on a terminal.
fn tell_drawn(text: &str) {
    let text = commands::pasteable(text);
    let text = escape::styled(&text);
    let columns = console::Term::stderr().size_checked().map_or(usize::MAX, |(_, columns)| columns.into());
    let lines =
        text.split('\n').flat_map(|line| if is_prose(line) { wrap(line, columns) } else { vec![line.to_owned()] });
    let _ = writeln!(io::stderr(), "{}", lines.collect::<Vec<_>>().join("\n"));
}

/// Whether a line may be broken between words: what is drawn keeps its columns, and a command stays whole to be copied.
fn is_prose(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) && !line.contains(['\u{1b}', '|', '│']) && !line.contains(escape::program())
}

/// Tells of a failure that keeps nothing else from being done, and gives the exit code that it leads to in the end.
///
/// # Errors
/// When it is no failure of a file or a record: an interruption ends the whole run.
fn tell_failure(error: anyhow::Error) -> anyhow::Result<Exit> {
    let failure = error.downcast::<Failure>()?;
    tell_drawn(&failure.text);
    Ok(failure.exit)
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
