//! The doorway: hands over to the library and leaves with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    tipscreen::cli::main()
}
