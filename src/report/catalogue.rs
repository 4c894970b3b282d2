//! What people read of a catalogue: overview, entries, differences, the form on paper, contacts to look after.

pub mod contacts_due;
pub mod diff;
pub mod entry;
pub mod my_contacts;
pub mod overview;
pub mod paper_form;
