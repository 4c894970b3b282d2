//! Reads the outer structure of a case, and the catalogue it was answered with.

use crate::case::read::answers::AnswersSeed;
use crate::case::read::context::{Context, Id, TableKeys, TextSeed, Word, day_of, key, keys};
use crate::case::read::facts::FactsSeed;
use crate::case::read::target::CaseSink;
use crate::case::{FORMAT, Purpose};
use crate::toml_input::Code;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::fmt;

pub(super) struct CaseSeed<'a, 'c, K> {
    pub context: &'a Context<'c>,
    pub keeping: &'a mut K,
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for CaseSeed<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

keys!(CaseKey {
    Format = "format",
    Id = "case_id",
    Purpose = "purpose",
    Catalogue = "catalogue",
    ScreenedOn = "screened_on",
    FirstMetOn = "first_met_on",
    Facts = "facts",
    Answers = "answers",
});

impl<'de, K: CaseSink> Visitor<'de> for CaseSeed<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-case"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (context, keeping) = (self.context, self.keeping);
        let mut seen = 0;
        while let Some(key) = map.next_key_seed(TextSeed(key::<CaseKey>))? {
            match context.once(key, &mut seen)? {
                CaseKey::Format => {
                    if !map.next_value_seed(TextSeed(|format: &str| format == FORMAT))? {
                        let error =
                            context.fail(Code::WrongValue, what_and_help!("case-other-format", format = FORMAT));
                        return Err(context.at_key("format", error));
                    }
                }
                CaseKey::Id => {
                    map.next_value_seed(Id { context, then: |id: &str| keeping.set_id(id) })?;
                }
                CaseKey::Purpose => keeping.set_purpose(map.next_value_seed(purpose(context))?),
                CaseKey::Catalogue => map.next_value_seed(CatalogueSeed { context, keeping: &mut *keeping })?,
                key @ (CaseKey::ScreenedOn | CaseKey::FirstMetOn) => {
                    let day = map.next_value_seed(TextSeed(day_of))?;
                    let day = day.ok_or_else(|| context.at_key(CaseKey::WORDS[key.place()], context.not_a_date()))?;
                    match key {
                        CaseKey::FirstMetOn => keeping.set_first_day(day),
                        _ => keeping.set_day(day),
                    }
                }
                CaseKey::Facts => map.next_value_seed(FactsSeed { context, keeping: &mut *keeping })?,
                CaseKey::Answers => map.next_value_seed(AnswersSeed { context, keeping: &mut *keeping })?,
            }
        }
        for key in [CaseKey::Id, CaseKey::Answers] {
            if seen & (1 << key.place()) == 0 {
                let key = CaseKey::WORDS[key.place()];
                return Err(context.fail(Code::MissingKey, what_and_help!("case-missing-key", key = key)));
            }
        }
        Ok(())
    }
}

fn purpose<'a, 'c>(context: &'a Context<'c>) -> Word<'a, 'c, Purpose> {
    let all = || Purpose::ALL.map(Purpose::word).to_vec();
    Word { context, of: Purpose::of_word, all }
}

keys!(CatalogueKey { Id = "id", Version = "version", Method = "method" });

/// The keys with which a case begins, after its bracket.
pub(in crate::case) const KEYS: &[&str] = CaseKey::WORDS;

/// Reads `{ id, version, method }` of the catalogue of a case, and keeps the method fingerprint.
struct CatalogueSeed<'a, 'c, K> {
    context: &'a Context<'c>,
    keeping: &'a mut K,
}

impl<'de, K: CaseSink> DeserializeSeed<'de> for CatalogueSeed<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, K: CaseSink> Visitor<'de> for CatalogueSeed<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-catalogue"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (context, keeping) = (self.context, self.keeping);
        let mut seen = 0;
        while let Some(key) = map.next_key_seed(TextSeed(key::<CatalogueKey>))? {
            match context.once(key, &mut seen)? {
                CatalogueKey::Id => {
                    let is_taken = |id: &str| {
                        if id != context.catalogue.id {
                            context.recorded_for.replace(Some(id.to_owned()));
                        }
                        // When answers are carried over, this is checked after the case was read.
                        context.carrying || context.catalogue.is_based_on(id)
                    };
                    if !map.next_value_seed(TextSeed(is_taken))? {
                        return Err(context
                            .at_key("id", context.fail(Code::OtherCatalogue, what_and_help!("case-other-catalogue"))));
                    }
                }
                CatalogueKey::Version => map.next_value_seed(TextSeed(|_: &str| ()))?,
                CatalogueKey::Method => {
                    map.next_value_seed(Id { context, then: |method: &str| keeping.set_method(method) })?;
                }
            }
        }
        Ok(())
    }
}
