//! Reads the answers of a case about indicators.

use super::context::{Context, Word};
use crate::case::{Answer, Basis, Case, Presence};
use crate::condition::{IndicatorIx, Severity};
use crate::document::Code;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

pub(super) struct AnswersSeed<'a, 'c> {
    pub context: &'a Context<'c>,
    pub case: &'a mut Case,
}

impl<'de> DeserializeSeed<'de> for AnswersSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for AnswersSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by indicator id in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let catalogue = self.context.catalogue;
        let mut seen = BTreeSet::new();
        let mut answered = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.context.once(&mut seen, &key)?;
            let Some(indicator) = catalogue.find_indicator(&key) else {
                let known = catalogue.indicators.iter().map(|indicator| indicator.id.as_str());
                return Err(self.context.unknown(Code::UnknownId, &key, known));
            };
            if !answered.insert(indicator) {
                let mend = "keep one; a retired id and its replacement are the same indicator";
                return Err(self.context.fail(Code::DuplicateKey, "the indicator is answered twice", mend));
            }
            let answer = map.next_value_seed(AnswerSeed { context: self.context, indicator })?;
            self.case.set_answer(indicator, answer);
        }
        Ok(())
    }
}

struct AnswerSeed<'a, 'c> {
    context: &'a Context<'c>,
    indicator: IndicatorIx,
}

impl<'de> DeserializeSeed<'de> for AnswerSeed<'_, '_> {
    type Value = Answer;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Answer, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnswerSeed<'_, '_> {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"present\", \"absent\" … or an answer in { }")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Answer, E> {
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        Word(self.context, &presences).visit_str(text).map(Answer::of)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let context = self.context;
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        let severities = Severity::ALL.map(|severity| (severity.word(), severity));
        let mut answer = Answer::of(Presence::NotAsked);
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            context.once(&mut seen, &key)?;
            match key.as_str() {
                "presence" => answer.presence = map.next_value_seed(Word(context, &presences))?,
                "severity" => answer.severity = Some(map.next_value_seed(Word(context, &severities))?),
                "basis" => answer.basis = map.next_value_seed(BasisSeed(context))?,
                "contradicted" => answer.contradicted = map.next_value()?,
                "note" => {
                    answer.note = Some(context.note(map.next_value()?).map_err(|error| context.at_key("note", error))?);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    let known = ["presence", "severity", "basis", "contradicted", "note"];
                    return Err(context.unknown(Code::UnknownKey, &key, known));
                }
            }
        }
        if !seen.contains("presence") {
            return Err(context.fail(Code::MissingKey, "the answer has no `presence`", "add `presence`"));
        }
        let degrees = context.catalogue.indicator(self.indicator).anchors.is_some();
        if answer.severity.is_some() && (answer.presence != Presence::Present || !degrees) {
            let what = if degrees { "a severity without `present`" } else { "this indicator has no severities" };
            return Err(context.at_key("severity", context.fail(Code::WrongValue, what, "take `severity` out")));
        }
        Ok(answer)
    }
}

struct BasisSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for BasisSeed<'_, '_> {
    type Value = Vec<Basis>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<Basis>, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for BasisSeed<'_, '_> {
    type Value = Vec<Basis>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list such as [\"told\", \"observed\"]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Basis>, A::Error> {
        let words = Basis::ALL.map(|basis| (basis.word(), basis));
        let mut found = BTreeSet::new();
        while let Some(basis) = list.next_element_seed(Word(self.0, &words))? {
            found.insert(basis);
        }
        Ok(found.into_iter().collect())
    }
}
