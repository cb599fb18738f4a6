//! Policies: numbers that the office sets itself, where neither a scheme nor a source names one.

use serde::{Deserialize, Serialize};

use super::fraud::Watch;
use super::refusal::Refusal;
use super::stage::StageName;
use crate::engine::calendar::{Day, WorkingDays};
use crate::engine::claim::words::{Word, words};

words! {
    /// A number that the office sets.
    Policy {
        AgentMembers "agent-members" "同一代办人可代办的会员人数",
        AgentDays "agent-days" "统计代办人数的天数",
        AppealDays "appeal-days" "复议期限（天）",
        AnswerDays "answer-days" "承诺办理时限（工作日，0为不承诺）",
    }
}

impl Policy {
    /// What holds until the office sets another: more than 20 members within 30 days are looked at, and an answer can be
    /// appealed against for 60 days, the general term of the Administrative Reconsideration Law (article 20). How soon
    /// a claim is answered is promised nowhere (0).
    pub fn usual(self) -> u32 {
        match self {
            Self::AgentMembers => 20,
            Self::AgentDays => 30,
            Self::AppealDays => 60,
            Self::AnswerDays => 0,
        }
    }

    /// The least that it may be set to: only what may be promised may also not be.
    pub fn least(self) -> u32 {
        match self {
            Self::AgentMembers | Self::AgentDays | Self::AppealDays => 1,
            Self::AnswerDays => 0,
        }
    }

    /// The most that it may be set to.
    pub fn most(self) -> u32 {
        match self {
            Self::AgentMembers => 1_000_000,
            Self::AgentDays | Self::AppealDays => 3_650,
            Self::AnswerDays => 365,
        }
    }

    /// A number that it may be set to.
    ///
    /// # Errors
    /// When it is less than [`Self::least`], or more than [`Self::most`].
    pub fn check(self, value: u32) -> Result<u32, Refusal> {
        let (least, most) = (self.least(), self.most());
        let said = (
            format!("“{}”应为{least}至{most}的整数，请更正。", self.zh()),
            format!("`{}` must be a whole number from {least} to {most}; correct it.", self.word()),
        );
        if (least..=most).contains(&value) { Ok(value) } else { Err(Refusal::field("value", said)) }
    }
}

/// All policies of an office.
///
/// ```
/// use huzhu::engine::calendar::parse_day;
/// use huzhu::engine::office::{Policies, Policy};
/// let mut policies = Policies::default();
/// policies.set(Policy::AppealDays, 30);
/// assert_eq!((policies.get(Policy::AppealDays), policies.get(Policy::AgentDays)), (30, 30));
/// let last = policies.last_day_of_appeal(parse_day("2026-03-02")?);
/// assert_eq!(last.to_string(), "2026-04-01");
/// # Ok::<(), huzhu::engine::calendar::DayError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies([u32; Policy::ALL.len()]);

impl Default for Policies {
    fn default() -> Self {
        let mut usual = Self([0; Policy::ALL.len()]);
        Policy::ALL.iter().for_each(|(_, policy, _)| usual.set(*policy, policy.usual()));
        usual
    }
}

impl Policies {
    /// What a policy is set to.
    pub fn get(&self, policy: Policy) -> u32 {
        self.0[Self::place(policy)]
    }

    /// Sets one.
    pub fn set(&mut self, policy: Policy, value: u32) {
        self.0[Self::place(policy)] = value;
    }

    fn place(policy: Policy) -> usize {
        match policy {
            Policy::AgentMembers => 0,
            Policy::AgentDays => 1,
            Policy::AppealDays => 2,
            Policy::AnswerDays => 3,
        }
    }

    /// From when on many claims of one agent are looked at.
    pub fn watch(&self) -> Watch {
        let days = u16::try_from(self.get(Policy::AgentDays)).unwrap_or(u16::MAX);
        Watch { members: self.get(Policy::AgentMembers), days }
    }

    /// The last day on which an answer of a day can be appealed against, inclusive. The day of the answer itself is not
    /// counted, and a term that would end on a day off ends on the next working day (Civil Code, articles 201 and 203).
    pub fn last_day_of_appeal(&self, answered: Day) -> Day {
        let days = i64::from(self.get(Policy::AppealDays));
        let last = answered.saturating_add(jiff::Span::new().days(days));
        let calendar = WorkingDays::published();
        if calendar.is_working(last) { last } else { calendar.add(last, 1).day }
    }

    /// Until when a claim that was handed in on a day is to be answered, inclusive, in working days after that day; none
    /// where nothing is promised.
    ///
    /// ```
    /// use huzhu::engine::calendar::parse_day;
    /// use huzhu::engine::office::{Policies, Policy};
    /// let (mut policies, friday) = (Policies::default(), parse_day("2026-06-05")?);
    /// assert_eq!(policies.to_be_answered_by(friday), None);
    /// policies.set(Policy::AnswerDays, 2);
    /// assert_eq!(policies.to_be_answered_by(friday), Some(parse_day("2026-06-09")?));
    /// # Ok::<(), huzhu::engine::calendar::DayError>(())
    /// ```
    pub fn to_be_answered_by(&self, handed_in: Day) -> Option<Day> {
        let days = u16::try_from(self.get(Policy::AnswerDays)).ok().filter(|days| *days > 0)?;
        Some(WorkingDays::published().add(handed_in, days).day)
    }

    /// The day by which a claim is to be answered as it stands. None where nothing is promised, where it was answered, and
    /// where it waits for somebody else than the office: for papers of the member, or for what is looked into.
    pub fn expected(&self, (stage, holds): (StageName, i64), handed_in: Option<Day>) -> Option<Day> {
        let waits = matches!(stage, StageName::Submitted | StageName::Proposed) && holds == 0;
        self.to_be_answered_by(handed_in.filter(|_| waits)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Policies, Policy, StageName, Word};

    #[test]
    fn a_policy_is_within_what_makes_sense() {
        for (word, policy, _) in Policy::ALL {
            assert_eq!(policy.check(policy.usual()), Ok(policy.usual()), "{word}");
            assert_eq!(policy.check(policy.most()), Ok(policy.most()), "{word}");
            assert_eq!(policy.check(0).is_err(), *policy != Policy::AnswerDays, "{word}");
            assert_eq!(policy.check(policy.least()), Ok(policy.least()), "{word}");
            assert_eq!(policy.check(policy.most() + 1).unwrap_err().code(), "field", "{word}");
            assert_eq!(Policies::default().get(*policy), policy.usual());
        }
    }

    #[test]
    fn an_answer_is_promised_in_working_days() {
        // (promised, handed in, until): nothing; a Monday; before a weekend; through the Spring Festival of 2025.
        let table = [
            (0, "2026-06-01", None),
            (5, "2026-06-01", Some("2026-06-08")),
            (1, "2026-06-05", Some("2026-06-08")),
            (3, "2025-01-25", Some("2025-02-05")),
        ];
        for (days, handed_in, until) in table {
            let mut policies = Policies::default();
            policies.set(Policy::AnswerDays, days);
            let by = policies.to_be_answered_by(handed_in.parse().unwrap()).map(|day| day.to_string());
            assert_eq!(by.as_deref(), until, "{days} {handed_in}");
        }
    }

    #[test]
    fn only_what_waits_for_the_office_is_expected() {
        let (mut policies, handed_in) = (Policies::default(), "2026-06-01".parse().unwrap());
        policies.set(Policy::AnswerDays, 5);
        let table = [
            ("draft", 0, None),
            ("submitted", 0, Some("2026-06-08")),
            ("submitted", 1, None),
            ("pending", 0, None),
            ("proposed", 0, Some("2026-06-08")),
            ("proposed", 2, None),
            ("approved", 0, None),
            ("denied", 0, None),
            ("revoked", 0, None),
        ];
        for (stage, holds, until) in table {
            let stage = StageName::from_word(stage).unwrap();
            let by = policies.expected((stage, holds), Some(handed_in)).map(|day| day.to_string());
            assert_eq!(by.as_deref(), until, "{stage:?} {holds}");
            assert_eq!(policies.expected((stage, holds), None), None, "nobody knows when it was handed in");
        }
    }

    #[test]
    fn the_term_ends_on_a_working_day() {
        let policies = Policies::default();
        // (answered, the last day): a Monday; a Sunday that is worked; the first working day after the Spring Festival of 2026.
        let table =
            [("2026-01-01", "2026-03-02"), ("2025-11-05", "2026-01-04"), ("2025-12-20", "2026-02-24")];
        for (answered, last) in table {
            let last_day = policies.last_day_of_appeal(answered.parse().unwrap());
            assert_eq!(last_day.to_string(), last, "{answered}");
        }
    }
}
