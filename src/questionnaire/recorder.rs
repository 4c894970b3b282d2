//! The recorder: saves each act of a screening before the next question is shown.

use crate::questionnaire::{Act, Questionnaire};

/// The result of saving an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It is durably on the disk.
    OnDisk,
    /// It is in memory only: the person did not consent to a record, or none was wanted.
    InMemory,
    /// The person withdrew consent to a record. What was saved before remains, with the withdrawal.
    Withdrawn {
        /// What remains.
        saved: Saved,
        /// Why the withdrawal could not be saved, if so.
        unwritten: Option<SaveError>,
    },
}

/// What is saved of a person who withdraws consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The number of earlier meetings.
    pub earlier: usize,
    /// Whether anything of this meeting is saved.
    pub this_one: bool,
}

impl Saved {
    pub fn any(self) -> bool {
        self.this_one || self.earlier > 0
    }
}

/// What to erase of a person who withdraws consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// This meeting. The earlier ones stay.
    ThisMeeting,
    /// All meetings.
    Everything,
}

/// Why a save failed, in words for people. What was saved before is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SaveError(pub String);

/// Saves a screening. Nothing is written before the person consents to a record.
pub trait Recorder {
    /// Saves an act that the questionnaire has already applied.
    ///
    /// # Errors
    /// It could not be saved durably. It stays in memory, and is saved with the next act. Never fails where nothing may
    /// be saved.
    fn save(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<SaveOutcome, SaveError>;

    /// Retries a failed save.
    fn retry_save(&mut self, questionnaire: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError>;

    /// Saves everything in another folder from now on. After an error the folder stays the same.
    fn save_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<SaveOutcome, SaveError>;

    /// Goes on in memory only.
    fn let_be(&mut self);

    /// Whether every act so far is saved.
    fn is_on_disk(&self) -> bool;

    /// What is saved of the screening.
    fn saved(&self) -> Saved {
        Saved::default()
    }

    /// The person withdraws consent to a record, and no question asks for that consent: nothing more is written.
    fn refuse(&mut self, _questionnaire: &Questionnaire<'_>) -> SaveOutcome {
        SaveOutcome::InMemory
    }

    /// A withdrawal began, or is decided. In between no file is written except the unchanged record.
    fn withdrawal_is_open(&mut self, _is_open: bool) {}

    /// Whether something was erased that the person may consent to again.
    fn has_erased(&self) -> bool {
        false
    }

    /// Erased answers stay erased: none of the answers so far is saved again. They stay in memory for the result.
    fn leave_out_erased(&mut self, _questionnaire: &Questionnaire<'_>) {}

    /// Erases this meeting, or all of them, from the disk.
    ///
    /// # Errors
    /// Something remains.
    fn erase(&mut self, what: Erase) -> Result<(), SaveError>;
}

/// Saves nothing: for scripts, and for screenings that leave no trace.
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
