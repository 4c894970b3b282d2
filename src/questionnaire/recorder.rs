//! Whoever keeps what is done in a screening, before the next question shows.

use crate::questionnaire::{Act, Questionnaire};

/// What became of something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It is on the disk and stays there, whatever happens next.
    OnDisk,
    /// It is in memory alone: nobody agreed to a record, or none was wanted.
    InMemory,
    /// The person no longer agrees to a record; what was kept before is still there, and that they withdrew.
    Withdrawn {
        /// What is still there.
        saved: Saved,
        /// Why that they withdrew could not be written beside it, if so.
        unwritten: Option<SaveError>,
    },
}

/// What is on the disk of a person who withdraws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// How many meetings before this one.
    pub earlier: usize,
    /// Whether something of this meeting.
    pub this_one: bool,
}

impl Saved {
    /// Whether anything is.
    pub fn any(self) -> bool {
        self.this_one || self.earlier > 0
    }
}

/// What is erased of a person who withdraws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// What was saved of this meeting; the earlier ones stay.
    ThisMeeting,
    /// All meetings.
    Everything,
}

/// Why something could not be kept: what is wrong, in words for people. What was kept before is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SaveError(pub String);

/// Keeps a screening. Nothing is written before the person agrees to a record.
pub trait Recorder {
    /// Keeps what was just done; `act` is already taken in by the questionnaire.
    ///
    /// # Errors
    /// When it could not be made durable. It is remembered, and kept with the next one. Never where nothing may be kept.
    fn save(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<SaveOutcome, SaveError>;

    /// Tries again to keep what could not be kept.
    ///
    /// # Errors
    /// As [`Recorder::keep`].
    fn retry_save(&mut self, questionnaire: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError>;

    /// Keeps everything in another folder from now on; where that fails it stays where it is.
    ///
    /// # Errors
    /// As [`Recorder::keep`].
    fn save_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<SaveOutcome, SaveError>;

    /// Goes on in memory alone.
    fn let_be(&mut self);

    /// Whether all that was done so far is on the disk.
    fn is_on_disk(&self) -> bool;

    /// What of the screening is on the disk.
    fn saved(&self) -> Saved {
        Saved::default()
    }

    /// The person no longer agrees to a record, where no question asks for that agreement: nothing more is written. Tells
    /// what became of it, as [`Recorder::keep`].
    fn refuse(&mut self, _questionnaire: &Questionnaire<'_>) -> SaveOutcome {
        SaveOutcome::InMemory
    }

    /// A withdrawal was begun, or is settled: in between nothing is written to any file but the record as it is.
    fn withdrawal_is_open(&mut self, _is_open: bool) {}

    /// Whether something was erased that the person may agree to again.
    fn has_erased(&self) -> bool {
        false
    }

    /// What was erased stays erased: of the answers so far none is saved again. They stay in memory, for the result.
    fn leave_out_erased(&mut self, _questionnaire: &Questionnaire<'_>) {}

    /// Takes what was kept off the disk: this meeting, or all of them.
    ///
    /// # Errors
    /// When something of it is still there.
    fn erase(&mut self, what: Erase) -> Result<(), SaveError>;
}

/// Keeps nothing: scripts, and screenings that leave no trace.
impl Recorder for () {
    fn save(&mut self, _: &Questionnaire<'_>, _: &Act) -> Result<SaveOutcome, SaveError> {
        Ok(SaveOutcome::InMemory)
    }

    fn retry_save(&mut self, _: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError> {
        Ok(SaveOutcome::InMemory)
    }

    fn save_elsewhere(&mut self, _: &Questionnaire<'_>, _: &str) -> Result<SaveOutcome, SaveError> {
        Ok(SaveOutcome::InMemory)
    }

    fn let_be(&mut self) {}

    fn is_on_disk(&self) -> bool {
        false
    }

    fn erase(&mut self, _: Erase) -> Result<(), SaveError> {
        Ok(())
    }
}
