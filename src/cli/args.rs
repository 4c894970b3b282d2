//! Arguments that several commands share.

use crate::report::ResultDetail;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CatalogueArg {
    /// A built-in catalogue by id, or a file (ending in .toml) or folder (with a slash)
    #[arg(long, value_name = "X", default_value = crate::catalogue::builtin::DEFAULT)]
    pub(crate) catalogue: String,
    /// A file that adds to what is known of a country: contacts of your own, cautions, a higher risk (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) country_file: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct StoreArg {
    /// The folder of the store [default: the variable `TIPSCREEN_STORE`, or tipscreen in the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct KeyArgs {
    /// An age identity file that opens what is sealed [default: the keys of the store]
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
    /// Read the passphrase of the key, or of a case under a passphrase, from this open file, such as 3 with 3< FILE; without
    /// it a terminal is asked
    #[arg(long, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs: one object a line.
    Json,
}

/// How the result of a case is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultFormat {
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

/// How much of a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    /// The first screen: finding, how soon, what to do now, whom to call, what must not happen.
    Short,
    /// Everything, with reasons, what is open, and the country.
    Full,
}

impl From<Detail> for ResultDetail {
    fn from(detail: Detail) -> Self {
        match detail {
            Detail::Short => Self::Short,
            Detail::Full => Self::Full,
        }
    }
}

/// Whom a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ForWhom {
    /// What the person agreed to, and nothing that could come back on them.
    Service,
    /// The least: needs, safeguards, and what the person agreed to share.
    Authority,
}

#[derive(Debug, Args)]
pub(crate) struct ResultArgs {
    /// How the result is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: ResultFormat,
    /// How much of it (table, json)
    #[arg(long, value_enum, default_value = "short")]
    pub(crate) detail: Detail,
    /// A page (md, html) to hand over: to a service, or to an authority. Without it the page is for you
    #[arg(long = "for", value_name = "WHOM", value_enum)]
    pub(crate) whom: Option<ForWhom>,
    /// On a card, also say what it is about; without it the card gives nobody away
    #[arg(long)]
    pub(crate) subject: bool,
    /// Write the result to this file, readable by you alone
    #[arg(long, value_name = "FILE")]
    pub(crate) result: Option<PathBuf>,
}
