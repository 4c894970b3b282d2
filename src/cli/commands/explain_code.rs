//! `explain-code`: what the code of an error or a warning means.

use crate::cli::console::print_text;
use crate::cli::exit::{Exit, usage};
use crate::diagnostic::{Code, closest};

/// Explains one code, or lists all.
pub(crate) fn run(named: Option<&str>) -> anyhow::Result<Exit> {
    let Some(named) = named else {
        let all = Code::ALL.iter().map(|code| format!("{:<24} {}", code.word(), code.about()));
        return all.into_iter().try_for_each(|line| print_text(&line)).map(|()| Exit::Done);
    };
    // Pasted with what stands around it: `error[no-key]:`.
    let word = named.trim_start_matches("error").trim_start_matches("warning").trim_matches(['[', ']', ':', ' ']);
    match Code::ALL.iter().find(|code| code.word() == word) {
        Some(code) => print_text(&format!("{code}: {}", code.about())).map(|()| Exit::Done),
        None => {
            let near = closest(word, Code::ALL.iter().map(|code| code.word())).unwrap_or("no-key");
            let error = what_and_help!("input-unknown-code", near = near);
            Err(usage(Code::UnknownId, error))
        }
    }
}
