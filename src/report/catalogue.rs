//! Texts about a catalogue: overview, entries, differences, paper form, and contacts to check.

pub mod contacts_due;
pub mod diff;
pub mod entry;
pub mod my_contacts;
pub mod overview;
pub mod paper_form;
