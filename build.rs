//! Tells cargo to build again when a catalogue gains or loses a file: the macro that embeds them does not.

fn main() {
    println!("cargo::rerun-if-changed=indicators");
}
