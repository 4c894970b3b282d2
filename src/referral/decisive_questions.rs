//! Which open questions can still change what is decided for the person.

use crate::assessment::Outlook;
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, FindingIx, IndicatorIx};

/// Open indicators whose answer could still change the finding, the urgency or a protective pathway. All others may be
/// skipped: their answers change none of these three, whatever the other open answers are.
pub fn bearing(catalogue: &Catalogue, case: &Case) -> BitSet {
    let prospect = Outlook::of(catalogue, case.as_ref());
    // A quick screening must not become a quick no: while the lowest finding is possible, every question matters.
    if prospect.may_reach(FindingIx(catalogue.findings.len().saturating_sub(1))) {
        return (0..catalogue.indicators.len()).collect();
    }
    let urgencies = catalogue.guidelines.urgencies.iter().map(|urgency| &urgency.terms);
    let protective = catalogue.guidelines.pathways.iter().filter(|pathway| pathway.protective);
    // A contraindication matters to a pathway as much as a reason for it.
    let against = catalogue.guidelines.contraindications.iter();
    let terms = urgencies.chain(protective.map(|pathway| &pathway.terms)).chain(against.map(|one| &one.terms));
    let mut found = terms.fold(prospect.findings_turn_on(), |found, terms| found.or(&prospect.terms_turn_on(terms)));
    add_what_leads_to(catalogue, &mut found);
    found
}

/// Adds questions that decide whether a decisive question is asked.
fn add_what_leads_to(catalogue: &Catalogue, found: &mut BitSet) {
    loop {
        let before = found.len();
        for at in found.iter().collect::<Vec<_>>() {
            let Some(ask_if) = &catalogue.indicators[at].ask_if else { continue };
            let named = (0..catalogue.indicators.len()).filter(|other| ask_if.names_indicator(IndicatorIx(*other)));
            named.for_each(|other| found.insert(other));
        }
        if found.len() == before {
            return;
        }
    }
}
