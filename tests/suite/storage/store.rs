//! The store on a real disk: who may read it, who may write to it, and whether it notices what others did to it.

use crate::generate::shipped;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Question, Role, builtin};
use tipscreen::condition::FactIx;
use tipscreen::questionnaire::{Act, Erase, Questionnaire, Recorder, SaveError, SaveOutcome, Saved, Step};
use tipscreen::store::{
    Disk as _, EventKind, LocalDisk, Record, RecordError, RecordingPlan, Store, StoreError, StoreRecorder, Unsealed,
};

const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// What is kept of a person who withdraws at the first meeting.
const FIRST_MEETING: Saved = Saved { earlier: 0, this_one: true };

/// Lines to the agreement and a few questions on, for a program that reads lines.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\na\na\n";

fn store(folder: &Path) -> Store<LocalDisk> {
    Store::at(LocalDisk::default(), folder)
}

/// A screening that is kept in this folder, before its first question.
pub fn begun(folder: &Path) -> (StoreRecorder<LocalDisk>, Questionnaire<'static>) {
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    let place = Some((store(folder), Box::new(Unsealed) as Box<_>));
    let plan = RecordingPlan { place, files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() };
    let case = Case::new(shipped(), ID);
    (StoreRecorder::begin(plan, shipped(), &case), Questionnaire::new(shipped(), case))
}

/// The fact that asks for a record.
pub fn consent() -> FactIx {
    shipped().fact_by_role(Role::ConsentToRecord).expect("it is asked")
}

/// Answers so many questions, each of which is kept: a yes to facts but danger, and no sign.
pub fn answer(keeping: &mut StoreRecorder<LocalDisk>, questionnaire: &mut Questionnaire<'_>, acts: usize) {
    for _ in 0..acts {
        let act = match questionnaire.step() {
            Step::Ask(Question::Fact(at)) => {
                let danger = questionnaire.catalogue().fact(at).role == Some(Role::Danger);
                Act::Fact(at, FactAnswer::Values(if danger { 2 } else { 1 }))
            }
            Step::Ask(Question::Indicator(at)) => Act::Indicator(at, Answer::of(Presence::Absent)),
            Step::CoreDone { .. } => Act::Detail(true),
            Step::NeedsYes(at) => {
                Act::Fact(at, FactAnswer::Values(crate::generate::a_yes(questionnaire.catalogue().fact(at))))
            }
            Step::Ended(_) => break,
        };
        let act = questionnaire.take(act);
        keeping.save(questionnaire, &act).expect("it is kept");
    }
}

/// A record of so many acts.
fn kept(folder: &Path, acts: usize) -> Record {
    let (mut keeping, mut questionnaire) = begun(folder);
    answer(&mut keeping, &mut questionnaire, acts);
    assert!(keeping.is_on_disk());
    keeping.record().clone()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("records").join(format!("{ID}.tipscreen"))
}

pub fn read(folder: &Path) -> Result<Record, StoreError> {
    store(folder).read(ID, &Unsealed)
}

#[test]
fn what_is_kept_is_for_its_owner_alone_whatever_the_umask() {
    for umask in ["000", "022", "077", "777"] {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("store");
        let script = format!("umask {umask}; exec '{}' screen --unsealed --plain", crate::program::PROGRAM);
        run(crate::program::with_device("sh").args(["-c", &script]).env("TIPSCREEN_STORE", &place), TYPED);
        assert!(!store(&place).ids().expect("ids").is_empty(), "umask {umask}: nothing is kept");
        let mut seen = 0;
        let mut look = vec![place];
        while let Some(path) = look.pop() {
            seen += 1;
            let mode = fs::metadata(&path).expect("it is there").mode() & 0o777;
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode, wanted, "umask {umask}: {}", path.display());
            if path.is_dir() {
                look.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
            }
        }
        assert!(seen >= 6, "umask {umask}: only {seen} files and folders");
    }
}

fn run(program: &mut Command, typed: &str) -> Output {
    use std::io::Write;
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // Whoever refuses to begin reads nothing.
    let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
    child.wait_with_output().expect("an end")
}

/// The program as an ordinary user, for whom a disk can be read-only: whoever runs the tests, or nobody if that is root.
pub struct Ordinary {
    folder: TempDir,
    program: PathBuf,
    root: bool,
}

impl Ordinary {
    const NOBODY: u32 = 65_534;

    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = rustix::process::geteuid().is_root();
        // Where the tests are built nobody may be kept out of; the program goes where everybody may enter.
        let program = folder.path().join("tipscreen");
        fs::copy(crate::program::PROGRAM, &program).expect("a copy");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("a mode");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
        Self { folder, program, root }
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Whether this is somebody else than whoever runs the tests.
    pub fn is_apart(&self) -> bool {
        self.root
    }

    pub fn id(&self) -> u32 {
        if self.root { Self::NOBODY } else { rustix::process::geteuid().as_raw() }
    }

    /// A program, run by this user.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
        use std::os::unix::process::CommandExt;
        let mut program = crate::program::with_device(program);
        program.args(args).env("TIPSCREEN_STORE", self.store()).current_dir(self.folder.path());
        if self.root {
            program.uid(Self::NOBODY).gid(Self::NOBODY);
        }
        program
    }

    /// Starts it, with nothing typed so far.
    pub fn start(&self, args: &[&str]) -> std::process::Child {
        let mut program = self.command(&self.program, args);
        program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
    }

    pub fn run(&self, args: &[&str], typed: &str) -> Output {
        run(&mut self.command(&self.program, args), typed)
    }
}

#[test]
fn where_nothing_can_be_written_that_is_said_another_place_is_offered_and_the_exit_code_is_4() {
    let user = Ordinary::new();
    // Made by the user, and then closed to them: a disk that was remounted, a permission that was taken away.
    assert_eq!(user.run(&["screen", "--unsealed", "--plain"], TYPED).status.code(), Some(0));
    let records = user.store().join("records");
    fs::set_permissions(&records, fs::Permissions::from_mode(0o500)).expect("a mode");
    let elsewhere = user.folder.path().join("elsewhere");

    // Kept in the window only: the result is shown, and the exit code tells that it is not on the disk.
    let typed = TYPED.replacen("1\n1\n1\n1\n1\n", "1\n1\n1\n1\n1\nr\nm\n", 1) + "x\ny\n";
    let out = user.run(&["screen", "--unsealed", "--plain", "--format", "json"], &typed);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(4), "{told}");
    assert_eq!(
        told.matches("could not be saved: you have no permission there").count(),
        2,
        "it was tried again: {told}"
    );
    assert!(told.contains("another folder") && told.contains("Not all answers are saved"), "{told}");
    assert!(String::from_utf8_lossy(&out.stdout).contains("\"finding\""), "the answers are there: {told}");

    // Kept in another place: nothing is lost.
    let typed =
        TYPED.replacen("1\n1\n1\n1\n1\n", &format!("1\n1\n1\n1\n1\no\n{}\n", elsewhere.display()), 1) + "x\ny\n";
    let out = user.run(&["screen", "--unsealed", "--plain", "--format", "json"], &typed);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(told.contains("Saved."), "{told}");
    assert!(elsewhere.join("records").is_dir());
    fs::set_permissions(&records, fs::Permissions::from_mode(0o700)).expect("a mode");
}

#[test]
fn another_place_that_others_may_write_into_is_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    let (mut keeping, mut questionnaire) = begun(&first);
    let act = questionnaire.take(Act::Fact(consent(), FactAnswer::Values(1)));
    assert_eq!(keeping.save(&questionnaire, &act), Ok(SaveOutcome::OnDisk));
    fs::create_dir(&second).expect("a folder");
    for mode in [0o777, 0o770, 0o702] {
        fs::set_permissions(&second, fs::Permissions::from_mode(mode)).expect("a mode");
        let told = keeping.save_elsewhere(&questionnaire, &second.display().to_string());
        assert!(told.is_err_and(|why| why.0.contains("others may write into the folder")), "{mode:o}");
        assert_eq!(fs::read_dir(&second).expect("a folder").count(), 0, "{mode:o}");
    }
}

#[test]
fn what_was_left_over_is_cleared_away_unless_somebody_is_writing_it() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 12);
    let left_over = folder.path().join("records").join(format!(".tipscreen-{ID}.tipscreen-0123456789ab"));
    let opened = store(folder.path()).open(ID, &Unsealed).expect("it opens");
    fs::write(&left_over, "half a record").expect("a file");
    store(folder.path()).prepare().expect("the store opens");
    assert!(left_over.exists(), "somebody is writing it");
    drop(opened);
    store(folder.path()).prepare().expect("the store opens");
    assert!(!left_over.exists(), "it was left over");
    assert!(read(folder.path()).is_ok());
}

#[test]
fn one_record_has_one_writer_and_whoever_goes_lets_go() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 12);
    let first = store(folder.path()).open(ID, &Unsealed).expect("it opens");
    let mine = std::process::id();
    assert!(matches!(store(folder.path()).open(ID, &Unsealed), Err(StoreError::Busy(Some(who))) if who == mine));
    assert!(matches!(store(folder.path()).erase(ID, &Unsealed), Err(StoreError::Busy(_))));
    drop(first);
    assert!(store(folder.path()).open(ID, &Unsealed).is_ok());
}

/// Each way of tampering, and the event that has to be named.
#[test]
fn every_event_that_was_changed_taken_out_put_in_or_moved_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = kept(folder.path(), 100);
    let whole = fs::read_to_string(file(folder.path())).expect("a record");
    let lines: Vec<&str> = whole.lines().collect();
    let events = record.events().len();
    assert!(events > 100, "only {events} events");
    assert_eq!(lines.len(), events + 2, "a head, the events, the case");
    let named = |lines: Vec<String>, what: &str, event: usize| {
        fs::write(file(folder.path()), lines.join("\n") + "\n").expect("a file");
        match read(folder.path()) {
            Err(StoreError::Damaged(RecordError::Event(named))) => assert_eq!(named, event, "{what} event {event}"),
            other => panic!("{what} event {event}: {other:?}"),
        }
    };
    let owned = || lines.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
    for n in 1..=events {
        let mut changed = owned();
        changed[n] = changed[n].replacen("2026", "2025", 1);
        named(changed, "changed:", n);
        let mut taken_out = owned();
        taken_out.remove(n);
        // What comes after it no longer fits; after the last one comes the case.
        if n < events {
            named(taken_out, "taken out:", n);
        }
        let mut put_in = owned();
        put_in.insert(n, put_in[n].clone());
        named(put_in, "put in twice:", n + 1);
        if n < events {
            let mut moved = owned();
            moved.swap(n, n + 1);
            named(moved, "moved:", n);
        }
    }
    let mut without_last = owned();
    without_last.remove(events);
    fs::write(file(folder.path()), without_last.join("\n") + "\n").expect("a file");
    assert!(
        matches!(read(folder.path()), Err(StoreError::Damaged(RecordError::Case))),
        "the last event is missed by the case"
    );
}

#[test]
fn a_record_that_was_cut_off_or_flipped_anywhere_does_not_open() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 20);
    let whole = fs::read(file(folder.path())).expect("a record");
    for end in 0..whole.len() {
        fs::write(file(folder.path()), &whole[..end]).expect("a file");
        assert!(read(folder.path()).is_err(), "cut off behind {end} bytes of {}", whole.len());
    }
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(file(folder.path()), &flipped).expect("a file");
        assert!(read(folder.path()).is_err(), "flipped in byte {at}");
    }
}

#[test]
fn what_says_the_same_in_another_way_is_noticed_and_a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 20);
    let whole = fs::read_to_string(file(folder.path())).expect("a record");
    fs::write(file(folder.path()), whole.replace('\n', "\r\n")).expect("a file");
    assert!(matches!(read(folder.path()), Err(StoreError::Damaged(_))), "other line ends");
    fs::write(file(folder.path()), whole.replacen("{\"hash\":", "{ \"hash\":", 2)).expect("a file");
    assert!(matches!(read(folder.path()), Err(StoreError::Damaged(RecordError::Event(1)))), "a space");
    let mut bytes = whole.clone().into_bytes();
    let at = whole.find("\"n\":7").expect("the seventh event");
    bytes[at + 1] = 0xFF;
    fs::write(file(folder.path()), bytes).expect("a file");
    assert!(matches!(read(folder.path()), Err(StoreError::Damaged(RecordError::Event(7)))), "a byte that is no text");
    fs::remove_file(file(folder.path())).expect("it is gone");
    assert!(Command::new("mkfifo").arg(file(folder.path())).status().expect("mkfifo").success());
    assert!(matches!(read(folder.path()), Err(StoreError::Damaged(RecordError::NoRecord))), "a pipe");
}

#[test]
fn what_was_kept_in_two_places_is_erased_from_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    let (mut keeping, mut questionnaire) = begun(&first);
    let consent = consent();
    let act = questionnaire.take(Act::Fact(consent, FactAnswer::Values(1)));
    assert_eq!(keeping.save(&questionnaire, &act), Ok(SaveOutcome::OnDisk));
    let elsewhere = second.display().to_string();
    assert_eq!(keeping.save_elsewhere(&questionnaire, &elsewhere), Ok(SaveOutcome::OnDisk));
    assert!(read(&first).is_ok() && read(&second).is_ok());
    keeping.erase(Erase::Everything).expect("it is erased");
    assert!(matches!(read(&first), Err(StoreError::NotThere)), "the first place");
    assert!(matches!(read(&second), Err(StoreError::NotThere)), "the second place");
}

#[test]
fn whoever_withdraws_after_the_disk_was_given_up_is_still_offered_to_erase() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut keeping, mut questionnaire) = begun(folder.path());
    let consent = consent();
    let act = questionnaire.take(Act::Fact(consent, FactAnswer::Values(1)));
    assert_eq!(keeping.save(&questionnaire, &act), Ok(SaveOutcome::OnDisk));
    keeping.let_be();
    let act = questionnaire.take(Act::Fact(consent, FactAnswer::Values(2)));
    let unwritten = Some(SaveError("you chose to keep the last answers in this window only".to_owned()));
    assert_eq!(keeping.save(&questionnaire, &act), Ok(SaveOutcome::Withdrawn { saved: FIRST_MEETING, unwritten }));
    keeping.erase(Erase::Everything).expect("it is erased");
    assert!(matches!(read(folder.path()), Err(StoreError::NotThere)));
}

#[test]
fn a_record_stands_for_its_own_id_only() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 12);
    let other = "00000000-8b86-4d01-b42d-00cf4fc964ff";
    fs::rename(file(folder.path()), folder.path().join("records").join(format!("{other}.tipscreen"))).expect("a name");
    assert!(matches!(store(folder.path()).read(other, &Unsealed), Err(StoreError::Damaged(RecordError::Another))));
    for id in ["../records/x", "", ".", "a/b", "a\0b"] {
        assert!(matches!(store(folder.path()).read(id, &Unsealed), Err(StoreError::NotThere)), "{id:?}");
        assert!(matches!(store(folder.path()).erase(id, &Unsealed), Err(StoreError::NotThere)), "{id:?}");
    }
}

#[test]
fn a_record_of_a_newer_version_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 12);
    let newer =
        fs::read_to_string(file(folder.path())).expect("text").replacen("tipscreen-record/1", "tipscreen-record/2", 1);
    fs::write(file(folder.path()), &newer).expect("a file");
    assert!(matches!(store(folder.path()).open(ID, &Unsealed), Err(StoreError::Damaged(RecordError::Newer))));
    assert_eq!(fs::read_to_string(file(folder.path())).expect("text"), newer);
}

#[test]
fn a_case_that_does_not_follow_from_the_events_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut record = kept(folder.path(), 30);
    record.case["facts"]["immediate-danger"] = "yes".into();
    fs::write(file(folder.path()), record.to_bytes(&Unsealed).expect("bytes")).expect("a file");
    let record = read(folder.path()).expect("the chain holds");
    assert!(matches!(record.replay(shipped()), Err(RecordError::Case)));
    let out = crate::program::program()
        .args(["case", "verify"])
        .env("TIPSCREEN_STORE", folder.path())
        .output()
        .expect("the program starts");
    assert_eq!(out.status.code(), Some(5), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn erasing_leaves_nothing_of_a_record() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), 30);
    let left_over = folder.path().join("records").join(format!(".tipscreen-{ID}.tipscreen-0123456789ab"));
    fs::write(left_over, "half a record").expect("a file");
    store(folder.path()).erase(ID, &Unsealed).expect("it is erased");
    let left: Vec<_> = fs::read_dir(folder.path().join("records")).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_agreement_that_is_withdrawn_is_told_once_and_given_again_keeps_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut keeping, mut questionnaire) = begun(folder.path());
    let consent = consent();
    let mut answer = |keeping: &mut StoreRecorder<LocalDisk>, value: FactAnswer| {
        let act = questionnaire.take(Act::Fact(consent, value));
        keeping.save(&questionnaire, &act)
    };
    assert_eq!(answer(&mut keeping, FactAnswer::Declined), Ok(SaveOutcome::InMemory));
    assert_eq!(answer(&mut keeping, FactAnswer::Values(1)), Ok(SaveOutcome::OnDisk));
    assert_eq!(
        answer(&mut keeping, FactAnswer::Values(2)),
        Ok(SaveOutcome::Withdrawn { saved: FIRST_MEETING, unwritten: None })
    );
    assert_eq!(answer(&mut keeping, FactAnswer::Unknown), Ok(SaveOutcome::InMemory));
    let kept = read(folder.path()).expect("what was kept still stands");
    assert_eq!(kept.events().len(), 5, "and that they withdrew, but nothing after that");
    assert!(kept.is_withdrawn());
    assert_eq!(kept.case["facts"]["consent-to-record"], "withheld");
    keeping.erase(Erase::Everything).expect("it is erased");
    assert!(matches!(read(folder.path()), Err(StoreError::NotThere)));
    let copies = || fs::read_dir(folder.path().join("catalogues")).expect("a folder").count();
    assert_eq!(copies(), 0, "nobody needs the copy of the catalogue");
    assert_eq!(answer(&mut keeping, FactAnswer::Values(1)), Ok(SaveOutcome::OnDisk), "all of it is kept");
    assert_eq!(copies(), 1, "the record stands on it again");
    assert_eq!(answer(&mut keeping, FactAnswer::Values(1)), Ok(SaveOutcome::OnDisk));
    let record = read(folder.path()).expect("a record");
    assert_eq!(record.events().iter().filter(|event| matches!(event.deed, EventKind::Fact { .. })).count(), 6);
}

#[test]
fn a_lock_that_leads_to_another_file_leaves_it_as_it_is() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let [own, lock] = ["own", "lock"].map(|name| folder.path().join(name));
    fs::write(&own, "a key of somebody").expect("a file");
    fs::set_permissions(&own, fs::Permissions::from_mode(0o644)).expect("a mode");
    for lay in [|to: &Path, from: &Path| symlink(to, from), |to: &Path, from: &Path| fs::hard_link(to, from)] {
        lay(&own, &lock).expect("a link");
        assert!(LocalDisk::default().lock(&lock).is_err(), "it was taken");
        assert_eq!(fs::read_to_string(&own).expect("it stands"), "a key of somebody");
        assert_eq!(fs::metadata(&own).expect("it stands").permissions().mode() & 0o777, 0o644);
        fs::remove_file(&lock).expect("a link");
    }
    fs::write(&lock, "12a").expect("a file");
    assert!(LocalDisk::default().lock(&lock).is_err(), "what is no number was written over");
    fs::write(&lock, "12").expect("a file");
    assert!(LocalDisk::default().lock(&lock).expect("a lock that somebody left").is_some());
}
