//! The suite: one program, a module for each thing that is held.

mod architecture;
mod faces;
mod faults;
mod files;
mod pty;
mod shipped;
mod words;
