//! Reads the outer shape of a case, and the catalogue it was answered with.

use super::answers::AnswersSeed;
use super::context::{Context, MAX_ID_CHARS, Word};
use super::facts::FactsSeed;
use crate::case::{Case, FORMAT, Purpose};
use crate::document::Code;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

pub(super) struct CaseSeed<'a, 'c>(pub &'a Context<'c>);

impl<'de> DeserializeSeed<'de> for CaseSeed<'_, '_> {
    type Value = Case;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Case, D::Error> {
        json.deserialize_map(self)
    }
}

const CASE_KEYS: [&str; 7] = ["format", "case_id", "purpose", "catalogue", "screened_on", "facts", "answers"];

impl<'de> Visitor<'de> for CaseSeed<'_, '_> {
    type Value = Case;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a case in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Case, A::Error> {
        let context = self.0;
        let mut case = Case::new(context.catalogue, "");
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            context.once(&mut seen, &key)?;
            match key.as_str() {
                "format" => {
                    let format: String = map.next_value()?;
                    if format != FORMAT {
                        let error = context.fail(Code::WrongValue, "another format", format!("this reads `{FORMAT}`"));
                        return Err(context.at_key("format", error));
                    }
                }
                "case_id" => {
                    let id: String = map.next_value()?;
                    case.case_id = context.text(id, MAX_ID_CHARS).map_err(|error| context.at_key("case_id", error))?;
                }
                "purpose" => case.purpose = map.next_value_seed(Word(context, &PURPOSES))?,
                "catalogue" => case.method = map.next_value_seed(CatalogueSeed(context))?,
                "screened_on" => {
                    let day: String = map.next_value()?;
                    case.screened_on = Some(context.date(&day).map_err(|error| context.at_key("screened_on", error))?);
                }
                "facts" => map.next_value_seed(FactsSeed { context, case: &mut case })?,
                "answers" => map.next_value_seed(AnswersSeed { context, case: &mut case })?,
                _ => return Err(context.unknown(Code::UnknownKey, &key, CASE_KEYS)),
            }
        }
        for key in ["case_id", "answers"] {
            if !seen.contains(key) {
                return Err(context.fail(Code::MissingKey, format!("the case has no `{key}`"), format!("add `{key}`")));
            }
        }
        Ok(case)
    }
}

const PURPOSES: [(&str, Purpose); 3] =
    [("screening", Purpose::Screening), ("research", Purpose::Research), ("training", Purpose::Training)];

/// `{ id, version, method }` of the catalogue a case was answered with; gives the method fingerprint.
struct CatalogueSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for CatalogueSeed<'_, '_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<String>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CatalogueSeed<'_, '_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the catalogue's id, version and method in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        let mut seen = BTreeSet::new();
        let mut method = None;
        while let Some(key) = map.next_key::<String>()? {
            self.0.once(&mut seen, &key)?;
            let value: String = map.next_value()?;
            match key.as_str() {
                "id" if value == self.0.catalogue.id => {}
                "id" => {
                    let mend = "name the catalogue it was answered with, as the first one";
                    let error = self.0.fail(Code::OtherCatalogue, "the case was answered with another catalogue", mend);
                    return Err(self.0.at_key("id", error));
                }
                "version" => {}
                "method" => {
                    method = Some(self.0.text(value, MAX_ID_CHARS).map_err(|error| self.0.at_key("method", error))?);
                }
                _ => return Err(self.0.unknown(Code::UnknownKey, &key, ["id", "version", "method"])),
            }
        }
        Ok(method)
    }
}
