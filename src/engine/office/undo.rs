//! Whether an import may be taken back: only while nothing stands on what it brought.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::words::{Word, words};
use crate::engine::name::Name;
use crate::engine::scheme::said::{Said, listed};

words! {
    /// What may stand on something that an import brought.
    Stands {
        Claim "claim" "申请",
        Decision "decision" "审核结论",
        Review "review" "复核记录",
        Approval "approval" "已批准的申请",
        Payment "payment" "付款",
        Appeal "appeal" "复议",
        Hold "hold" "已核实的暂停",
        Document "document" "材料",
        Enrolment "enrolment" "后续参加记录",
        Category "category" "职工类别认定",
        Payee "payee" "其他收款人",
        Change "change" "信息变更",
    }
}

/// What stands on an import: each kind with how often, at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandsOn {
    /// The import.
    pub import: Name,
    /// What, and how often; never empty, never nought.
    pub what: Vec<(Stands, u64)>,
}

/// Lets an import be taken back when nothing that came after it rests on it. The counts are of what the import did not
/// bring itself; those of nought do no harm.
///
/// ```
/// use huzhu::engine::office::undo::{Stands, may_take_back};
/// assert!(may_take_back("i00000004", [(Stands::Claim, 0)]).is_ok());
/// let refusal = may_take_back("i00000004", [(Stands::Claim, 2), (Stands::Document, 1)]).unwrap_err();
/// assert_eq!(refusal.code(), "import-stands-under");
/// ```
///
/// # Errors
/// [`Refusal::StandsUnder`] with all that stands on it.
pub fn may_take_back(import: &str, counts: impl IntoIterator<Item = (Stands, u64)>) -> Result<(), Refusal> {
    let what: Vec<(Stands, u64)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    if what.is_empty() { Ok(()) } else { Err(Refusal::StandsUnder(StandsOn { import: import.into(), what })) }
}

impl StandsOn {
    /// The sentence: what stands on it, and what to do.
    pub fn said(&self) -> Said {
        let zh: Vec<String> =
            self.what.iter().map(|(what, count)| format!("{}{count}条", what.zh())).collect();
        let en: Vec<String> =
            self.what.iter().map(|(what, count)| format!("{} {count}", what.word())).collect();
        let (zh, en) = (listed(&zh), listed(&en));
        let import = &self.import;
        Said::new(
            format!(
                "导入{import}之后已产生{}，不能整批撤回；请先撤销或更正上述记录，或只更正有误的行。",
                zh.get(crate::engine::scheme::model::Lang::Zh)
            ),
            format!(
                "Import {import} cannot be taken back as a whole: {en} stand on it. Revoke or correct those first, or correct only the rows that are wrong."
            ),
        )
    }
}

/// What stands on an edition of a scheme that is to be withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionStands {
    /// The scheme.
    pub scheme: Name,
    /// First day of the edition.
    pub from: Day,
    /// What, and how often, in all books; never empty, never nought.
    pub what: Vec<(Stands, u64)>,
}

impl EditionStands {
    /// The sentence: what stands on it, and what to do.
    pub fn said(&self) -> Said {
        let zh: Vec<String> =
            self.what.iter().map(|(what, count)| format!("{}{count}条", what.zh())).collect();
        let en: Vec<String> =
            self.what.iter().map(|(what, count)| format!("{} {count}", what.word())).collect();
        let (zh, en) = (listed(&zh), listed(&en));
        let Self { scheme, from, .. } = self;
        Said::new(
            format!(
                "方案{scheme}自{}起的版本已有{}，不能撤下；如规则有变，请另行发布新版本。",
                zh_day(*from),
                zh.get(crate::engine::scheme::model::Lang::Zh)
            ),
            format!(
                "The edition of {scheme} from {from} cannot be withdrawn: {en} stand on it. Where the rules have changed, publish a new edition."
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Stands, may_take_back};
    use crate::engine::scheme::model::Lang;

    #[test]
    fn nothing_may_stand_on_it() {
        assert_eq!(may_take_back("i1", []), Ok(()));
        assert_eq!(may_take_back("i1", [(Stands::Claim, 0), (Stands::Review, 0)]), Ok(()));
    }

    #[test]
    fn the_sentence_says_what_stands_on_it() {
        let counts = [(Stands::Claim, 2), (Stands::Review, 0), (Stands::Change, 1)];
        let Err(Refusal::StandsUnder(stands)) = may_take_back("i00000004", counts) else {
            panic!("it stands")
        };
        assert_eq!(
            stands.said().get(Lang::Zh),
            "导入i00000004之后已产生申请2条、信息变更1条，不能整批撤回；请先撤销或更正上述记录，或只更正有误的行。"
        );
        assert!(stands.said().get(Lang::En).contains("claim 2, change 1 stand on it"));
    }
}
