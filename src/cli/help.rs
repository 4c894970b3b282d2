//! The help of the command line, from `i18n/en/help.ftl`: about each command, its arguments and their values.
//!
//! A key is what is typed: `help-key-new` is the command, `help-key-new--field` its argument, and `help--store` an argument
//! that several commands have. The attribute `.long` is for `--help` alone, any other of an argument is one of its values.
//!
//! A success needs no help, and does not pay for it: these commands print, and the commands without help parse.

use crate::cli::Cli;
use crate::words;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};

/// All commands as they are derived, without help.
pub fn bare() -> Command {
    Cli::command()
}

/// All commands with their help.
pub fn commands() -> Command {
    let program = bare().mut_subcommands(|command| with_help(command, "help"));
    described(program, "help-tipscreen")
}

/// A command and those below it.
fn with_help(command: Command, above: &str) -> Command {
    let key = format!("{above}-{}", command.get_name());
    described(command.mut_subcommands(|inner| with_help(inner, &key)), &key)
}

/// One command and its arguments.
fn described(command: Command, key: &str) -> Command {
    let about = words::find(key);
    let command = command.mut_args(|arg| argument(arg, key)).about(about);
    let command = command.after_help(words::find(&format!("{key}.after")));
    match long(about, words::find(&format!("{key}.long"))) {
        Some(text) => command.long_about(text),
        None => command,
    }
}

/// An argument: each text is the one of its command, or else the one that commands share.
fn argument(arg: Arg, command: &str) -> Arg {
    let name = arg.get_long().unwrap_or(arg.get_id().as_str()).to_owned();
    let text = |attribute: &str| {
        let keys = [command, "help"].map(|start| format!("{start}--{name}{attribute}"));
        keys.iter().find_map(|key| words::find(key))
    };
    let help = text("");
    let arg = arg.help(help);
    let arg = match long(help, text(".long")) {
        Some(text) => arg.long_help(text),
        None => arg,
    };
    let arg = match arg.get_help_heading().and_then(|heading| words::find(&format!("help-heading-{heading}"))) {
        Some(heading) => arg.help_heading(heading),
        None => arg,
    };
    let values = arg.get_possible_values();
    if values.iter().all(|value| text(&format!(".{}", value.get_name())).is_none()) {
        return arg;
    }
    // What is parsed here is only reported: a value needs its name, not its type.
    arg.value_parser(PossibleValuesParser::new(values.into_iter().map(|value| {
        let help = text(&format!(".{}", value.get_name()));
        value.help(help)
    })))
}

/// The text of `--help`: the short one, then what follows.
fn long(short: Option<&str>, more: Option<&str>) -> Option<String> {
    more.map(|more| format!("{}\n\n{more}", short.unwrap_or_default()))
}
