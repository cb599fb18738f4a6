//! The edges of a scheme, made from its own bounds: each decided on every path, which must agree.

use std::fmt::Display;
use std::rc::Rc;

use super::crossings::{crossings, drivers, with_others};
use super::opening::Driver;
use super::paths::Paths;
use super::put::{Figure, Value, put_day};
use super::site::Site;
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Bound, Key, Kind, Lang};
use crate::engine::scheme::said::Said;

/// What came of the edges of a scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EdgeReport {
    /// How many claims were decided on every path.
    pub tried: usize,
    /// Where the paths disagree, or less than nothing is paid: sentences.
    pub disagreements: Vec<Said>,
    /// Benefits that no claim was found to open, so that their edges were not tried: sentences.
    pub unopened: Vec<Said>,
}

/// Claims of one owner, one after the other, with what they try.
type Sequence = (Tried, Vec<Facts>);

/// What a sequence tries. Said only where something is wrong: of thousands hardly one.
enum Tried {
    /// A value of a key.
    Key(Key, Value),
    /// An amount of a figure; none: it is not known.
    Figure(Figure, Option<Fen>),
    /// The days beside a day.
    Around(Day),
    /// No day at all.
    Dateless,
    /// One claim, time after time.
    Again,
    /// An amount at a bound or beside it: the bound's path, and where it is.
    Bound(Rc<str>, i64),
}

impl Tried {
    fn say(&self, site: &Site<'_>) -> Said {
        match self {
            Self::Key(key, value) => {
                of(site, format!("，其中{key}为{value:?}"), format!(" with {key} {value:?}"))
            }
            Self::Figure(figure, amount) => {
                let zh = amount.map_or("未知".into(), |fen| fen.to_string());
                let en = amount.map_or("unknown".into(), |fen| fen.to_string());
                of(site, format!("，其中{figure:?}为{zh}"), format!(" with {figure:?} {en}"))
            }
            Self::Around(day) => of(site, format!("在{day}前后"), format!(" around {day}")),
            Self::Dateless => of(site, "没有日期", " without a date"),
            Self::Again => of(site, "反复多次", ", time after time"),
            Self::Bound(path, bound) => {
                (format!("{path}在{bound}分及其上下"), format!("{path} at {bound} fen or beside")).into()
            }
        }
    }
}

/// Tries the edges of a scheme: at every bound, number, word and day that a rule looks at, the claim on the
/// bound and those one fen or one day beside it, alone and within the window of others.
pub fn edges(scheme: &Scheme) -> EdgeReport {
    let (mut report, mut paths) = (EdgeReport::default(), Paths::new(scheme));
    for site in Site::all(scheme) {
        match site.opening() {
            Some(base) => sequences(&site, &base).iter().for_each(|s| report.decide(&site, s, &mut paths)),
            None => report.unopened.push(of(
                &site,
                "：没有找到能适用该项待遇的申请，其边界未试算",
                ": no claim was found that opens it",
            )),
        }
    }
    report
}

impl EdgeReport {
    fn decide(&mut self, site: &Site<'_>, (tried, claims): &Sequence, paths: &mut Paths<'_>) {
        let found = paths.compare(claims);
        self.tried += found.claims;
        let sentence = |(at, fault): (usize, Said)| {
            let number = at + 1;
            tried.say(site).map(
                |name| format!("{name}，第{number}项申请：{}", fault.get(Lang::Zh)),
                |name| format!("{name}, claim {number}: {fault}"),
            )
        };
        self.disagreements.extend(found.faults.into_iter().map(sentence));
    }
}

/// What is said of a benefit after its path.
fn of(site: &Site<'_>, zh: impl Display, en: impl Display) -> Said {
    let path = site.path();
    Said::new(format!("{path}{zh}"), format!("{path}{en}"))
}

fn sequences(site: &Site<'_>, base: &Facts) -> Vec<Sequence> {
    let rich = with_others(site, base, Fen::yuan(10_000));
    let mut all = keys(site, &rich);
    all.extend(figures(site, &rich));
    all.extend(days(site, &rich));
    all.push((Tried::Again, vec![rich; repeats(site)]));
    for variant in site.variants(base) {
        all.extend(amounts(site, &variant));
    }
    all
}

fn amounts(site: &Site<'_>, base: &Facts) -> Vec<Sequence> {
    let mut all = Vec::new();
    for driver in drivers(site) {
        for others in [Fen::ZERO, Fen::yuan(10_000)] {
            let facts = with_others(site, base, others);
            for (name, bound) in crossings(site, &facts, &driver) {
                let around =
                    [bound - 1, bound, bound + 1].map(|n| within_window(site, &facts, &driver, (n, bound)));
                all.extend(around.map(|claims| (Tried::Bound(Rc::clone(&name), bound), claims)));
            }
        }
    }
    all
}

/// A claim with an amount; in the same window a fen more, then the bound again; then the same a year later.
fn within_window(site: &Site<'_>, base: &Facts, driver: &Driver, (amount, bound): (i64, i64)) -> Vec<Facts> {
    let with = |amount: i64| {
        let mut facts = base.clone();
        driver.set(&mut facts, amount, site).then_some(facts)
    };
    let later = with(amount).and_then(|mut facts| {
        put_day(&mut facts, site.day().checked_add(jiff::Span::new().years(1)).ok()?);
        Some(facts)
    });
    [with(amount), with(1), with(bound), later].into_iter().flatten().collect()
}

/// Each word and unknown; each number where something changes, and those beside it.
fn keys(site: &Site<'_>, base: &Facts) -> Vec<Sequence> {
    let mut all = Vec::new();
    for key in site.keys() {
        let mut values = site.values(&key);
        values.push(Value::Unknown);
        let beside = site.cuts(&key).into_iter().flat_map(|cut| [cut - 2, cut - 1, cut, cut + 1]);
        values.extend(beside.filter(|n| *n >= 0).map(Value::Number));
        let of_words = is_word(&values[0]);
        for value in values.into_iter().filter(|v| is_word(v) == of_words || *v == Value::Unknown) {
            let mut facts = base.clone();
            site.sight().put(&mut facts, &key, &value);
            all.push((Tried::Key(key.clone(), value), vec![facts.clone(), facts]));
        }
    }
    all
}

fn is_word(value: &Value) -> bool {
    matches!(value, Value::Word(_))
}

/// Each figure missing, nought, one fen, below nought.
fn figures(site: &Site<'_>, base: &Facts) -> Vec<Sequence> {
    let mut all = Vec::new();
    for figure in site.figures() {
        for amount in [None, Some(Fen::ZERO), Some(Fen::FEN), Some(-Fen::FEN), Some(Fen::yuan(10_000_000))] {
            let mut facts = base.clone();
            figure.put(&mut facts, amount);
            all.push((Tried::Figure(figure.clone(), amount), vec![facts.clone(), base.clone(), facts]));
        }
    }
    all
}

/// The first and last days in force and of a year, and the days beside them; no day at all.
fn days(site: &Site<'_>, base: &Facts) -> Vec<Sequence> {
    let span = site.edition().in_force.span;
    let year = site.edition().in_force.year;
    let ends = (1..=12).filter_map(|month| Day::new(site.day().year(), month, 1).ok());
    let new_year = ends.into_iter().find(|day| i32::from(day.month()) * 100 + 1 >= year.month_day());
    let turns = [Some(span.from()), span.to().and_then(|to| to.tomorrow().ok()), new_year];
    let mut all = Vec::new();
    for turn in turns.into_iter().flatten() {
        let beside = [-1, 0, 1].map(|n| turn.checked_add(jiff::Span::new().days(n)).ok());
        let claims = beside.into_iter().flatten().map(|day| {
            let mut facts = base.clone();
            put_day(&mut facts, day);
            facts
        });
        all.push((Tried::Around(turn), claims.collect()));
    }
    let mut dateless = base.clone();
    dateless.claim.dates = crate::engine::claim::Dates::default();
    all.push((Tried::Dateless, vec![dateless]));
    all
}

/// So often that a number of times, or a limit over constant amounts, is used up.
fn repeats(site: &Site<'_>) -> usize {
    let benefit = site.benefit();
    let times = benefit.at_most.as_ref().map_or(0, |most| usize::from(most.times));
    let limits = benefit.lines.iter().filter_map(|line| match &line.kind {
        Kind::Bound(bound) => match &bound.bound {
            Bound::Amount(table) => table.rows.iter().map(|row| row.value).max(),
            Bound::Line(_) => None,
        },
        _ => None,
    });
    let constant = benefit.lines.iter().filter_map(|line| match &line.kind {
        Kind::Amount(a) => a.amount.rows.iter().map(|row| row.value).filter(|fen| *fen > Fen::ZERO).min(),
        _ => None,
    });
    let turns = limits.max().zip(constant.min()).map_or(0, |(limit, one)| limit.get() / one.get());
    (times.max(usize::try_from(turns).unwrap_or(0)) + 2).clamp(3, 40)
}
