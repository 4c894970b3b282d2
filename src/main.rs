//! The doorway: hands over to the library and leaves with its exit code.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    tipscreen::main()
}
