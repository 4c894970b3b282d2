//! A real terminal for tests: the program runs on a pseudo-terminal, and the screen is what a terminal would draw.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longest a step may take before a test gives up. No result depends on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many lines can be scrolled back to.
const SCROLLED_BACK: usize = 10_000;

/// Stands where a key is waited for.
const READY: &str = "› ";

/// A program on a pseudo-terminal; its standard output is piped apart from the screen.
pub struct Terminal {
    pty: std::sync::Arc<pty_process::blocking::Pty>,
    child: std::process::Child,
    drawn: Receiver<Vec<u8>>,
    /// Tells the reader to let go of the terminal.
    closing: std::sync::Arc<std::sync::atomic::AtomicBool>,
    raw: String,
    screen: vt100::Parser,
    /// The modes before the program could change them.
    usual: String,
    /// How many keys were chosen so far.
    chosen: usize,
    /// The store of this program alone, unless it was named.
    own_store: Option<tempfile::TempDir>,
}

impl Terminal {
    /// Starts the program with these arguments on a terminal of this size, with a store of its own.
    pub fn start(args: &[&str], rows: u16, columns: u16) -> Self {
        let store = tempfile::tempdir().expect("a folder");
        let mut started = Self::start_in(&store.path().join("store"), args, rows, columns);
        started.own_store = Some(store);
        started
    }

    /// Starts the program with this store.
    pub fn start_in(store: &Path, args: &[&str], rows: u16, columns: u16) -> Self {
        let mut program = pty_process::blocking::Command::new(crate::program::PROGRAM);
        program = program.args(args).env("TIPSCREEN_STORE", store);
        Self::start_program(program, rows, columns)
    }

    /// Starts a program on a terminal of this size.
    pub fn start_program(program: pty_process::blocking::Command, rows: u16, columns: u16) -> Self {
        Self::spawn(program.stdout(Stdio::piped()), rows, columns)
    }

    /// The same, with its standard output on the screen too.
    pub fn spawn(program: pty_process::blocking::Command, rows: u16, columns: u16) -> Self {
        Self::spawn_on(&crate::program::device(), program, rows, columns)
    }

    /// The same, with this folder for the files of the device.
    pub fn spawn_on(device: &Path, program: pty_process::blocking::Command, rows: u16, columns: u16) -> Self {
        let (pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal");
        pty.resize(pty_process::Size::new(rows, columns)).expect("a size");
        let usual = modes(&pty);
        let program = program.env(crate::program::DEVICE, device);
        let child = program.env("TERM", "xterm").env_remove("NO_COLOR").spawn(pts).expect("the program starts");
        let pty = std::sync::Arc::new(pty);
        let (send, drawn) = channel();
        let reader = pty.clone();
        let closing = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let close = closing.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while !close.load(std::sync::atomic::Ordering::SeqCst) {
                if !is_readable(&reader) {
                    continue;
                }
                // The read fails when the program has gone: then there is nothing more to draw.
                let Ok(count @ 1..) = (&*reader).read(&mut bytes) else { return };
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let size = |number| std::num::NonZero::new(number).expect("a size above nought");
        let screen = vt100::Parser::new(size(rows), size(columns), SCROLLED_BACK);
        Self { pty, child, drawn, closing, raw: String::new(), screen, usual, chosen: 0, own_store: None }
    }

    /// Types these bytes.
    pub fn press(&mut self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// How often a text has been drawn so far.
    pub fn drawn(&mut self, text: &str) -> usize {
        while let Ok(bytes) = self.drawn.try_recv() {
            self.take(&bytes);
        }
        self.raw.matches(text).count()
    }

    /// Types these bytes once what was typed before is thrown away: nothing is taken that comes too soon after it is drawn.
    pub fn press_when_ready(&mut self, keys: &str) {
        std::thread::sleep(Duration::from_millis(200));
        self.press(keys);
    }

    /// Whether the program ends by itself within this time.
    pub fn has_ended_within(&mut self, time: Duration) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < time {
            self.drawn("");
            if self.child.try_wait().expect("a child").is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// Waits until a text has been drawn more than `before` times.
    pub fn wait_for(&mut self, text: &str, before: usize) {
        while self.drawn(text) <= before {
            self.take_next(text);
        }
    }

    /// Waits until one of two texts has been drawn more often than before.
    pub fn wait_for_either(&mut self, one: &str, before: usize, other: &str, before_other: usize) {
        while self.drawn(one) <= before && self.drawn(other) <= before_other {
            self.take_next(one);
        }
    }

    /// Takes in what is drawn next; `text` is what it is waited for.
    fn take_next(&mut self, text: &str) {
        match self.drawn.recv_timeout(PATIENCE) {
            Ok(bytes) => self.take(&bytes),
            Err(error) => panic!("waiting for {text:?} ({error}); the screen:\n{}", self.screen.screen().contents()),
        }
    }

    /// Waits until a key is waited for, presses it, and waits until the choice is confirmed. What is typed before that
    /// is thrown away by the program.
    pub fn choose(&mut self, key: &str) {
        self.wait_for(READY, self.chosen);
        self.chosen += 1;
        let before = self.drawn("→");
        self.press(key);
        self.wait_for("→", before);
    }

    /// Chooses by number among so many answers. Where there are ten or more, the number shows and Enter takes it.
    pub fn choose_number(&mut self, number: usize, answers: usize) {
        if answers < 10 {
            return self.choose(&number.to_string());
        }
        self.wait_for(READY, self.chosen);
        let before = self.drawn("→");
        let typed = format!("{READY}{number} (Enter takes it)");
        let drawn = self.drawn(&typed);
        self.press(&number.to_string());
        self.wait_for(&typed, drawn);
        self.press("\r");
        self.wait_for("→", before);
        // The number may have been drawn digit by digit.
        self.chosen = self.prompts_before("→");
    }

    /// How many prompts were drawn before a text was drawn last.
    fn prompts_before(&self, text: &str) -> usize {
        let end = self.raw.rfind(text).unwrap_or_else(|| panic!("{text:?} was never drawn"));
        self.raw[..end].matches(READY).count()
    }

    /// How many keys were chosen so far.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Counts every prompt that was drawn so far as answered.
    pub fn forget_prompts(&mut self) {
        self.chosen = self.drawn(READY);
    }

    /// Chooses by key, unless this text is drawn instead of another question.
    pub fn choose_or_menu(&mut self, key: &str, text: &str) {
        while self.drawn(READY) <= self.chosen && self.drawn(text) == 0 {
            self.take_next(text);
        }
        if self.drawn(text) == 0 {
            self.choose(key);
        }
    }

    /// The modes of the terminal: echo, line by line, and the like.
    pub fn modes(&self) -> String {
        modes(&self.pty)
    }

    /// The modes as they were before the program began.
    pub fn usual_modes(&self) -> String {
        self.usual.clone()
    }

    /// The first line of standard output.
    pub fn output(&mut self) -> String {
        use std::io::BufRead;
        let mut line = String::new();
        let out = self.child.stdout.as_mut().expect("a pipe");
        std::io::BufReader::with_capacity(1, out).read_line(&mut line).expect("text");
        line
    }

    /// Closes the terminal, as by closing its window, and waits for the end of the program; gives its exit code.
    pub fn close(mut self) -> Option<i32> {
        self.closing.store(true, std::sync::atomic::Ordering::SeqCst);
        // The reader lets go of the terminal; then this is the last hold on it.
        while let Ok(bytes) = self.drawn.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        let (empty, _) = pty_process::blocking::open().expect("a pseudo-terminal");
        drop(std::mem::replace(&mut self.pty, std::sync::Arc::new(empty)));
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            assert!(begun.elapsed() < PATIENCE, "the program does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Types a line where a text is asked for.
    pub fn type_line(&mut self, line: &str) {
        self.wait_for(READY, self.chosen);
        self.chosen += 1;
        self.press(&format!("{line}\r"));
    }

    /// Waits until a key is waited for behind a text that is drawn more than `before` times; the next key is pressed there.
    pub fn ready_behind(&mut self, text: &str, before: usize) {
        self.wait_for(text, before);
        loop {
            let behind = self.raw.rfind(text).map_or(0, |at| self.raw[at..].matches(READY).count());
            if behind > 0 {
                break self.chosen = self.raw.matches(READY).count() - 1;
            }
            self.take_next(text);
        }
    }

    /// Presses keys one by one, each once the one before was drawn.
    pub fn by_hand(&mut self, keys: &[&str]) {
        for key in keys {
            let before = self.drawn(READY);
            self.press(key);
            self.wait_for(READY, before);
        }
    }

    /// Types a line of numbers at a list, and confirms what is read back, if anything is ticked.
    pub fn tick(&mut self, numbers: &[usize]) {
        let line: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        self.tick_line(&line.join(" "));
        if numbers.is_empty() {
            // The list was drawn once when it came, and once when it was left.
            self.chosen += 2;
        } else {
            self.choose("y");
        }
    }

    /// Types a line at a list, and waits until what is ticked is read back, if anything is typed.
    pub fn tick_line(&mut self, line: &str) {
        self.wait_for(READY, self.chosen);
        let before = self.drawn("Right?");
        self.press(&format!("{line}\r"));
        if !line.is_empty() {
            self.wait_for("Right?", before);
            self.chosen = self.prompts_before("Right?");
        }
    }

    /// Waits until a key is waited for, and presses it. For a talk in which no choice is said back.
    pub fn choose_unseen(&mut self, keys: &str) {
        self.wait_for(READY, self.chosen);
        self.chosen = self.drawn(READY);
        self.press(keys);
    }

    /// What stands on the screen, and all that can be scrolled back to above it.
    pub fn whole(&mut self) -> String {
        self.drawn("");
        let screen = self.screen.screen_mut();
        let mut whole = String::new();
        screen.set_scrollback(usize::MAX);
        for back in (1..=screen.scrollback()).rev() {
            screen.set_scrollback(back);
            whole += screen.contents().lines().next().unwrap_or_default();
            whole.push('\n');
        }
        screen.set_scrollback(0);
        whole + &screen.contents()
    }

    /// Whether the other screen is shown.
    pub fn is_aside(&mut self) -> bool {
        self.drawn("");
        self.screen.screen().alternate_screen()
    }

    /// What stands on the screen.
    pub fn contents(&mut self) -> String {
        self.drawn("");
        self.screen.screen().contents()
    }

    /// Whether the cursor can be seen.
    pub fn cursor_is_visible(&mut self) -> bool {
        self.drawn("");
        !self.screen.screen().hide_cursor()
    }

    /// Presses Ctrl-C once. Gives what `finish` gives.
    pub fn interrupt(&mut self) -> (Option<i32>, String) {
        self.press("\u{3}");
        self.finish()
    }

    /// Sends the program a signal, by its number.
    pub fn signal(&self, name: &str) {
        let sent =
            std::process::Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success(), "no signal was sent");
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end; gives exit code and standard output.
    pub fn finish(&mut self) -> (Option<i32>, String) {
        let begun = Instant::now();
        while self.child.try_wait().expect("a child").is_none() {
            let screen = self.contents();
            assert!(begun.elapsed() < PATIENCE, "the program does not end; the screen:\n{screen}");
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut out = String::new();
        if let Some(mut piped) = self.child.stdout.take() {
            piped.read_to_string(&mut out).expect("text");
        }
        let status = self.child.wait().expect("an end");
        // What was drawn before the end has arrived once the reader has nothing left.
        while let Ok(bytes) = self.drawn.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        (status.code(), out)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.push_str(&String::from_utf8_lossy(bytes));
        self.screen.process(bytes);
    }
}

fn modes(pty: &pty_process::blocking::Pty) -> String {
    let modes = rustix::termios::tcgetattr(pty).expect("the modes of a terminal");
    format!("{:?} {:?} {:?}", modes.input_modes, modes.output_modes, modes.local_modes)
}

/// Whether something can be read, or the other side has gone, within a moment.
fn is_readable(pty: &pty_process::blocking::Pty) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut watched = [PollFd::new(pty, PollFlags::IN)];
    let moment = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
    poll(&mut watched, Some(&moment)).is_ok_and(|many| many > 0)
}

impl Drop for Terminal {
    /// A test that fails leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
