//! What no claim can say: days out of order or still to come, and figures below nought. Settlements that are imported are
//! looked at row by row for the same; a red invoice takes a claim back and is none itself.

use super::refusal::Refusal;
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::Claim;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::money::Fen;

/// Lets a claim be handed in on a day, or corrected, when what it says can be.
///
/// ```
/// use huzhu::engine::claim::{Claim, Component};
/// use huzhu::engine::money::Fen;
/// use huzhu::engine::office::possible::possible;
/// let today = "2026-06-01".parse().unwrap();
/// let mut claim = Claim::default();
/// claim.settlement.set(Component::SelfPay, Fen::yuan(100));
/// assert!(possible(&claim, today).is_ok());
/// claim.settlement.set(Component::SelfPay, Fen::yuan(-100));
/// assert_eq!(possible(&claim, today).unwrap_err().code(), "field");
/// ```
///
/// # Errors
/// [`Refusal::Field`] with the first field that cannot be so.
pub fn possible(claim: &Claim, today: Day) -> Result<(), Refusal> {
    if let (Some(from), Some(to)) = (claim.dates.admission, claim.dates.discharge)
        && to < from
    {
        let said = (
            format!("出院日期{}早于入院日期{}，请更正。", zh_day(to), zh_day(from)),
            format!("The discharge on {to} is before the admission on {from}; correct one of the two."),
        );
        return Err(Refusal::field("claim.dates.discharge", said));
    }
    // A grant may be planned; everything else has happened.
    for (word, kind, zh) in DateKind::ALL.iter().filter(|(_, kind, _)| *kind != DateKind::Grant) {
        if let Some(day) = claim.dates.get(*kind).filter(|day| *day > today) {
            let word = word.strip_suffix("-date").unwrap_or(word);
            let said = (
                format!("{zh}{}晚于今天，请更正。", zh_day(day)),
                format!("The day of {word}, {day}, is still to come; correct it."),
            );
            return Err(Refusal::field(&format!("claim.dates.{word}"), said));
        }
    }
    match claim.settlement.known().find(|(_, amount)| *amount < Fen::ZERO) {
        Some((component, amount)) => {
            let (names, amount) = (component.names(), amount.grouped());
            let said = (
                format!("{}{amount}元为负数，请更正；冲销原结算单的，请撤销或更正原申请。", names.zh[0]),
                format!(
                    "`{}` is {amount}, below nought; correct it. To take a settlement back, revoke or correct its claim.",
                    names.word
                ),
            );
            Err(Refusal::field(&format!("claim.settlement.{}", names.word), said))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::possible;
    use crate::engine::claim::words::DateKind;
    use crate::engine::claim::{Claim, Component};
    use crate::engine::money::Fen;
    use crate::engine::scheme::model::Lang;

    type Dates = &'static [(DateKind, &'static str)];

    #[test]
    fn what_cannot_be_is_refused_at_its_field() {
        let today = "2026-06-01".parse().unwrap();
        let table: [(Dates, i32, &str); 7] = [
            (&[], 100, ""),
            (&[(DateKind::Admission, "2026-06-01"), (DateKind::Discharge, "2026-06-01")], 0, ""),
            (&[(DateKind::Admission, "2026-05-02"), (DateKind::Discharge, "2026-05-01")], 1, "出院日期"),
            (&[(DateKind::Discharge, "2026-06-02")], 1, "晚于今天"),
            (&[(DateKind::Accident, "2035-01-01")], 1, "晚于今天"),
            (&[], -1, "为负数"),
            (&[(DateKind::Settlement, "2026-05-31")], -20_000, "为负数"),
        ];
        for (dates, yuan, why) in table {
            let mut claim = Claim::default();
            dates.iter().for_each(|(kind, day)| claim.dates.set(*kind, day.parse().unwrap()));
            claim.settlement.set(Component::SelfPay, Fen::yuan(yuan));
            let said = possible(&claim, today).err().map(|refusal| refusal.said());
            assert_eq!(said.is_some(), !why.is_empty(), "{dates:?} {yuan}");
            assert!(said.is_none_or(|said| said.get(Lang::Zh).contains(why)), "{dates:?} {yuan}: {why}");
        }
    }
}
