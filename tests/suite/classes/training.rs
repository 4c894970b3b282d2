//! What trainers and trainees do: check scripts, play one, screen one, and see how far raters agree.

mod agree;
mod check;
mod play;
mod quiz;

use crate::files::{root, text};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use tipscreen::catalogue::Catalogue;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::Script;

fn catalogue() -> Catalogue {
    Catalogue::builtin(tipscreen::catalogue::builtin::DEFAULT).expect("there").expect("whole")
}

fn script(catalogue: &Catalogue, path: &Path) -> Script {
    let source = SourceFile { name: path.display().to_string(), text: text(path) };
    Script::read(&source, catalogue).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()))
}

/// Runs `tipscreen train …` in a folder, with this typed.
fn train(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = crate::program::program()
        .arg("train")
        .args(args)
        .current_dir(folder)
        .env("TIPSCREEN_STORE", folder.join("no-store"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Whoever has heard enough reads no further.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("an end")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An example script by its name.
fn example(name: &str) -> String {
    root().join(format!("examples/synthetic/{name}.toml")).display().to_string()
}

/// Lines that wrap are one.
fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
