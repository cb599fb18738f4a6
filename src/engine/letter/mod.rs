//! Letters (通知书) to members: what was granted, refused or asked for, why, and what can be done against it.
//!
//! A letter is a value made of what was decided and of nothing else: the same matter gives the same letter, whenever it is
//! asked for. How it looks on paper is somebody else's.

mod facts;
#[cfg(test)]
mod tests;
mod text;

use serde::{Deserialize, Serialize};

use crate::engine::adjudicate::{Adjudication, Decision, LineKind, Reason, Scheme, explain};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{Word, words};
use crate::engine::money::{Fen, Rounding};
use crate::engine::office::stage::StageName;
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::said::Said;
use crate::engine::scheme::say;

words! {
    /// Which letter it is.
    LetterKind {
        Benefit "benefit" "给付通知书",
        Denial "denial" "不予给付通知书",
        Completion "completion" "补正通知书",
    }
}

/// What a letter is made of.
#[derive(Clone, Debug)]
pub struct Matter<'a> {
    /// The claim's id.
    pub claim: &'a str,
    /// The number on its receipt.
    pub receipt: i64,
    /// The book, which stands in the letter's number.
    pub book: &'a str,
    /// Who writes: the name of the office's book.
    pub office: &'a str,
    /// To whom, as he may be named to whoever reads the letter.
    pub addressee: &'a str,
    /// The account that is paid to, masked; empty where none is known.
    pub account: &'a str,
    /// Where the claim stands.
    pub stage: StageName,
    /// The day of the answer.
    pub answered: Day,
    /// Days within which it can be appealed against, and the last of them where the member was told on the day of the
    /// answer.
    pub appeal: (u32, Day),
    /// Why a reviewer denied it, where he did.
    pub because: &'a str,
    /// What it was decided from.
    pub facts: &'a Facts,
    /// What was computed; none where a reviewer denied it.
    pub adjudication: Option<&'a Adjudication>,
    /// The scheme, whose words explain it.
    pub scheme: &'a Scheme,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Which it is.
    pub kind: LetterKind,
    /// The claim's id.
    pub claim: String,
    /// Its heading.
    pub heading: Said,
    /// Its number.
    pub number: Said,
    /// To whom.
    pub addressee: String,
    /// What was decided, as the first sentences of the letter.
    pub opening: Said,
    /// What it was decided from.
    pub facts: Vec<Fact>,
    /// How the amount came about, step by step; empty where nothing is granted.
    pub lines: Vec<LetterLine>,
    /// Why nothing is granted or what is asked for; of a grant, why it is not more.
    pub reasons: Vec<LetterReason>,
    /// The clauses that lines and reasons rest on, as printed.
    pub clauses: Vec<Cited>,
    /// What is granted in all; none where nothing is.
    pub total: Option<Total>,
    /// What can be done against it; none where only something is asked for.
    pub appeal: Option<Remedy>,
    /// Notes at the end, such as that the result rests on assumed values.
    pub notes: Vec<Said>,
    /// Who writes.
    pub office: String,
    /// The day of the answer.
    pub day: Day,
}

/// Something that a claim was decided from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is called.
    pub name: Said,
    /// What it is.
    pub value: Said,
}

/// A clause, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Its number.
    pub clause: String,
    /// Its words.
    pub text: Said,
}

/// What a pool pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolPays {
    /// What it is called.
    pub pool: Said,
    /// The amount.
    pub amount: Fen,
}

/// A step of the calculation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterLine {
    /// The step in words.
    pub text: Said,
    /// The clause that it carries out.
    pub clause: Option<String>,
    /// Its result, to the fen.
    pub amount: Fen,
    /// Is it what a benefit pays, and not only a step on the way?
    pub pays: bool,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterReason {
    /// Its stable code.
    pub code: String,
    /// The reason in words, and what would satisfy.
    pub text: Said,
    /// The clauses that say so.
    pub clauses: Vec<String>,
}

/// An amount that is granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The amount.
    pub amount: Fen,
    /// The amount in words, as cheques have it.
    pub in_words: String,
    /// Of it, what each pool pays.
    pub pools: Vec<PoolPays>,
}

/// What can be done against an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Within so many days after the member was told.
    pub days: u32,
    /// The last day, where he was told on the day of the answer; inclusive.
    pub last: Day,
    /// How, in words.
    pub text: Said,
}

impl LetterKind {
    /// The letter that a stage gives rise to; none where there is no answer yet, or not any more.
    ///
    /// ```
    /// use huzhu::engine::letter::LetterKind;
    /// use huzhu::engine::office::stage::StageName;
    /// assert_eq!(LetterKind::of(StageName::Approved), Some(LetterKind::Benefit));
    /// assert_eq!(LetterKind::of(StageName::Proposed), None);
    /// ```
    pub fn of(stage: StageName) -> Option<Self> {
        match stage {
            StageName::Approved => Some(Self::Benefit),
            StageName::Denied => Some(Self::Denial),
            StageName::Pending => Some(Self::Completion),
            StageName::Draft | StageName::Submitted | StageName::Proposed | StageName::Revoked => None,
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Benefit => "Notice of benefit",
            Self::Denial => "Notice of denial",
            Self::Completion => "Request to complete a claim",
        }
    }
}

impl Letter {
    /// The letter about a matter; none where there is no answer to tell.
    pub fn of(matter: &Matter<'_>) -> Option<Self> {
        let kind = LetterKind::of(matter.stage)?;
        let edition = edition(matter)?;
        let reasons = reasons(matter);
        let lines = if kind == LetterKind::Benefit { lines(matter) } else { vec![] };
        let total = total(matter, kind, edition);
        let title = &edition.title;
        Some(Self {
            kind,
            claim: matter.claim.into(),
            heading: Said::new(
                format!("{}{}", title.get(Lang::Zh), kind.zh()),
                format!("{}: {}", kind.en(), title.get(Lang::En)),
            ),
            number: number(matter),
            addressee: matter.addressee.into(),
            opening: text::opening(matter, (kind, total.as_ref())),
            facts: facts::of(matter, edition),
            clauses: clauses(edition, &lines, &reasons),
            lines,
            reasons,
            appeal: (kind != LetterKind::Completion).then(|| text::remedy(matter)),
            notes: text::notes(matter, kind),
            total,
            office: matter.office.into(),
            day: matter.answered,
        })
    }

    /// The letter as plain text, a line for each line.
    pub fn plain(&self, lang: Lang) -> String {
        text::plain(self, lang)
    }
}

/// The edition that decided, or that is in force now.
fn edition<'m>(matter: &Matter<'m>) -> Option<&'m Edition> {
    let decided = matter.adjudication.and_then(|answer| answer.lines.iter().find_map(|line| line.edition));
    let editions = matter.scheme.editions();
    editions.iter().find(|edition| Some(edition.from()) == decided).or(editions.last())
}

fn number(matter: &Matter<'_>) -> Said {
    let (book, year, receipt) = (matter.book, matter.answered.year(), matter.receipt);
    Said::new(format!("{book}〔{year}〕{receipt}号"), format!("{book}/{year}/{receipt}"))
}

/// A sentence in both languages.
fn both(say: impl Fn(Lang) -> String) -> Said {
    Said::new(say(Lang::Zh), say(Lang::En))
}

fn lines(matter: &Matter<'_>) -> Vec<LetterLine> {
    let lines = matter.adjudication.iter().flat_map(|answer| &answer.lines);
    let line = |line: &crate::engine::adjudicate::Line| LetterLine {
        text: both(|lang| explain::line(line, matter.scheme, lang)),
        clause: line.clause.as_ref().map(ToString::to_string),
        amount: line.amount.round(Rounding::FEN_HALF_UP),
        pays: line.kind == LineKind::Pays,
    };
    lines.map(line).collect()
}

/// Of a denial and of what is asked for its reasons; of a grant what trimmed it.
fn reasons(matter: &Matter<'_>) -> Vec<LetterReason> {
    let Some(answer) = matter.adjudication else {
        let text = if matter.because.is_empty() {
            Said::new("经复核，不符合给付条件。", "On review the conditions are not met.")
        } else {
            Said::new(matter.because, matter.because)
        };
        return vec![LetterReason { code: "review".into(), text, clauses: vec![] }];
    };
    let decided: Vec<&Reason> = match &answer.decision {
        Decision::Approve { .. } => answer.notes.iter().collect(),
        Decision::Deny { reasons } | Decision::Pend { reasons } => reasons.iter().collect(),
    };
    let reason = |reason: &&Reason| LetterReason {
        code: reason.code.clone(),
        text: both(|lang| explain::reason(reason, matter.scheme, lang)),
        clauses: reason.clauses.clone(),
    };
    decided.iter().map(reason).collect()
}

/// What is cited, in the order of the notice.
fn clauses(edition: &Edition, lines: &[LetterLine], reasons: &[LetterReason]) -> Vec<Cited> {
    let of_lines = lines.iter().filter_map(|line| line.clause.as_deref());
    let cited: Vec<&str> =
        of_lines.chain(reasons.iter().flat_map(|reason| reason.clauses.iter().map(String::as_str))).collect();
    let found = edition.clauses.iter().filter(|clause| cited.contains(&clause.id.as_str()));
    let cited = found.map(|clause| Cited {
        clause: clause.id.clone(),
        text: both(|lang| clause.text.get(lang).to_owned()),
    });
    cited.collect()
}

fn total(matter: &Matter<'_>, kind: LetterKind, edition: &Edition) -> Option<Total> {
    let answer = matter.adjudication.filter(|_| kind == LetterKind::Benefit)?;
    let amount = answer.decision.amount();
    let mut pools: Vec<PoolPays> = vec![];
    for share in &answer.funding {
        let pool = edition.pools.iter().find(|pool| pool.id == share.pool);
        let label = both(|lang| pool.map_or(share.pool.as_str(), |pool| pool.label.get(lang)).to_owned());
        match pools.iter_mut().find(|known| known.pool == label) {
            Some(known) => known.amount += share.amount,
            None => pools.push(PoolPays { pool: label, amount: share.amount }),
        }
    }
    Some(Total { amount, in_words: amount.in_words(), pools })
}

/// A day in words, in both languages.
fn on(day: Day) -> Said {
    both(|lang| say::day(day, lang))
}
