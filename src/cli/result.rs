//! What is made of a case, and its text: the same for a screening and for a file.

use crate::assessment::{Assessment, Trace, assess};
use crate::case::{Case, Derived};
use crate::catalogue::Catalogue;
use crate::cli::args::{Detail, ForWhom, ResultArgs, ResultFormat};
use crate::cli::clock;
use crate::cli::console::is_drawn;
use crate::cli::exit::{Exit, Failure, usage};
use crate::condition::IndicatorIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::escape;
use crate::referral::{self, Recommendation, recommend};
use crate::report::{self, Audience, Envelope, HandOverError, Report, ResultPage};
use crate::store::NewFile;
use crate::terminal::width;
use crate::toml_input::path_name;
use crate::wording;
use std::io::{self, IsTerminal};

/// A case with its assessment and what is advised.
pub struct CaseResult<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    trace: Trace<'a>,
    pub assessment: Assessment,
    pub recommendation: Recommendation,
    derived: Option<&'a Derived>,
    for_specialist: &'a [IndicatorIx],
    stopped: bool,
    notes: bool,
}

impl<'a> CaseResult<'a> {
    /// Assesses a case and asks the guidelines.
    pub fn of(catalogue: &'a Catalogue, case: &'a Case) -> Self {
        let mut trace = Trace::new(catalogue);
        let assessment = assess(catalogue, case, &mut trace);
        let recommendation = recommend(catalogue, case, &assessment);
        let (derived, for_specialist, stopped, notes) = (None, &[][..], false, false);
        Self { catalogue, case, trace, assessment, recommendation, derived, for_specialist, stopped, notes }
    }

    /// The same for a case that was derived from answers to another catalogue.
    pub fn of_derived(catalogue: &'a Catalogue, derived: &'a Derived) -> Self {
        Self { derived: Some(derived), ..Self::of(catalogue, &derived.case) }
    }

    /// With what only an interview knows: what is left to somebody trained to ask, and whether it was broken off.
    pub fn after_talk(self, for_specialist: &'a [IndicatorIx], stopped: bool) -> Self {
        Self { for_specialist, stopped, ..self }
    }

    /// With the notes, on a table alone.
    pub fn with_notes(self) -> Self {
        Self { notes: true, ..self }
    }

    fn report(&self) -> Report<'_> {
        Report {
            catalogue: self.catalogue,
            case: self.case,
            assessment: &self.assessment,
            recommendation: &self.recommendation,
            trace: &self.trace,
            for_specialist: self.for_specialist,
            stopped: self.stopped,
            derived: self.derived,
        }
    }

    /// The first screen: what is needed in the next minutes.
    pub fn brief(&self) -> String {
        report::brief(&self.report(), width())
    }

    /// For people at once: drawn with lines, or plain.
    pub fn table(&self, plain: bool) -> String {
        let report = self.report();
        if self.notes {
            report::table_with_notes(&report, width(), plain)
        } else {
            report::table(&report, width(), plain)
        }
    }

    /// For people at once, as much as was asked for.
    pub fn on_screen(&self, how: &ResultArgs, plain: bool) -> String {
        match how.detail {
            Detail::Short if !self.notes => self.brief(),
            Detail::Short | Detail::Full => self.table(plain),
        }
    }

    /// Whether the person's own word lets it go to others.
    ///
    /// # Errors
    /// Why it may not.
    pub fn may_be_handed_over(&self) -> anyhow::Result<()> {
        ResultPage::for_reader(&self.report(), Audience::Service)
            .map(drop)
            .map_err(|why| self.nothing_to_hand_over(why, Audience::Service))
    }

    /// In the form that was asked for.
    ///
    /// # Errors
    /// Why there is nothing to hand over.
    pub fn text(&self, how: &ResultArgs, plain: bool) -> anyhow::Result<String> {
        let report = self.report();
        let reader = match how.whom {
            None => Audience::Screener,
            Some(ForWhom::Service) => Audience::Service,
            Some(ForWhom::Authority) => Audience::Authority,
        };
        let page = || ResultPage::for_reader(&report, reader).map_err(|why| self.nothing_to_hand_over(why, reader));
        Ok(match how.format {
            ResultFormat::Table => self.on_screen(how, plain),
            ResultFormat::Json => {
                let implausible_days = self.case.days().implausible(clock::today());
                report::result_line(
                    &report,
                    Envelope { implausible_days, ..Envelope::of(self.case) },
                    how.detail.into(),
                )
            }
            ResultFormat::Md => report::markdown(&page()?),
            ResultFormat::Html => report::html(&page()?),
            ResultFormat::Card => report::card(&report, how.subject)
                .ok_or_else(|| self.nothing_to_hand_over(HandOverError::NotSafe, Audience::Screener))?,
        })
    }

    /// The added files because of whose risk there is no page for a reader, in words.
    fn because_of_files(&self, reader: Audience) -> Option<String> {
        let own = self.recommendation.by_catalogue.as_deref()?;
        let country = referral::country(self.catalogue, self.case)?;
        let without = Report { recommendation: own, ..self.report() };
        ResultPage::for_reader(&without, reader).is_ok().then(|| wording::because_of(&wording::risk_files(country)))
    }

    fn nothing_to_hand_over(&self, why: HandOverError, reader: Audience) -> anyhow::Error {
        let because = self.because_of_files(reader).unwrap_or_default();
        let (why, help) = match why {
            HandOverError::Declined => (text!("referral-all-refused"), text!("referral-inform-only")),
            HandOverError::NoTalk => (text!("referral-no-talk"), text!("referral-inform-only")),
            HandOverError::NothingForAuthorities => {
                (text!("referral-nothing-for-authorities"), text!("referral-inform-only"))
            }
            HandOverError::NotAgreed => (text!("referral-not-agreed"), text!("referral-record-agreement")),
            HandOverError::SafeRouteFirst => (text!("referral-safe-route-first"), text!("referral-with-supervisor")),
            HandOverError::NotSafe => (text!("referral-was-not-safe"), text!("referral-another-time")),
        };
        let error = (format!("{why}{because}"), help.to_owned());
        Failure::of(Exit::Refused, &Diagnostic::new(Code::NoConsent, error)).into()
    }
}

impl ResultArgs {
    /// What can't be asked for together. Said before anything is asked of a person, not after.
    pub fn check(&self) -> anyhow::Result<()> {
        if let Some(file) = &self.result {
            crate::cli::hardening::warn_if_copied(file);
        }
        let is_page = matches!(self.format, ResultFormat::Md | ResultFormat::Html);
        let wrong = if self.whom.is_some() && !is_page {
            what_and_help!("command-for-is-for-page")
        } else if self.subject && self.format != ResultFormat::Card {
            what_and_help!("command-subject-is-for-card")
        } else if self.format == ResultFormat::Html && self.result.is_none() && io::stdout().is_terminal() {
            what_and_help!("command-page-not-on-screen")
        } else {
            return Ok(());
        };
        Err(usage(Code::WrongValue, wrong))
    }

    /// Whether the form is one of those that people read on a screen.
    pub fn is_table(&self) -> bool {
        self.format == ResultFormat::Table
    }

    /// Whether the form is one that a program reads, such as a browser.
    pub fn is_data(&self) -> bool {
        matches!(self.format, ResultFormat::Json | ResultFormat::Html)
    }

    /// Whether it is a form that others are given.
    pub fn is_for_others(&self) -> bool {
        matches!(self.format, ResultFormat::Md | ResultFormat::Html | ResultFormat::Card)
    }

    /// The file that was named for the result, if any, checked before there is a result. `may_replace`: a file that is
    /// there already may be replaced.
    pub fn new_file(&self, may_replace: bool) -> anyhow::Result<Option<NewFile>> {
        self.result.as_deref().map(|path| crate::cli::input::new_file(path, may_replace)).transpose()
    }

    /// Prints a result, or writes it to the file that was named.
    pub fn put(&self, text: &str, file: Option<&NewFile>) -> anyhow::Result<()> {
        match file {
            Some(file) => crate::cli::console::eprint_message(&self.save(text, file)?),
            None if self.is_data() => crate::cli::console::print(text)?,
            None => crate::cli::console::print_text(text)?,
        }
        Ok(())
    }

    /// Writes a result to the file that was named, and gives what there is to tell of it.
    pub fn save(&self, text: &str, file: &NewFile) -> anyhow::Result<String> {
        let shown = escape::shown(text);
        let text = if self.is_data() { shown } else { escape::isolated(&shown).into_owned().into() };
        crate::cli::input::write(file, format!("{text}\n").as_bytes())?;
        Ok(text!("record-result-in-file", file = path_name(file.path())))
    }

    /// Whether results go to a screen that shows lines.
    pub fn plain(&self) -> bool {
        self.result.is_some() || !is_drawn()
    }
}
