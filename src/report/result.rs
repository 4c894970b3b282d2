//! A result, for people and programs: JSON, rows, tables, pages, a card.

pub mod card;
pub mod csv;
pub mod fast_json;
pub mod html;
pub mod json;
pub mod markdown;
pub mod page;
pub mod side_by_side;
pub mod table;
