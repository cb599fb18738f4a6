//! How a member stands in a plan on a day: covered or not, since when without a break, how he came in.

use super::begins::is_new_hire;
use super::chain::chain;
use super::spell::Spell;
use crate::engine::calendar::{Day, Span};
use crate::engine::claim::PlanCover;
use crate::engine::claim::words::Joining;
use crate::engine::scheme::model::Enrolment;

/// How the member stands in a plan on a day, from the history of his spells.
///
/// Spells whose gap is at most the days of grace are unbroken cover. The days of such a gap are not covered,
/// and not counted as days of cover either, but the count goes on after them. A longer gap starts the count
/// again: the member is *returning*. Whoever was hired shortly before enrolment is *newly hired*, returning
/// or not. Where spells overlap, the one that began last says how many share units are held.
///
/// ```
/// use huzhu::engine::coverage::{Spell, standing};
/// use huzhu::engine::scheme::{problem::Problems, read};
/// # use huzhu::engine::calendar::{Span, parse_day};
/// # let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// let (edition, _) = read::read(text, &read::ListFiles::new(), &mut Problems::default()).unwrap();
/// let year = Span::new(parse_day("2016-01-01")?, Some(parse_day("2016-12-31")?))?;
/// let spell = Spell {
///     plan: String::new(), employer: None, span: year, enrolled_on: None, hired_on: None,
///     left_employer_on: None, share_units: 1,
/// };
/// let cover = standing(&[spell], "", parse_day("2016-03-01")?, &edition.enrolments[0]);
/// assert_eq!((cover.covered, cover.day), (true, Some(61)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn standing(spells: &[Spell], plan: &str, day: Day, rule: &Enrolment) -> PlanCover {
    let begun = begun(spells, plan, day, rule.follows_member);
    let Some(at) = begun.iter().rposition(|(cover, _)| cover.contains(day)) else {
        return PlanCover { plan: plan.into(), ..PlanCover::default() };
    };
    let chain = chain(&begun[..=at], day, rule.renewal_grace_days);
    let spell = begun[at].1;
    PlanCover {
        plan: plan.into(),
        covered: true,
        day: Some(chain.days),
        joining: Some(joining(spell, at > chain.first, chain.first > 0, rule)),
        share_units: Some(spell.share_units),
        ..PlanCover::default()
    }
}

/// The spells of a plan that begin no later than a day, in the order of their first days.
fn begun<'a>(spells: &'a [Spell], plan: &str, day: Day, follows_member: bool) -> Vec<(Span, &'a Spell)> {
    let of_plan = spells.iter().filter(|s| s.plan == plan);
    let mut begun: Vec<(Span, &Spell)> = of_plan
        .filter_map(|s| Some((s.cover(follows_member)?, s)))
        .filter(|(c, _)| c.from() <= day)
        .collect();
    begun.sort_by_key(|(cover, spell)| (cover.from(), spell.enrolled_on));
    begun
}

fn joining(spell: &Spell, goes_on: bool, was_member: bool, rule: &Enrolment) -> Joining {
    let enrolled = spell.enrolled_on.unwrap_or(spell.span.from());
    match (goes_on, is_new_hire(rule, enrolled, spell.hired_on), was_member) {
        (true, ..) => Joining::Renewal,
        (_, true, _) => Joining::NewHire,
        (_, _, true) => Joining::Returning,
        _ => Joining::First,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::engine::scheme::model::{Begins, LateHire, When};

    pub fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A rule that says nothing but how long a gap may be.
    pub fn rule(renewal_grace_days: i32) -> Enrolment {
        Enrolment {
            clause: "1".into(),
            plan: None,
            by_employer: false,
            window: None,
            who: When::default(),
            least_participation: None,
            least_members: None,
            begins: Begins::PeriodStart,
            late_hires: None,
            waiting_days: None,
            waiting_months: None,
            waiting_for: vec![Joining::First, Joining::Returning, Joining::NewHire],
            renewal_grace_days,
            follows_member: true,
            refundable: false,
            stated: vec![],
            place: 0..0,
        }
    }

    fn spell(from: &str, to: &str) -> Spell {
        Spell {
            plan: String::new(),
            employer: Some("A".into()),
            span: Span::new(day(from), Some(day(to))).unwrap(),
            enrolled_on: None,
            hired_on: None,
            left_employer_on: None,
            share_units: 1,
        }
    }

    #[test]
    fn a_gap_within_the_grace_goes_on_and_a_longer_one_starts_again() {
        use Joining::{First, Renewal, Returning};
        let spells = [spell("2016-01-01", "2016-12-31"), spell("2017-01-31", "2017-12-31")];
        // A gap of 30 days: 1 to 30 January 2017.
        for (grace, on, number, joining) in [
            (30, "2015-12-31", None, None),
            (30, "2016-01-01", Some(1), Some(First)),
            (30, "2016-12-31", Some(366), Some(First)),
            (30, "2017-01-01", None, None),
            (30, "2017-01-30", None, None),
            (30, "2017-01-31", Some(367), Some(Renewal)),
            (29, "2017-01-31", Some(1), Some(Returning)),
            (30, "2018-01-01", None, None),
        ] {
            let cover = standing(&spells, "", day(on), &rule(grace));
            assert_eq!((cover.day, cover.joining), (number, joining), "{grace} {on}");
            assert_eq!(cover.covered, number.is_some());
        }
        let other_plan = standing(&spells, "women", day("2016-01-01"), &rule(30));
        assert!(!other_plan.covered && other_plan.plan == "women");
    }

    #[test]
    fn cover_follows_the_member_or_ends_with_the_job() {
        let left = Spell { left_employer_on: Some(day("2016-06-30")), ..spell("2016-01-01", "2016-12-31") };
        let stays = Enrolment { follows_member: false, ..rule(0) };
        for (rule, on, covered) in [
            (&rule(0), "2016-07-01", true),
            (&stays, "2016-06-30", true),
            (&stays, "2016-07-01", false),
            (&stays, "2016-12-31", false),
        ] {
            assert_eq!(standing(std::slice::from_ref(&left), "", day(on), rule).covered, covered, "{on}");
        }
        let new_job = Spell { employer: Some("B".into()), ..spell("2016-07-01", "2016-12-31") };
        let cover = standing(&[left, new_job], "", day("2016-07-01"), &stays);
        assert_eq!((cover.day, cover.joining), (Some(183), Some(Joining::Renewal)));
    }

    #[test]
    fn who_was_just_hired_is_newly_hired_even_when_he_comes_back() {
        let late = Some(LateHire { within_days: 30, begins: Begins::NextDay });
        let rule = Enrolment { late_hires: late, ..rule(0) };
        let hired = |hired: &str| Spell {
            enrolled_on: Some(day("2018-03-31")),
            hired_on: Some(day(hired)),
            share_units: 2,
            ..spell("2018-04-01", "2018-12-31")
        };
        let before = spell("2016-01-01", "2016-12-31");
        for (spells, joining) in [
            (vec![hired("2018-03-01")], Joining::NewHire),
            (vec![hired("2018-02-28")], Joining::First),
            (vec![before.clone(), hired("2018-03-01")], Joining::NewHire),
            (vec![hired("2018-02-28"), before], Joining::Returning),
        ] {
            let cover = standing(&spells, "", day("2018-04-01"), &rule);
            assert_eq!((cover.joining, cover.day), (Some(joining), Some(1)));
            assert_eq!(cover.share_units, Some(2));
        }
    }

    proptest! {
        /// Adding up the covered days one by one gives the same number.
        #[test]
        fn the_day_of_cover_counts_covered_days(
            stretches in prop::collection::vec((0_i32..60, 0_i32..20), 1..6), grace in 0_i32..10, on in 0_i32..90
        ) {
            let start = day("2020-01-01");
            let spells: Vec<Spell> = stretches.iter().map(|(from, length)| {
                let from = start + from.days();
                spell(&from.to_string(), &(from + length.days()).to_string())
            }).collect();
            let cover = |at: i32| standing(&spells, "", start + at.days(), &rule(grace));
            let is_covered = |at: i32| spells.iter().any(|s| s.span.contains(start + at.days()));
            prop_assert_eq!(cover(on).covered, is_covered(on));
            if is_covered(on) {
                let (mut days, mut gap, mut at) = (0, 0, on);
                while at >= 0 && gap <= grace {
                    if is_covered(at) { days += 1; gap = 0; } else { gap += 1; }
                    at -= 1;
                }
                prop_assert_eq!(cover(on).day, Some(days));
            }
        }
    }
}
