//! The suite: one program, a module for each thing that is held.

#![allow(clippy::disallowed_methods, reason = "tests name files of their own making")]

/// What the tests share: files, generated cases, the program, a terminal, a disk in memory.
mod support {
    pub mod files;
    pub mod generate;
    pub mod key_place;
    pub mod meetings;
    pub mod memory_disk;
    pub mod part;
    pub mod program;
    pub mod pty;
    pub mod small_catalogues;
    pub mod talk;
}
/// What is read: cases, scripts, catalogues and arguments, sound, faulty and hostile.
mod reading {
    pub mod diagnostics;
    pub mod escaping;
    pub mod faults;
    pub mod fuzz_found;
    pub mod hostile;
    pub mod json_records;
    pub mod misplaced_cases;
    pub mod odd_arguments;
    pub mod right_to_left;
    pub mod schema;
    pub mod skimming;
}
/// Catalogues, countries and published methods.
mod catalogues {
    pub mod authoring;
    pub mod authoring_faults;
    pub mod authoring_keys;
    pub mod catalogue_pages;
    pub mod consent;
    pub mod countries;
    pub mod countries_folder;
    pub mod diff;
    pub mod fingerprint_law;
    pub mod ilo_floor;
    pub mod lineage;
    pub mod method_page;
    pub mod origin;
    pub mod origin_law;
    pub mod published;
    pub mod shipped;
}
/// Findings, ranges, explanations and advice.
mod scoring {
    pub mod advice;
    pub mod agreement;
    pub mod days;
    pub mod examples;
    pub mod explanations;
    pub mod judgement;
    pub mod laws;
    pub mod protection_laws;
    pub mod range;
    pub mod referral_laws;
}
/// What a screener does, question by question.
mod interviews {
    pub mod clock_steps;
    pub mod discreet;
    pub mod faces;
    pub mod giving_up;
    pub mod later_meetings;
    pub mod leaving;
    pub mod notes;
    pub mod paging;
    pub mod questionnaire_laws;
    pub mod quick;
    pub mod talk_conditions;
    pub mod terminal;
    pub mod ticking;
    pub mod typing;
    pub mod withdrawing;
}
/// What people and others read of a result.
mod results {
    pub mod export;
    pub mod first_screen;
    pub mod handover;
    pub mod kept_back;
    pub mod wrapping;
}
/// Records, keys and the disk.
mod storage {
    pub mod age_files;
    pub mod asking;
    pub mod copies;
    pub mod crashes;
    pub mod device_key;
    pub mod discarding;
    pub mod erasing;
    pub mod hidden_copies;
    pub mod kept;
    pub mod keys;
    pub mod kills;
    pub mod links;
    pub mod made_up_records;
    pub mod making_keys;
    pub mod new_files;
    pub mod passphrases;
    pub mod pasting;
    pub mod quiet;
    pub mod resealing;
    pub mod sealed;
    pub mod signatures;
    pub mod store;
    pub mod trust;
    pub mod two_devices;
    pub mod unkept;
    pub mod whose;
    pub mod withdrawn;
}
/// Many cases, and their totals.
mod batches {
    pub mod batch;
    pub mod compare;
    pub mod persons;
    pub mod summary;
    pub mod summary_again;
    pub mod summary_law;
}
/// Training.
mod classes {
    pub mod training;
    pub mod training_files;
}
/// The code, the words and the documents themselves.
mod project {
    pub mod architecture;
    pub mod command_line;
    pub mod command_tree;
    pub mod documents;
    pub mod help_words;
    pub mod program_words;
    pub mod words;
}

// Each module is named by its own name, whatever folder it is in.
#[allow(unused_imports, reason = "not every folder holds what others use")]
use {
    batches::*, catalogues::*, classes::*, interviews::*, project::*, reading::*, results::*, scoring::*, storage::*,
    support::*,
};
