//! First screening of possible trafficking cases against indicator catalogues.
//!
//! A [`Catalogue`] holds indicators, questions, rules and guidelines, read from TOML. A [`Case`] holds answers of one
//! person. [`assess`] gives what the answers add up to, with the range that further answers leave open; [`recommend`] what
//! the guidelines advise; [`explain()`] why. A result is never a verdict on a person, and no answer is never a "no".
//!
//! ```
//! use tipscreen::{Catalogue, assess, read_case, recommend};
//!
//! let catalogue = Catalogue::builtin(tipscreen::DEFAULT_CATALOGUE).expect("it is built in").expect("it has no errors");
//! let case = read_case(r#"{"format": "tipscreen-case/1", "case_id": "one", "answers": {}}"#, &catalogue).expect("a case");
//!
//! let assessment = assess(&catalogue, &case);
//! assert!(!assessment.is_settled(), "nothing was asked, so everything is open");
//! assert_eq!(assessment.all.answered, 0);
//!
//! let advice = recommend(&catalogue, &case, &assessment);
//! assert!(!advice.safeguards.is_empty(), "what protects the person holds before anything is known");
//! ```
//!
//! The default feature `cli` adds the program: terminal, record store and batches. With `default-features = false` the
//! crate reads and writes no file, asks no clock and starts no thread.

#![forbid(unsafe_code)]
// What only the program, or only a test, names is not an error where the other is left out.
#![cfg_attr(not(feature = "cli"), allow(dead_code))]
#![cfg_attr(not(all(feature = "cli", feature = "internals")), allow(unused_imports))]

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

mod facade;
pub use facade::{assess, builtin_catalogues, read_case, read_cases, result_json};

// A catalogue.
pub use catalogue::builtin::DEFAULT as DEFAULT_CATALOGUE;
pub use catalogue::{Catalogue, CatalogueErrors, Fact, FactValue, Fingerprint, Guidelines, Indicator, Question};
pub use condition::{FactIx, FindingIx, IndicatorIx};
pub use diagnostic::{Code, Diagnostic, Place, Position, SourceFile, Span};

// A case.
pub use case::{Answer, Basis, Case, CaseError, FactAnswer, Presence, Purpose};
pub use condition::{Severity, Strength};

// What it adds up to, what is advised, and why.
pub use assessment::{Assessment, Range, Share};
pub use condition::{Status, Track, Truth};
pub use explain::{Explanation, NearMisses, Support, explain};
pub use referral::{AdvisedPathway, Consent, Recommendation, Refusal, recommend};

// The questions, one after another.
pub use questionnaire::{Ending, Questionnaire, Step};

/// Runs the program `tipscreen`: reads the arguments, the standard streams and the clock, and gives the exit code.
#[cfg(feature = "cli")]
pub fn main() -> std::process::ExitCode {
    cli::main()
}
