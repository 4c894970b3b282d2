//! The suite: one program, a module for each thing that is held.

mod shipped;
