//! The suite: one program, a module for each thing that is held.

mod architecture;
mod authoring;
mod catalogue_pages;
mod command_line;
mod crashes;
mod diff;
mod examples;
mod explanations;
mod faces;
mod faults;
mod files;
mod generate;
mod ilo_floor;
mod kept;
mod laws;
mod memory_disk;
mod pty;
mod published;
mod questionnaire_laws;
mod quick;
mod range;
mod readme;
mod shipped;
mod small_catalogues;
mod terminal;
mod words;
