//! Arguments that several commands share.

use crate::report::ResultDetail;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CatalogueArg {
    #[arg(long, value_name = "X", default_value = crate::catalogue::builtin::DEFAULT)]
    pub(crate) catalogue: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) country_file: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct StoreArg {
    #[arg(long, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct KeyArgs {
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
    #[arg(long, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
}

/// How the result of a case is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultFormat {
    Table,
    Json,
    Md,
    Html,
    Card,
}

/// How much of a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    Short,
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
    Service,
    Authority,
}

#[derive(Debug, Args)]
pub(crate) struct ResultArgs {
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: ResultFormat,
    #[arg(long, value_enum, default_value = "short")]
    pub(crate) detail: Detail,
    #[arg(long = "for", value_name = "WHOM", value_enum)]
    pub(crate) whom: Option<ForWhom>,
    #[arg(long)]
    pub(crate) subject: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) result: Option<PathBuf>,
}
