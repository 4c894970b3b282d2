//! Keeps a screening while it goes on: each act is on the disk before the next question shows.
//!
//! Until the person agrees to a record everything stays in memory, and then it is written whole. When they no longer
//! agree nothing more is written, and what was kept can be erased.

use super::event::{Deed, Edition};
use super::record::Record;
use super::seal::Seal;
use super::{CatalogueCopy, Disk, Fault, Opened, Store};
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::document::SourceFile;
use crate::questionnaire::{Act, Keeper, Kept, Questionnaire, Unkept};

/// How a screening is to be kept.
pub struct Plan<D> {
    /// Where, and under which seal; none: in memory alone.
    pub place: Option<(Store<D>, Box<dyn Seal>)>,
    /// The files of its catalogue.
    pub files: Vec<SourceFile>,
    /// Tells the time for the events, in UTC.
    pub clock: fn() -> String,
}

/// See the module.
pub struct Keeping<D: Disk> {
    plan: Plan<D>,
    record: Record,
    lock: Option<D::Lock>,
    /// The copy of the catalogue, while the store may lack it.
    copy: Option<CatalogueCopy>,
    /// How many events are on the disk.
    on_disk: usize,
    course: Course,
    /// Places where a part of it was kept before another one was named.
    earlier: Vec<Store<D>>,
    /// What was kept was erased.
    erased: bool,
}

/// How the keeping goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// As it should.
    Well,
    /// The person does not agree any more, and that was told.
    Withdrawn,
    /// The last answers could not be kept.
    Failed,
    /// They could not, and the screener chose to go on in memory.
    LetBe,
}

impl<D: Disk + Clone> Keeping<D> {
    /// A screening that begins with this case.
    #[must_use]
    pub fn begin(plan: Plan<D>, catalogue: &Catalogue, case: &Case) -> Self {
        let mut record = Record::new(&case.case_id);
        // What is kept nowhere needs no history.
        let copy = plan.place.as_ref().map(|_| CatalogueCopy::of(&plan.files));
        if let Some(copy) = &copy {
            let began = Deed::Began {
                program: env!("CARGO_PKG_VERSION").to_owned(),
                catalogue: Edition::of(catalogue, copy.name.clone()),
                case: as_value(catalogue, case),
            };
            record.add((plan.clock)(), began);
        }
        Self { plan, record, lock: None, copy, on_disk: 0, course: Course::Well, earlier: Vec::new(), erased: false }
    }

    /// A screening that goes on in a record.
    #[must_use]
    pub fn go_on(plan: Plan<D>, opened: Opened<D::Lock>) -> Self {
        let on_disk = opened.record.events().len();
        let withdrawn = opened.record.is_withdrawn();
        Self {
            plan,
            record: opened.record,
            lock: Some(opened.lock),
            copy: None,
            on_disk,
            // Whoever had withdrawn need not be told again.
            course: if withdrawn { Course::Withdrawn } else { Course::Well },
            earlier: Vec::new(),
            erased: false,
        }
    }

    /// The record as it stands in memory.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The folder it is kept in, if it is kept.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.plan.place.as_ref().filter(|_| self.on_disk > 0).map(|(store, _)| store.folder())
    }

    /// Whether something that was to be kept is in memory alone.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        matches!(self.course, Course::Failed | Course::LetBe)
    }

    /// Moves to another edition of the catalogue, whose files are in the plan. It is kept with what comes next.
    pub fn change_catalogue(&mut self, moved: Deed) {
        self.record.add((self.plan.clock)(), moved);
        self.copy = Some(CatalogueCopy::of(&self.plan.files));
    }

    /// Notes what is no act of a questionnaire: a pause, the end.
    ///
    /// # Errors
    /// As [`Keeper::keep`].
    pub fn note(&mut self, catalogue: &Catalogue, case: &Case, deed: Deed) -> Result<Kept, Unkept> {
        if self.plan.place.is_none() {
            return Ok(Kept::InMemory);
        }
        self.record.add((self.plan.clock)(), deed);
        self.save(catalogue, case)
    }

    fn save(&mut self, catalogue: &Catalogue, case: &Case) -> Result<Kept, Unkept> {
        if self.plan.place.is_none() {
            return Ok(Kept::InMemory);
        }
        if !case.may_be_kept(catalogue) {
            // While they were not asked yet, at a later meeting, nobody withdrew anything.
            let withdraws = self.on_disk > 0 && case.was_asked_to_be_kept(catalogue);
            if !withdraws || self.course == Course::Withdrawn {
                return Ok(Kept::InMemory);
            }
            // That they withdrew is the last that is written: whoever takes the record up must know. Of a meeting of which
            // nothing was agreed to nothing is written, not even that.
            if self.course != Course::LetBe && self.on_disk > self.record.meeting_begins() {
                self.record.add((self.plan.clock)(), Deed::Withdrew);
                self.write_as_it_stands(catalogue, case)?;
            }
            self.course = Course::Withdrawn;
            return Ok(Kept::Withdrawn { meetings: self.record.meetings() });
        }
        if self.course == Course::LetBe {
            return Ok(Kept::InMemory);
        }
        self.write_as_it_stands(catalogue, case)?;
        Ok(if std::mem::take(&mut self.erased) { Kept::Anew } else { Kept::OnDisk })
    }

    fn write_as_it_stands(&mut self, catalogue: &Catalogue, case: &Case) -> Result<(), Unkept> {
        self.record.case = as_value(catalogue, case);
        let written = self.write();
        self.course = if written.is_err() { Course::Failed } else { Course::Well };
        written.map_err(|fault| Unkept(fault.to_string()))?;
        self.on_disk = self.record.events().len();
        Ok(())
    }

    fn write(&mut self) -> Result<(), Fault> {
        let Some((store, seal)) = &self.plan.place else { return Ok(()) };
        if self.lock.is_none() {
            store.prepare()?;
            self.lock = Some(store.lock(&self.record.id)?);
        }
        if let Some(copy) = &self.copy {
            store.keep_catalogue(copy)?;
            self.copy = None;
        }
        store.save(&self.record, seal.as_ref())
    }
}

impl<D: Disk + Clone> Keeper for Keeping<D> {
    fn keep(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<Kept, Unkept> {
        self.note(questionnaire.catalogue(), questionnaire.case(), Deed::of(questionnaire.catalogue(), act))
    }

    fn keep_again(&mut self, questionnaire: &Questionnaire<'_>) -> Result<Kept, Unkept> {
        self.save(questionnaire.catalogue(), questionnaire.case())
    }

    fn keep_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<Kept, Unkept> {
        if let Some((store, _)) = &mut self.plan.place {
            let before = std::mem::replace(store, Store::at(store.disk.clone(), folder));
            if self.on_disk > 0 {
                self.earlier.push(before);
            }
            (self.lock, self.on_disk) = (None, 0);
            self.copy = Some(CatalogueCopy::of(&self.plan.files));
        }
        self.save(questionnaire.catalogue(), questionnaire.case())
    }

    fn let_be(&mut self) {
        self.course = Course::LetBe;
    }

    fn is_on_disk(&self) -> bool {
        // Whoever withdrew is written down, and nothing of what comes after.
        self.on_disk > 0 && self.on_disk == self.record.events().len() && self.course != Course::Withdrawn
    }

    fn erase(&mut self) -> Result<(), Unkept> {
        let erased = |done: Result<(), Fault>, store: &Store<D>| match done {
            Ok(()) | Err(Fault::NotThere) => Ok(()),
            Err(fault) => {
                let (folder, id) = (store.folder().display(), &self.record.id);
                Err(Unkept(format!("{fault}. What is left: tipscreen case erase {id} --store '{folder}'")))
            }
        };
        if let Some((store, _)) = &self.plan.place {
            erased(store.erase_locked(&self.record.id), store)?;
        }
        (self.lock, self.on_disk, self.erased) = (None, 0, true);
        while let Some(store) = self.earlier.last() {
            erased(store.erase(&self.record.id), store)?;
            self.earlier.pop();
        }
        Ok(())
    }
}

fn as_value(catalogue: &Catalogue, case: &Case) -> serde_json::Value {
    serde_json::from_str(&case.to_json(catalogue)).unwrap_or_default()
}
