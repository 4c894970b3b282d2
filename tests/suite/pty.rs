//! A real terminal for tests: the program runs on a pseudo-terminal, and the screen is what a terminal would draw.

use std::io::{Read, Write};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longest a step may take before a test gives up. No result depends on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Stands where a key is waited for.
const READY: &str = "› ";

/// A program on a pseudo-terminal; its standard output is piped apart from the screen.
pub struct Terminal {
    pty: std::sync::Arc<pty_process::blocking::Pty>,
    child: std::process::Child,
    drawn: Receiver<Vec<u8>>,
    raw: String,
    screen: vt100::Parser,
    /// How many keys were chosen so far.
    chosen: usize,
}

impl Terminal {
    /// Starts the program with these arguments on a terminal of this size.
    pub fn start(args: &[&str], rows: u16, columns: u16) -> Self {
        let (pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal");
        pty.resize(pty_process::Size::new(rows, columns)).expect("a size");
        let child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_tipscreen"))
            .args(args)
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .stdout(Stdio::piped())
            .spawn(pts)
            .expect("the program starts");
        let pty = std::sync::Arc::new(pty);
        let (send, drawn) = channel();
        let reader = pty.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The read fails when the program has gone: then there is nothing more to draw.
            while let Ok(count @ 1..) = (&*reader).read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let size = |number| std::num::NonZero::new(number).expect("a size above nought");
        let screen = vt100::Parser::new(size(rows), size(columns), 0);
        Self { pty, child, drawn, raw: String::new(), screen, chosen: 0 }
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

    /// Waits until a text has been drawn more than `before` times.
    pub fn wait_for(&mut self, text: &str, before: usize) {
        while self.drawn(text) <= before {
            self.take_next(text);
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
        self.enter(key);
    }

    /// Types into a menu and waits until what was chosen is confirmed.
    pub fn enter(&mut self, keys: &str) {
        let before = self.drawn("→");
        self.press(keys);
        self.wait_for("→", before);
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

    /// Presses Ctrl-C as a person does: again, if the first one fell between two questions. Gives what `finish` gives.
    pub fn interrupt(&mut self) -> (Option<i32>, String) {
        let begun = Instant::now();
        while self.child.try_wait().expect("a child").is_none() && begun.elapsed() < PATIENCE {
            self.press("\u{3}");
            std::thread::sleep(Duration::from_millis(50));
        }
        self.finish()
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
        self.child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("text");
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

impl Drop for Terminal {
    /// A test that fails leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
