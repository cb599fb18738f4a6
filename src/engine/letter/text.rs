//! The sentences of letters, and a letter as plain text.

use super::facts::colon;
use super::{Cited, Fact, Letter, LetterKind, Matter, Remedy, Total};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::say;

/// What was decided.
pub(super) fn opening(matter: &Matter<'_>, (kind, total): (LetterKind, Option<&Total>)) -> Said {
    let receipt = matter.receipt;
    match (kind, total) {
        (LetterKind::Benefit, Some(Total { amount, in_words, .. })) => Said::new(
            format!(
                "您的申请（受理号{receipt}）经审核、复核，决定给付互助金人民币{}元（大写：{in_words}）。",
                amount.grouped()
            ),
            format!(
                "Your claim (receipt {receipt}) was examined and reviewed: {} yuan is granted.",
                amount.grouped()
            ),
        ),
        (LetterKind::Benefit | LetterKind::Denial, _) => Said::new(
            format!("您的申请（受理号{receipt}）经审核、复核，决定不予给付，理由如下。"),
            format!(
                "Your claim (receipt {receipt}) was examined and reviewed: nothing is granted, for the reasons below."
            ),
        ),
        (LetterKind::Completion, _) => Said::new(
            format!("您的申请（受理号{receipt}）尚缺下列事项或材料，补正后继续审核。"),
            format!(
                "Your claim (receipt {receipt}) lacks what is listed below; it goes on when that has come."
            ),
        ),
    }
}

/// How to appeal. The term runs from the day after the member was told.
pub(super) fn remedy(matter: &Matter<'_>) -> Remedy {
    let (days, last) = matter.appeal;
    let office = matter.office;
    let text = Said::new(
        format!(
            "如对本通知有异议，可自收到之日起{days}日内向{office}申请复议；答复当日收到的，截止{}（含当日），期限届满日为非工作日的顺延至下一工作日。复议须说明理由，由未经办、未复核本申请的人员答复。",
            say::day(last, Lang::Zh)
        ),
        format!(
            "If you disagree, appeal to {office} within {days} days after you received this; if that was on the day of the answer, until {} inclusive. A term that ends on a day off ends on the next working day. Give your reasons; somebody answers who had no hand in this decision.",
            say::day(last, Lang::En)
        ),
    );
    Remedy { days, last, text }
}

/// Where it is paid to, and what the result rests on.
pub(super) fn notes(matter: &Matter<'_>, kind: LetterKind) -> Vec<Said> {
    let mut notes = vec![];
    if kind == LetterKind::Benefit && !matter.account.is_empty() {
        notes.push(Said::new(
            format!("款项将付至您登记的收款账户（{}）；账户有变的，请及时告知。", matter.account),
            format!("It is paid to your account ({}); tell us if that has changed.", matter.account),
        ));
    }
    if matter.adjudication.is_some_and(|answer| !answer.provisional.is_empty()) {
        notes.push(Said::new(
            "本结果依据暂定数值计算，办法全文公布后如有不同，将重新核算。",
            "The result rests on assumed values; should the full text of the rules differ, it is computed again.",
        ));
    }
    notes
}

/// A letter as lines of text.
pub(super) fn plain(letter: &Letter, lang: Lang) -> String {
    let mut lines = vec![
        letter.heading.get(lang).to_owned(),
        letter.number.get(lang).to_owned(),
        String::new(),
        format!("{}{}", letter.addressee, colon(lang).trim_end()),
        letter.opening.get(lang).to_owned(),
        String::new(),
    ];
    let fact = |fact: &Fact| format!("{}{}{}", fact.name.get(lang), colon(lang), fact.value.get(lang));
    lines.extend(letter.facts.iter().map(fact));
    lines.push(String::new());
    lines.extend(letter.lines.iter().map(|line| format!("- {}", line.text.get(lang))));
    lines.extend(letter.reasons.iter().map(|reason| format!("- {}", reason.text.get(lang))));
    if let Some(Total { amount, in_words, .. }) = &letter.total {
        let amount = amount.grouped();
        lines.push(lang.pick(
            format!("合计给付：人民币{amount}元（大写：{in_words}）"),
            format!("Granted in all: {amount} yuan"),
        ));
    }
    let cited = |cited: &Cited| format!("{}{}", say::clause_mark(&cited.clause, lang), cited.text.get(lang));
    lines.extend(letter.clauses.iter().map(cited));
    lines.push(String::new());
    lines.extend(letter.appeal.iter().map(|remedy| remedy.text.get(lang).to_owned()));
    lines.extend(letter.notes.iter().map(|note| note.get(lang).to_owned()));
    lines.extend([String::new(), letter.office.clone(), say::day(letter.day, lang)]);
    lines.dedup_by(|one, next| one.is_empty() && next.is_empty());
    lines.join("\n") + "\n"
}
