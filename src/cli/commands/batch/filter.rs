//! Which cases and results are wanted, as it was typed.

use crate::batch::WantedFact;
use crate::catalogue::Catalogue;
use crate::cli::commands::batch::{nearest, usage};
use crate::condition::FindingIx;

/// What `--where FACT=VALUE[,VALUE]` means. The ways of not answering are named as `--by` shows them.
pub(super) fn fact(catalogue: &Catalogue, named: &str) -> anyhow::Result<WantedFact> {
    let (id, values) = named.split_once('=').ok_or_else(|| usage(what_and_help!("batch-where-form")))?;
    let fact = catalogue.find_fact(id).ok_or_else(|| {
        let known = catalogue.facts.iter().map(|fact| fact.id.as_str());
        usage((text!("batch-where-no-fact").to_owned(), nearest(id, known)))
    })?;
    let known = &catalogue.fact(fact).values;
    if known.is_empty() {
        return Err(usage(what_and_help!("batch-where-no-values")));
    }
    let mut wanted = WantedFact { fact, values: 0, unknown: false, declined: false, not_asked: false };
    for value in values.split(',') {
        match (value, catalogue.fact(fact).value_bit(value)) {
            (_, Some(bit)) => wanted.values |= bit,
            ("unknown", None) => wanted.unknown = true,
            ("declined", None) => wanted.declined = true,
            ("not-asked", None) => wanted.not_asked = true,
            _ => {
                let all = known.iter().map(|value| value.id.as_str()).chain(["unknown", "declined", "not-asked"]);
                let all = all.collect::<Vec<_>>().join(", ");
                return Err(usage(what_and_help!("batch-where-no-value", known = all)));
            }
        }
    }
    Ok(wanted)
}

/// What `--finding-at-least` means.
pub(super) fn finding(catalogue: &Catalogue, id: &str) -> anyhow::Result<FindingIx> {
    if !catalogue.ordered {
        return Err(usage(what_and_help!("batch-no-order")));
    }
    let at = catalogue.findings.iter().position(|finding| finding.id == id).map(FindingIx);
    let all = || catalogue.findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>().join(", ");
    at.ok_or_else(|| usage(what_and_help!("batch-no-finding", known = all())))
}
