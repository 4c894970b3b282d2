//! Reads the answers of a case about indicators.

use super::context::{Context, TableKeys, TextSeed, Word, key, keys};
use crate::case::read::target::{CaseSink, Read};
use crate::case::{Basis, Presence};
use crate::condition::{BitSet, IndicatorIx, Severity};
use crate::toml_input::Code;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

pub(super) struct AnswersSeed<'a, 'c, K> {
    pub context: &'a Context<'c>,
    pub keeping: &'a mut K,
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for AnswersSeed<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, K: CaseSink> Visitor<'de> for AnswersSeed<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-answers"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (context, catalogue) = (self.context, self.context.catalogue);
        // Answered under its own id, or under a retired one.
        let mut answered = [BitSet::EMPTY; 2];
        let find = |key: &str| catalogue.find_indicator_as(key).ok_or_else(|| key.to_owned());
        while let Some(key) = map.next_key_seed(TextSeed(find))? {
            let (indicator, own) = match key {
                Ok(found) => found,
                Err(key) if context.carrying => {
                    map.next_value::<IgnoredAny>()?;
                    context.leave_out(&key);
                    continue;
                }
                Err(key) => {
                    let known = catalogue.indicators.iter().map(|indicator| indicator.id.as_str());
                    return Err(context.unknown(Code::UnknownId, &key, known));
                }
            };
            if own && answered[0].contains(indicator.0) {
                return Err(context.twice(&catalogue.indicator(indicator).id));
            }
            // In a case of another catalogue, two indicators may have become one.
            if !context.carrying && answered.iter().any(|set| set.contains(indicator.0)) {
                return Err(context.fail(Code::DuplicateKey, what_and_help!("case-indicator-twice")));
            }
            answered[usize::from(!own)].insert(indicator.0);
            map.next_value_seed(AnswerSeed { context, indicator, keeping: &mut *self.keeping })?;
        }
        Ok(())
    }
}

struct AnswerSeed<'a, 'c, K> {
    context: &'a Context<'c>,
    indicator: IndicatorIx,
    keeping: &'a mut K,
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for AnswerSeed<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

keys!(AnswerKey {
    Presence = "presence",
    Severity = "severity",
    Basis = "basis",
    Contradicted = "contradicted",
    Note = "note",
});

fn presence<'a, 'c>(context: &'a Context<'c>) -> Word<'a, 'c, Presence> {
    Word { context, of: Presence::of_word, all: || Presence::ALL.map(Presence::word).to_vec() }
}

fn severity<'a, 'c>(context: &'a Context<'c>) -> Word<'a, 'c, Severity> {
    Word { context, of: Severity::of_word, all: || Severity::ALL.map(Severity::word).to_vec() }
}

fn basis<'a, 'c>(context: &'a Context<'c>) -> Word<'a, 'c, Basis> {
    Word { context, of: Basis::of_word, all: || Basis::ALL.map(Basis::word).to_vec() }
}

impl<'de, K: CaseSink> Visitor<'de> for AnswerSeed<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-answer"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let presence = presence(self.context).visit_str(text)?;
        self.keeping.add_answer(self.indicator, Read { presence, ..Read::default() });
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let context = self.context;
        let mut answer = Read::default();
        let mut seen = 0;
        while let Some(key) = map.next_key_seed(TextSeed(key::<AnswerKey>))? {
            match context.once(key, &mut seen)? {
                AnswerKey::Presence => answer.presence = map.next_value_seed(presence(context))?,
                AnswerKey::Severity => answer.severity = Some(map.next_value_seed(severity(context))?),
                AnswerKey::Basis => answer.basis = map.next_value_seed(BasisSeed(context))?,
                AnswerKey::Contradicted => answer.contradicted = map.next_value()?,
                AnswerKey::Note => answer.note = map.next_value_seed(NoteSeed(context, PhantomData::<K>))?,
            }
        }
        if seen & (1 << AnswerKey::Presence.place()) == 0 {
            return Err(context.fail(Code::MissingKey, what_and_help!("case-answer-without-presence")));
        }
        let degrees = context.catalogue.indicator(self.indicator).anchors.is_some();
        if context.carrying && !degrees {
            answer.severity = None;
        }
        if answer.severity.is_some() && (answer.presence != Presence::Present || !degrees) {
            let problem = if degrees {
                what_and_help!("case-severity-without-present")
            } else {
                what_and_help!("case-no-severities")
            };
            return Err(context.at_key("severity", context.fail(Code::WrongValue, problem)));
        }
        self.keeping.add_answer(self.indicator, answer);
        Ok(())
    }
}

struct NoteSeed<'a, 'c, K>(&'a Context<'c>, PhantomData<K>);

impl<'de, K: CaseSink> DeserializeSeed<'de> for NoteSeed<'_, '_, K> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<String>, D::Error> {
        json.deserialize_str(self)
    }
}

impl<K: CaseSink> Visitor<'_> for NoteSeed<'_, '_, K> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-string"))
    }

    fn visit_str<E: serde::de::Error>(self, note: &str) -> Result<Option<String>, E> {
        self.0.note(note)?;
        Ok(K::WHOLE.then(|| note.to_owned()))
    }
}

struct BasisSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for BasisSeed<'_, '_> {
    type Value = u8;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<u8, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for BasisSeed<'_, '_> {
    type Value = u8;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-basis"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<u8, A::Error> {
        let mut found = 0;
        while let Some(basis) = list.next_element_seed(basis(self.0))? {
            found |= 1 << basis as u8;
        }
        Ok(found)
    }
}
