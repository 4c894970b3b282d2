//! Which cases and results are wanted, as it was typed.

use crate::batch::WantedFact;
use crate::catalogue::Catalogue;
use crate::cli::commands::batch::usage;
use crate::condition::FindingIx;
use crate::toml_input::closest;

/// What `--where FACT=VALUE[,VALUE]` means. The ways of not answering are named as `--by` shows them.
pub(super) fn fact(catalogue: &Catalogue, named: &str) -> anyhow::Result<WantedFact> {
    let (id, values) =
        named.split_once('=').ok_or_else(|| usage("--where takes a fact and a value", "write it as FACT=VALUE"))?;
    let fact = catalogue.find_fact(id).ok_or_else(|| {
        let near = closest(id, catalogue.facts.iter().map(|fact| fact.id.as_str()));
        let help = near.map_or("see `tipscreen catalogue show`".to_owned(), |near| format!("did you mean `{near}`?"));
        usage("--where names a fact that the catalogue does not have", &help)
    })?;
    let known = &catalogue.fact(fact).values;
    if known.is_empty() {
        return Err(usage("--where names a fact that has no values to choose from", "name another one"));
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
                let all = format!("use {}", all.collect::<Vec<_>>().join(", "));
                return Err(usage("--where names a value that the fact does not have", &all));
            }
        }
    }
    Ok(wanted)
}

/// What `--finding-at-least` means.
pub(super) fn finding(catalogue: &Catalogue, id: &str) -> anyhow::Result<FindingIx> {
    if !catalogue.ordered {
        return Err(usage("the findings of this catalogue have no order", "leave --finding-at-least out"));
    }
    let at = catalogue.findings.iter().position(|finding| finding.id == id).map(FindingIx);
    let all = || catalogue.findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>().join(", ");
    at.ok_or_else(|| {
        usage("--finding-at-least names a finding that the catalogue does not have", &format!("use one of {}", all()))
    })
}
