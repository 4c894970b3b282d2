//! Reads the facts of a case.

use super::context::{Context, MAX_TEXT_CHARS};
use crate::case::{Case, FactAnswer, values_of};
use crate::catalogue::{Fact, FactKind};
use crate::condition::FactIx;
use crate::document::Code;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
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
                self.case.extras.insert(key, map.next_value()?);
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
