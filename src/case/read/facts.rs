//! Reads the facts of a case.

use super::context::{Context, MAX_ID_CHARS, TextSeed, day_of};
use super::{MAX_EXTRAS, MAX_TEXT_CHARS};
use crate::case::read::target::CaseSink;
use crate::case::{FactAnswer, carry};
use crate::catalogue::{Fact, FactKind};
use crate::condition::{BitSet, FactIx};
use crate::escape::hidden;
use crate::toml_input::Code;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

pub(super) struct FactsSeed<'a, 'c, K> {
    pub context: &'a Context<'c>,
    pub keeping: &'a mut K,
}

/// A key among the facts.
enum Key {
    Fact(FactIx),
    /// An `x-…` fact.
    Extra(String),
    Unknown(String),
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for FactsSeed<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, K: CaseSink> Visitor<'de> for FactsSeed<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-facts"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (context, catalogue) = (self.context, self.context.catalogue);
        let (mut seen, mut extras) = (BitSet::EMPTY, 0);
        let find = |key: &str| match catalogue.find_fact(key) {
            _ if key.starts_with("x-") => Key::Extra(key.to_owned()),
            Some(fact) => Key::Fact(fact),
            None => Key::Unknown(key.to_owned()),
        };
        while let Some(key) = map.next_key_seed(TextSeed(find))? {
            match key {
                Key::Fact(fact) if seen.contains(fact.0) => return Err(context.twice(&catalogue.fact(fact).id)),
                Key::Fact(fact) => {
                    seen.insert(fact.0);
                    let answer = FactSeed { context, fact, keeping: PhantomData::<K> };
                    self.keeping.add_fact(fact, map.next_value_seed(answer)?);
                }
                Key::Extra(key) if key.chars().any(hidden) => {
                    return Err(context.fail(Code::ControlCharacter, what_and_help!("case-extra-hidden-character")));
                }
                Key::Extra(key) if self.keeping.has_extra(&key) => return Err(context.twice(&key)),
                Key::Extra(_) if extras == MAX_EXTRAS => {
                    return Err(context.fail(Code::TooMany, what_and_help!("case-too-many-extras", most = MAX_EXTRAS)));
                }
                Key::Extra(key) if key.chars().count() > MAX_ID_CHARS => {
                    return Err(
                        context.fail(Code::TooLarge, what_and_help!("case-extra-key-too-long", most = MAX_ID_CHARS))
                    );
                }
                Key::Extra(key) => {
                    extras += 1;
                    self.keeping.add_extra(key, map.next_value_seed(Extra(context, PhantomData::<K>))?);
                }
                Key::Unknown(key) if context.carrying => {
                    map.next_value::<IgnoredAny>()?;
                    context.leave_out(&key);
                }
                Key::Unknown(key) => {
                    let known = catalogue.facts.iter().map(|fact| fact.id.as_str());
                    return Err(context.unknown(Code::UnknownId, &key, known));
                }
            }
        }
        Ok(())
    }
}

struct FactSeed<'a, 'c, K> {
    context: &'a Context<'c>,
    fact: FactIx,
    keeping: PhantomData<K>,
}

impl<K> FactSeed<'_, '_, K> {
    /// The answer from words of another catalogue. It is noted if it has no place.
    fn carried(&self, words: &[String]) -> FactAnswer {
        let answer = carry::fact(self.fact(), words);
        if answer == FactAnswer::NotAsked {
            self.context.leave_out(&self.fact().id);
        }
        answer
    }

    fn fact(&self) -> &Fact {
        self.context.catalogue.fact(self.fact)
    }

    /// The bit of a value, which must belong to the fact.
    fn known<E: serde::de::Error>(&self, bit: Option<u64>) -> Result<u64, E> {
        bit.ok_or_else(|| {
            let known: Vec<_> = self.fact().values.iter().map(|value| value.id.as_str()).collect();
            self.context.fail(Code::WrongValue, what_and_help!("case-no-such-value", known = known.join(", ")))
        })
    }
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for FactSeed<'_, '_, K> {
    type Value = FactAnswer;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<FactAnswer, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de, K: CaseSink> Visitor<'de> for FactSeed<'_, '_, K> {
    type Value = FactAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fact().kind {
            FactKind::Many => text!("case-wanted-values"),
            FactKind::YesNo => text!("case-wanted-yes-or-no"),
            _ => text!("case-wanted-text"),
        })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<FactAnswer, E> {
        match (text, self.fact().kind) {
            ("unknown", _) => Ok(FactAnswer::Unknown),
            ("declined", _) => Ok(FactAnswer::Declined),
            ("not-asked", _) => Ok(FactAnswer::NotAsked),
            _ if self.context.carrying => Ok(self.carried(&[text.to_owned()])),
            (_, FactKind::Date) => day_of(text).map(FactAnswer::Date).ok_or_else(|| self.context.not_a_date()),
            (_, FactKind::Text) => {
                self.context.text(text, MAX_TEXT_CHARS)?;
                Ok(FactAnswer::Text(if K::WHOLE { text.to_owned() } else { String::new() }))
            }
            (_, FactKind::Many) => Err(E::invalid_type(serde::de::Unexpected::Other("a text"), &self)),
            _ => self.known(self.context.catalogue.find_value(self.fact, text)).map(FactAnswer::Values),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<FactAnswer, A::Error> {
        if self.context.carrying {
            let mut words = Vec::new();
            while let Some(word) = list.next_element::<String>()? {
                words.push(word);
            }
            return Ok(self.carried(&words));
        }
        if self.fact().kind != FactKind::Many {
            return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        let (mut bits, mut unknown) = (0, false);
        // The list is read to its end first, so that broken JSON in it is reported as such.
        while let Some(bit) =
            list.next_element_seed(TextSeed(|id: &str| self.context.catalogue.find_value(self.fact, id)))?
        {
            unknown |= bit.is_none();
            bits |= bit.unwrap_or(0);
        }
        self.known((!unknown).then_some(bits)).map(FactAnswer::Values)
    }
}

/// An `x-…` value. It is rejected if a part of it would be lost.
struct Extra<'a, 'c, K>(&'a Context<'c>, PhantomData<K>);

impl<K: CaseSink> Extra<'_, '_, K> {
    fn again(&self) -> Self {
        Self(self.0, PhantomData)
    }

    /// Only plain words are accepted here. The full reader decides about anything else.
    fn wanted<E: serde::de::Error>() -> Result<(), E> {
        if K::WHOLE { Ok(()) } else { Err(E::custom("not judged here")) }
    }
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for Extra<'_, '_, K> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de, K: CaseSink> Visitor<'de> for Extra<'_, '_, K> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-any-value"))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
        Self::wanted()?;
        Ok(number.into())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        Self::wanted()?;
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        /// From here on an `f64` can't hold every whole number.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        Self::wanted()?;
        if number.abs() >= EXACT {
            return Err(self.0.fail(Code::WrongValue, what_and_help!("case-number-too-large")));
        }
        Ok(number.into())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.0.note(text)?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        Self::wanted()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.again())? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        Self::wanted()?;
        let mut entries = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.contains_key(&key) {
                return Err(self.0.fail(Code::DuplicateKey, what_and_help!("case-key-twice")));
            }
            let value = map.next_value_seed(self.again())?;
            entries.insert(key, value);
        }
        Ok(Value::Object(entries))
    }
}
