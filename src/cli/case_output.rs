//! The file that was named with --out: what it is sealed with, and what became of it.

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::questionnaire::SaveError;
use crate::report::Gravity;
use crate::store::{self, AgeSeal, NewFile};
use crate::toml_input::path_name;
use std::path::{Path, PathBuf};

/// See the module.
pub struct Out {
    file: NewFile,
    /// What it is sealed with, if it is.
    seal: Option<AgeSeal>,
    /// Whether it is written without an agreement to a record: an exercise that names its file beforehand.
    always: bool,
    became: Became,
}

/// What became of it.
enum Became {
    /// It is still to be written.
    Due,
    /// The answers are in it.
    Written,
    /// It could not be written, and the screener let it be.
    LetBe(SaveError),
}

impl Out {
    /// A file that is to be written.
    pub fn new(file: NewFile, seal: Option<AgeSeal>) -> Self {
        Self { file, seal, always: false, became: Became::Due }
    }

    /// The same, written without an agreement to a record. Whoever answers is told so beforehand.
    pub fn always(self) -> Self {
        Self { always: true, ..self }
    }

    fn path(&self) -> &Path {
        self.file.path()
    }

    /// Whether this case may be written there.
    pub fn takes(&self, catalogue: &Catalogue, case: &Case) -> bool {
        self.always || case.may_be_written(catalogue)
    }

    /// Writes a case there, under the seal if there is one. What was written, or given up, stays so.
    ///
    /// # Errors
    /// In words for people, why it is not there.
    pub fn write(&mut self, case: &str) -> Result<(), SaveError> {
        match &self.became {
            Became::Written => return Ok(()),
            Became::LetBe(why) => return Err(why.clone()),
            Became::Due => {}
        }
        let text = format!("{case}\n").into_bytes();
        let bytes = self.seal.as_ref().map_or_else(|| Ok(text.clone()), |seal| seal.whole(&text));
        bytes.and_then(|bytes| self.file.write(&bytes)).map_err(|error| {
            let (file, why) = (path_name(self.path()), store::reason(&error));
            SaveError(format!(
                "{}: {}",
                Gravity::Error.heading(Code::Unwritable),
                text!("record-not-in-file", file = file, why = why)
            ))
        })?;
        self.became = Became::Written;
        Ok(())
    }

    /// Whether the answers are in it.
    pub fn is_written(&self) -> bool {
        matches!(self.became, Became::Written)
    }

    /// Names another file instead.
    pub fn name_another(&mut self, path: PathBuf) {
        (self.file, self.became) = (NewFile::unseen(path), Became::Due);
    }

    /// It is not tried again.
    pub fn let_be(&mut self, why: SaveError) {
        self.became = Became::LetBe(why);
    }

    /// Where the answers are, once they are there.
    pub fn told(&self) -> String {
        let file = path_name(self.path());
        if self.seal.is_some() {
            text!("record-in-sealed-file", file = file)
        } else {
            text!("record-in-file", file = file)
        }
    }
}
