//! Texts about the answers themselves: cautions and contradictions.

use crate::assessment::Contradicting;
use crate::catalogue::Catalogue;
use crate::condition::Track;

/// The question about contradicting answers.
pub fn contradiction(catalogue: &Catalogue, one: Contradicting) -> String {
    let value = |fact: crate::condition::FactIx, bits: u64| {
        let values = &catalogue.fact(fact).values;
        values.get(bits.trailing_zeros() as usize).map_or("", |value| value.text.as_str())
    };
    match one {
        Contradicting::Beside(at) => {
            let (fact, alone) = (catalogue.fact(at), catalogue.fact(at).alone_values());
            text!("meeting-contradiction-beside", question = &fact.title, answer = value(at, alone))
        }
        Contradicting::YesAndNo(pair) => text!(
            "meeting-contradiction-yes-and-no",
            answer = value(pair.no, pair.no_value),
            yes = &catalogue.fact(pair.yes).title,
            no = &catalogue.fact(pair.no).title
        ),
        Contradicting::Rule(at) => catalogue.contradictions[at].say.clone(),
    }
}

/// The title of a finding that only the rules for children give, with the reason why they apply.
pub fn by_child_rule(title: &str, track: Track, is_child_now: bool) -> String {
    match track {
        _ if is_child_now => text!("meeting-child-rule-now", finding = title),
        Track::Undetermined => text!("meeting-child-rule-age-open", finding = title),
        Track::Child | Track::Adult => text!("meeting-child-rule-began", finding = title),
    }
}
