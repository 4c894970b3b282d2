//! A file that comes to a named place while a command works stays as it is: no output is put over it.

use crate::asking::finished;
use crate::export::example;
use crate::files::root;
use crate::generate::shipped;
use crate::key_place::Place;
use crate::meetings::ID;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// Options that take a file which is read.
const READ: [&str; 4] = ["--script", "--identity", "--country-file", "--wording"];

/// A command that makes a new file, and what it is told once it has looked at the place.
struct Making {
    /// The command and the option, as [`options`] names them.
    option: &'static str,
    /// What is typed; `@` stands for the file.
    args: Vec<String>,
    /// What it waits for on standard input.
    typed: Vec<u8>,
    /// A file that stands there beforehand may be replaced.
    replaces: bool,
}

fn makings() -> Vec<Making> {
    let making = |option, args: &[&str], typed: &[u8], replaces| Making {
        option,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        typed: typed.to_vec(),
        replaces,
    };
    let case = example("fisher-eighteen-months").to_json(shipped()).replace('\n', " ");
    let broken = format!("{case}\n{{\"case_id\": \"x\", \"answers\": 7}}\n");
    let all = fs::read(root().join("examples/cases/all.ndjson")).expect("the cases");
    let other = crate::compare::changed_path();
    let script = root().join("examples/synthetic/domestic-worker-passport-kept.toml").display().to_string();
    let passphrase = format!("{}\n", crate::key_place::PASSPHRASE);
    let talk = format!("{}1\nu\nx\ny\n", crate::withdrawing::TO_CONSENT);
    let screen = ["screen", "--plain", "--training"];
    let kept = ["--passphrase-fd", "0"];
    vec![
        making("score --result", &["score", "-", "--result", "@"], case.as_bytes(), false),
        making("batch --rejects", &["batch", "-", "--unsealed", "--rejects", "@"], broken.as_bytes(), false),
        making("batch --html", &["batch", "-", "--summary", "--purpose", "training", "--html", "@"], &all, false),
        making(
            "batch --list-moved",
            &["batch", "-", "--compare", &other, "--purpose", "training", "--suppress", "0", "--list-moved", "@"],
            &all,
            false,
        ),
        making(
            "case show --result",
            &[&["case", "show", ID, "--result", "@"], &kept[..]].concat(),
            passphrase.as_bytes(),
            false,
        ),
        making(
            "case show --result",
            &[&["case", "show", "--history", ID, "--result", "@"], &kept[..]].concat(),
            passphrase.as_bytes(),
            false,
        ),
        making(
            "case export --to",
            &[&["case", "export", ID, "--to", "@"], &kept[..]].concat(),
            passphrase.as_bytes(),
            false,
        ),
        making("screen --out", &[&screen[..], &["--out", "@"]].concat(), talk.as_bytes(), true),
        making("screen --record", &[&screen[..], &["--record", "@"]].concat(), talk.as_bytes(), true),
        making("screen --result", &[&screen[..], &["--result", "@"]].concat(), talk.as_bytes(), true),
        making("screen --out", &["screen", "--plain", "--unsealed", "--out", "@"], talk.as_bytes(), false),
        making("screen --result", &["screen", "--plain", "--unsealed", "--result", "@"], talk.as_bytes(), false),
        making("train quiz --out", &["train", "quiz", "--plain", &script, "--out", "@"], b"x\ny\n", false),
    ]
}

/// Runs a command, and puts a file where its own is to go once it has looked there.
fn run(making: &Making, stood: Option<&str>) -> (Option<i32>, String, Option<String>) {
    let place = Place::with_keys(&[]);
    finished(&place, &[ID]);
    let file = place.path("made");
    if let Some(stood) = stood {
        fs::write(&file, stood).expect("a file");
    }
    let args: Vec<&str> = making.args.iter().map(|arg| if arg == "@" { file.as_str() } else { arg }).collect();
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", place.store()).env("HOME", place.path("home"));
    program.current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("it starts");
    // Until it waits for what is typed. Where it was slower, it looks at a place that is taken, and refuses that.
    std::thread::sleep(Duration::from_millis(700));
    let beside = Path::new(&file).with_extension("beside");
    fs::write(&beside, "came meanwhile").expect("a file");
    fs::rename(&beside, &file).expect("it is put there");
    let _ = child.stdin.take().expect("a pipe").write_all(&making.typed);
    let out = child.wait_with_output().expect("an end");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code(), told, fs::read_to_string(&file).ok())
}

#[test]
fn a_file_that_comes_in_between_stays_at_every_output_there_is() {
    let makings = makings();
    std::thread::scope(|scope| {
        for makings in makings.chunks(makings.len().div_ceil(2)) {
            scope.spawn(move || {
                for making in makings {
                    let stood: &[Option<&str>] = if making.replaces { &[None, Some("stood before")] } else { &[None] };
                    for stood in stood {
                        let (code, told, there) = run(making, *stood);
                        let what = format!("{:?}, {stood:?}: {code:?} {told}", making.args);
                        assert_eq!(there.as_deref(), Some("came meanwhile"), "{what}");
                        assert!(told.contains("it is there already"), "nothing is told: {what}");
                        assert_ne!(code, Some(0), "{what}");
                    }
                }
            });
        }
    });
}

/// Every option of every command that takes a file, as "command --option".
fn options() -> BTreeSet<String> {
    let of_file = |line: &&str| line.contains("<FILE>");
    let in_help = |(words, help): (Vec<String>, String)| {
        let lines: Vec<&str> = help.lines().filter(of_file).collect();
        let names = crate::command_tree::options(&lines.join("\n"));
        names.into_iter().map(|name| format!("{} {name}", words.join(" "))).collect::<Vec<_>>()
    };
    crate::command_tree::helps().into_iter().flat_map(in_help).collect()
}

#[test]
fn no_option_that_makes_a_file_is_forgotten_here() {
    let options = options();
    assert!(options.len() >= 12, "{options:?}");
    let makings = makings();
    for option in options {
        let is_read = READ.iter().any(|read| option.ends_with(read));
        let is_made = makings.iter().any(|making| making.option == option);
        assert!(is_read != is_made, "`{option}`: say in this test whether its file is read or made");
    }
}
