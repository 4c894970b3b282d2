//! Tells cargo to build again when a catalogue or the words of the program gain or lose a file: the macro that embeds
//! them does not.

fn main() {
    println!("cargo::rerun-if-changed=indicators");
    println!("cargo::rerun-if-changed=i18n");
}
