//! Which questions apply now, and which of them this screener may ask.

use crate::assessment::{Answers, Applicable};
use crate::case::Presence;
use crate::catalogue::{AskedBy, Question, Role, WhoAsks};
use crate::condition::{IndicatorIx, Truth};
use crate::questionnaire::Questionnaire;

impl Questionnaire<'_> {
    /// Applicable indicators that only a trained person may ask about.
    pub fn for_specialist(&self) -> Vec<IndicatorIx> {
        let applicable = Applicable::of(self.catalogue, &self.case);
        let may = |at: &IndicatorIx| self.may_ask(self.catalogue.indicator(*at).who_asks);
        let open = |at: &IndicatorIx| self.case.presence(*at) == Presence::NotAsked;
        applicable.asked.iter().map(IndicatorIx).filter(|at| !may(at)).filter(open).collect()
    }

    /// Applicable questions that this screener may ask, in order.
    pub(super) fn applicable_questions(&self) -> Vec<Question> {
        let applicable = Applicable::of(self.catalogue, &self.case);
        let answers = Answers::of(self.catalogue, &self.case);
        let mut questions = self.catalogue.questions().to_vec();
        questions.retain(|question| match question {
            Question::Fact(at) => {
                let fact = self.catalogue.fact(*at);
                let asked = fact.ask_if.as_ref().is_none_or(|ask_if| ask_if.evaluate(&answers) != Truth::No);
                asked && self.may_ask(fact.who_asks)
            }
            Question::Indicator(at) => {
                applicable.asked.contains(at.0) && self.may_ask(self.catalogue.indicator(*at).who_asks)
            }
        });
        questions
    }

    /// Whether this screener may ask a question. While the age is open, the stricter rule for children applies.
    fn may_ask(&self, who: WhoAsks) -> bool {
        let asked_by = self.asked_by(who);
        match asked_by {
            AskedBy::Anyone | AskedBy::ObserveOnly => true,
            AskedBy::ChildSpecialist | AskedBy::HealthStaff => self.is_trained(asked_by),
        }
    }

    /// Who may ask this person about an indicator.
    pub fn who_asks(&self, indicator: IndicatorIx) -> AskedBy {
        self.asked_by(self.catalogue.indicator(indicator).who_asks)
    }

    /// An adult is asked as an adult, even if the child's rules apply to what began earlier.
    fn asked_by(&self, who: WhoAsks) -> AskedBy {
        let answers = Answers::of(self.catalogue, &self.case);
        let child = self.catalogue.child_now.as_ref().map(|rule| rule.evaluate(&answers));
        if child.is_none_or(|child| child == Truth::No) { who.adult } else { who.child }
    }

    fn is_trained(&self, asked_by: AskedBy) -> bool {
        self.catalogue.fact_by_role(Role::Screener).is_some_and(|screener| {
            let fact = self.catalogue.fact(screener);
            self.case.fact(screener).value_ids(fact).contains(&asked_by.word())
        })
    }
}
