//! The words of training: of what is played, heard, marked and counted.

use crate::case::Presence;

/// Before what the interviewee says.
pub const YOU_HEAR: &str = "You hear";
/// Before what can be seen without asking.
pub const YOU_SEE: &str = "You see";
/// Before what the story tells without words of the interviewee.
pub const IN_THE_STORY: &str = "In this story";
/// Before the story of a case.
pub const STORY: &str = "The story";
/// Before a remark for the class.
pub const FOR_THE_CLASS: &str = "For the class";
/// Before what makes people think otherwise of a case.
pub const MISLEADS: &str = "What misleads here";
/// Before what was told without being asked.
pub const TOLD_UNASKED: &str = "Told without being asked";
/// After the list of what was told without being asked, in a quiz.
pub const NOTED_FOR_YOU: &str = "This was noted for you.";
/// While a play waits.
pub const GO_ON: &str = "(Enter goes on, x leaves)";
/// What the script makes happen at a question.
pub const GOES_BACK: &str = "(The screener goes back one question.)";
/// What the script makes happen at a question.
pub const PAUSES: &str = "(A pause.)";
/// What the script makes happen at a question.
pub const CORRECTED_LATER: &str = "(This will be corrected.)";
/// What the script makes happen at a question.
pub const STOPS_HERE: &str = "(The talk ends here.)";
/// What the script makes happen at a question.
pub const NO_LONGER_AGREES: &str = "(The person no longer agrees to a record. The talk goes on.)";
/// A question that the script says nothing about.
pub const LEFT_OPEN: &str = "left open";
/// Where a question is put that the story tells nothing about.
pub const STORY_SILENT: &str = "(nothing is told about this)";
/// How the signs that were asked about and not found are summed up.
pub const ASKED_AND_ABSENT: &str = "Asked about too, and not there";
/// Before a quiz.
pub const QUIZ: &str = "This is training: there is no real person. Read the story, put the questions, and answer by what \
    you hear. Afterwards you see where you and the script differ.";
/// Before a quiz in which somebody else plays the interviewee.
pub const ROLE_PLAY: &str = "This is role-play: the other one has the sheet, and you put the questions. Either of you may \
    stop at any moment, without a reason.";

/// What is heard where a script gives no words.
#[must_use]
pub fn heard(presence: Presence, seen: bool) -> &'static str {
    match (presence, seen) {
        (Presence::Present, false) => "“Yes, that is so.”",
        (Presence::Absent, false) => "“No.”",
        (Presence::Unknown, false) => "“I don't know.”",
        (Presence::Declined, false) => "“I would rather not say.”",
        (Presence::Suspected, false) => "(An answer that settles nothing, and something about it is not right.)",
        (Presence::Present, true) => "Yes, you notice it.",
        (Presence::Absent, true) => "Nothing of the kind.",
        (Presence::Suspected, true) => "Something is not right, and you can't say what.",
        (Presence::Unknown | Presence::Declined, true) => "You can't tell.",
        (Presence::NotAsked, _) => STORY_SILENT,
    }
}

/// Words in a mouth.
#[must_use]
pub fn said(words: &str) -> String {
    format!("“{words}”")
}

/// Over a case that was marked.
pub const COMPARED: &str = "How your case and the script compare";
/// The two sides of a case that was marked.
pub const YOU_AND_SCRIPT: [&str; 2] = ["You", "The script"];

/// How many more were left open.
#[must_use]
pub fn left_open_besides(many: usize) -> String {
    match many {
        1 => {
            "One more question has an answer in the script and was left open, or the other way round. It moved nothing."
                .to_owned()
        }
        many => format!(
            "{many} more questions have an answer in the script and were left open, or the other way round. That is no \
             mistake by itself: open is never a no."
        ),
    }
}

/// The rules of role-play, for whoever plays the interviewee.
pub const ROLE_RULES: &str = "For whoever plays the interviewee. This person is made up, or known only from a published \
    report. Keep to what stands here; answer in your own words. **You may stop at any moment, without a reason**: say \
    “stop”. Do not act violence, sex, injury or tears, and add none. Do not use a real case that you know. Afterwards \
    step out of the role: say your own name, and what you see in the room.";
/// Over what is told unasked.
pub const YOU_TELL_UNASKED: &str = "What you tell without being asked";
/// Over what is said when asked.
pub const YOU_SAY_WHEN_ASKED: &str = "What you say when you are asked about it";
/// Over what is held back.
pub const YOU_HOLD_BACK: &str = "What you hold back, and when you tell it";
/// Over how to answer everything else.
pub const ANYTHING_ELSE: &str = "Anything else you are asked";
/// How to answer everything else.
pub const ANYTHING_ELSE_RULE: &str = "Say “no” if that fits your story. If the story does not tell, say “I don't know” or \
    “I would rather not say”. A good screener takes that as an answer.";

/// Over the signs that divide raters.
pub const SIGNS_THAT_DIVIDE: &str = "Signs that divide the raters, the most divided first";
/// Where no sign does.
pub const NO_SIGN_DIVIDES: &str = "On every sign that two of them rated, the raters agree.";

/// Before the cases that are not compared.
pub const RATED_BY_ONE: &str = "Not compared: cases that one rater alone rated. Is a file missing, or an id misspelt?";

/// The cases that a rater alone rated.
#[must_use]
pub fn rated_alone(rater: &str, cases: &str) -> String {
    format!("- {rater}: {cases}")
}

/// How many raters and cases there are.
#[must_use]
pub fn raters_and_cases(raters: usize, cases: usize) -> String {
    let cases = if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") };
    format!("{raters} raters of {cases} that two or more of them rated")
}

/// How the figures are to be read.
#[must_use]
pub fn agreement_notes(two: bool) -> String {
    let kappa =
        if two { "Cohen's kappa takes what both rated; " } else { "Fleiss' kappa takes what all of them rated; " };
    format!(
        "1 is full agreement, 0 is what chance would give, below 0 is worse than chance. {kappa}Krippendorff's alpha takes \
         whatever two or more rated. A sign that was not asked about was not rated; unknown, declined and suspected are \
         ratings like others. Where all ratings are the same there is nothing that chance could explain, and no figure. \
         Few cases give rough figures. Agreement is not being right: raters can agree and all be wrong."
    )
}

/// A script in which nobody agrees to a record is written to a file all the same.
pub const SCRIPT_WITHOUT_RECORD: &str = "note: nobody agrees to a record in this story. The file is written all the same: a script \
    holds no real person.";

/// Where the case of a quiz goes.
#[must_use]
pub fn goes_to(file: &str) -> String {
    format!(
        "Your answers go to {file}, and nowhere else, also where the interviewee wants no record: they are your exercise. \
         Ctrl-C leaves and keeps them."
    )
}
