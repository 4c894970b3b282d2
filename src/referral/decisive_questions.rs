//! Which open questions still bear on what is decided for the person.

use crate::assessment::Outlook;
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, FindingIx, IndicatorIx};

/// Open indicators whose answer could still change the finding, the urgency or a protective pathway. Any other may be
/// spared: whatever the answers to it and to all that is open, those three come out the same.
pub fn bearing(catalogue: &Catalogue, case: &Case) -> BitSet {
    let prospect = Outlook::of(catalogue, case.as_ref());
    // A quick look must not become a quick no: while the lowest finding may still stand, every question bears.
    if prospect.may_reach(FindingIx(catalogue.findings.len().saturating_sub(1))) {
        return (0..catalogue.indicators.len()).collect();
    }
    let urgencies = catalogue.guidelines.urgencies.iter().map(|urgency| &urgency.terms);
    let protective = catalogue.guidelines.pathways.iter().filter(|pathway| pathway.protective);
    // What rules a pathway out bears on it as much as what speaks for it.
    let against = catalogue.guidelines.contraindications.iter();
    let terms = urgencies.chain(protective.map(|pathway| &pathway.terms)).chain(against.map(|one| &one.terms));
    let mut found = terms.fold(prospect.findings_turn_on(), |found, terms| found.or(&prospect.terms_turn_on(terms)));
    add_what_leads_to(catalogue, &mut found);
    found
}

/// What decides whether a question is asked at all bears on as much as that question does.
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
