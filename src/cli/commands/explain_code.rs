//! `explain-code`: what the code of an error or a warning means.

use crate::cli::console::print_text;
use crate::cli::exit::{Exit, usage};
use crate::diagnostic::{Code, did_you_mean};

/// Explains one code, or lists all.
pub(crate) fn run(named: Option<&str>) -> anyhow::Result<Exit> {
    let Some(named) = named else {
        let all = Code::ALL.iter().map(|code| format!("{:<24} {}", code.word(), code.about()));
        return all.into_iter().try_for_each(|line| print_text(&line)).map(|()| Exit::Done);
    };
    // Pasted with what stands around it: `error[no-key]:`.
    let word = named.trim_start_matches("error").trim_start_matches("warning").trim_matches(['[', ']', ':', ' ']);
    if let Some(code) = Code::ALL.iter().find(|code| code.word() == word) {
        return print_text(&format!("{code}: {}", code.about())).map(|()| Exit::Done);
    }
    let (what, all) = what_and_help!("input-unknown-code");
    let near = did_you_mean(word, Code::ALL.iter().map(|code| code.word()));
    Err(usage(Code::UnknownId, (what, near.unwrap_or(all))))
}
