//! First screening of possible trafficking cases against indicator catalogues.

#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "internals"), warn(missing_docs))]

#[cfg(not(feature = "internals"))]
#[macro_use]
mod words;
#[cfg(feature = "internals")]
#[macro_use]
pub mod words;

// The rooms, closed.
#[cfg(not(feature = "internals"))]
mod agreement;
#[cfg(not(feature = "internals"))]
mod assessment;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod batch;
#[cfg(not(feature = "internals"))]
mod case;
#[cfg(not(feature = "internals"))]
mod catalogue;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod cli;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod compression;
#[cfg(not(feature = "internals"))]
mod condition;
#[cfg(not(feature = "internals"))]
mod diagnostic;
#[cfg(not(feature = "internals"))]
mod escape;
#[cfg(not(feature = "internals"))]
mod explain;
#[cfg(not(feature = "internals"))]
mod interview;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod no_follow;
#[cfg(not(feature = "internals"))]
mod questionnaire;
#[cfg(not(feature = "internals"))]
mod referral;
#[cfg(not(feature = "internals"))]
mod report;
#[cfg(not(feature = "internals"))]
mod schema;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod store;
#[cfg(not(feature = "internals"))]
mod summary;
#[cfg(all(feature = "cli", not(feature = "internals")))]
mod terminal;
#[cfg(not(feature = "internals"))]
mod toml_input;
#[cfg(not(feature = "internals"))]
mod training;
#[cfg(not(feature = "internals"))]
mod wording;

// The rooms, open to the tests and benchmarks of this crate.
#[cfg(feature = "internals")]
pub mod agreement;
#[cfg(feature = "internals")]
pub mod assessment;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod batch;
#[cfg(feature = "internals")]
pub mod case;
#[cfg(feature = "internals")]
pub mod catalogue;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod cli;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod compression;
#[cfg(feature = "internals")]
pub mod condition;
#[cfg(feature = "internals")]
pub mod diagnostic;
#[cfg(feature = "internals")]
pub mod escape;
#[cfg(feature = "internals")]
pub mod explain;
#[cfg(feature = "internals")]
pub mod interview;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod no_follow;
#[cfg(feature = "internals")]
pub mod questionnaire;
#[cfg(feature = "internals")]
pub mod referral;
#[cfg(feature = "internals")]
pub mod report;
#[cfg(feature = "internals")]
pub mod schema;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod store;
#[cfg(feature = "internals")]
pub mod summary;
#[cfg(all(feature = "cli", feature = "internals"))]
pub mod terminal;
#[cfg(feature = "internals")]
pub mod toml_input;
#[cfg(feature = "internals")]
pub mod training;
#[cfg(feature = "internals")]
pub mod wording;

/// Runs the program `tipscreen`: reads the arguments, the standard streams and the clock, and gives the exit code.
#[cfg(feature = "cli")]
pub fn main() -> std::process::ExitCode {
    cli::main()
}
