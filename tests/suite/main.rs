//! The suite: one program, a module for each thing that is held.

mod architecture;
mod command_line;
mod faces;
mod faults;
mod files;
mod pty;
mod shipped;
mod terminal;
mod words;
