//! How far a batch has come, drawn on standard error where that is a terminal and results go elsewhere.

use crate::batch::BatchProgress;
use crate::cli::console::eprint_message;
use crate::terminal::screen;
use indicatif::{HumanCount, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often the bar is drawn anew.
const EVERY: Duration = Duration::from_millis(200);

/// See the module.
pub(super) struct ProgressBar {
    bar: Option<indicatif::ProgressBar>,
}

impl ProgressBar {
    /// For so many bytes, where their number is known.
    pub fn new(bytes: Option<u64>) -> Self {
        let shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let made = || {
            let known = bytes.filter(|bytes| *bytes > 0);
            let bar = indicatif::ProgressBar::with_draw_target(known, ProgressDrawTarget::stderr());
            let template = match known {
                Some(_) => text!("batch-progress-known"),
                None => text!("batch-progress"),
            };
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        };
        Self { bar: shown.then(made) }
    }

    /// Tells something without disturbing the bar.
    pub fn say(&self, text: &str) {
        let told = || {
            eprint_message(text);
        };
        match &self.bar {
            Some(bar) => bar.suspend(told),
            None => told(),
        }
    }

    /// Draws how far it has come while the work is done.
    pub fn beside<T>(&self, progress: &BatchProgress, work: impl FnOnce() -> T) -> T {
        let Some(bar) = &self.bar else { return work() };
        let (done, begun) = (AtomicBool::new(false), Instant::now());
        std::thread::scope(|scope| {
            let drawing = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    draw(bar, progress, begun);
                    std::thread::park_timeout(EVERY);
                }
            });
            let came = work();
            done.store(true, Ordering::Relaxed);
            drawing.thread().unpark();
            // Nothing is drawn any more once the bar is gone.
            let _ = drawing.join();
            bar.finish_and_clear();
            came
        })
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a rate, rounded
fn draw(bar: &indicatif::ProgressBar, progress: &BatchProgress, begun: Instant) {
    let results = progress.results.load(Ordering::Relaxed);
    let rate = (results as f64 / begun.elapsed().as_secs_f64().max(0.001)) as u64;
    bar.set_position(progress.bytes.load(Ordering::Relaxed));
    let refused = progress.refused.load(Ordering::Relaxed);
    let [results, rate, refused] = [results, rate, refused].map(|many| HumanCount(many).to_string());
    bar.set_message(text!("batch-progress-counts", results = results, rate = rate, refused = refused));
}

/// The first Ctrl-C ends the work after the piece in hand, the second at once.
pub(crate) fn stop_on_signals(stop: &Arc<AtomicBool>) -> io::Result<()> {
    screen::signals_answered_elsewhere();
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(stop))?;
        signal_hook::flag::register(signal, Arc::clone(stop))?;
    }
    Ok(())
}
