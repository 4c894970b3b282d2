//! Reads the facts of a case.

use super::MAX_TEXT_CHARS;
use super::context::Context;
use crate::case::{Case, FactAnswer, values_of};
use crate::catalogue::{Fact, FactKind};
use crate::condition::FactIx;
use crate::document::{Code, hidden};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

pub(super) struct FactsSeed<'a, 'c> {
    pub context: &'a Context<'c>,
    pub case: &'a mut Case,
}

impl<'de> DeserializeSeed<'de> for FactsSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FactsSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by id in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.context.once(&mut seen, &key)?;
            if key.starts_with("x-") {
                if key.chars().any(hidden) {
                    return Err(self.context.fail(
                        Code::ControlCharacter,
                        "a key holds a hidden character",
                        "take it out",
                    ));
                }
                self.case.extras.insert(key, map.next_value_seed(Extra(self.context))?);
                continue;
            }
            let catalogue = self.context.catalogue;
            let Some(fact) = catalogue.find_fact(&key) else {
                let known = catalogue.facts.iter().map(|fact| fact.id.as_str());
                return Err(self.context.unknown(Code::UnknownId, &key, known));
            };
            let answer = map.next_value_seed(FactSeed { context: self.context, fact })?;
            self.case.set_fact(fact, answer);
        }
        Ok(())
    }
}

struct FactSeed<'a, 'c> {
    context: &'a Context<'c>,
    fact: FactIx,
}

impl FactSeed<'_, '_> {
    fn fact(&self) -> &Fact {
        self.context.catalogue.fact(self.fact)
    }

    fn values<E: serde::de::Error>(&self, ids: &[String]) -> Result<FactAnswer, E> {
        values_of(self.fact(), ids).ok_or_else(|| {
            let known: Vec<_> = self.fact().values.iter().map(|value| value.id.as_str()).collect();
            self.context.fail(
                Code::WrongValue,
                "the fact has no such value",
                format!("use one of {}", known.join(", ")),
            )
        })
    }
}

impl<'de> DeserializeSeed<'de> for FactSeed<'_, '_> {
    type Value = FactAnswer;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<FactAnswer, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FactSeed<'_, '_> {
    type Value = FactAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fact().kind {
            FactKind::Many => "a list of values in [ ]",
            FactKind::YesNo => "\"yes\" or \"no\" in quotes",
            _ => "a text in quotes",
        })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<FactAnswer, E> {
        match (text, self.fact().kind) {
            ("unknown", _) => Ok(FactAnswer::Unknown),
            ("declined", _) => Ok(FactAnswer::Declined),
            ("not-asked", _) => Ok(FactAnswer::NotAsked),
            (_, FactKind::Date) => self.context.date(text).map(FactAnswer::Date),
            (_, FactKind::Text) => self.context.text(text.to_owned(), MAX_TEXT_CHARS).map(FactAnswer::Text),
            (_, FactKind::Many) => Err(E::invalid_type(serde::de::Unexpected::Other("a text"), &self)),
            _ => self.values(&[text.to_owned()]),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<FactAnswer, A::Error> {
        if self.fact().kind != FactKind::Many {
            return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        let mut ids = Vec::new();
        while let Some(id) = list.next_element::<String>()? {
            ids.push(id);
        }
        self.values(&ids)
    }
}

/// Whatever stands under an `x-…` key: carried along, and so refused where something of it would be lost.
#[derive(Clone, Copy)]
struct Extra<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for Extra<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Extra<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        /// From here on a whole number is no longer kept to the digit.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number.abs() >= EXACT {
            let mend = "write it as a text in quotes";
            return Err(self.0.fail(Code::WrongValue, "the number is too large to be kept to the digit", mend));
        }
        Ok(number.into())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.contains_key(&key) {
                return Err(self.0.fail(Code::DuplicateKey, "the key stands twice", "keep one of the two"));
            }
            let value = map.next_value_seed(self)?;
            entries.insert(key, value);
        }
        Ok(Value::Object(entries))
    }
}
