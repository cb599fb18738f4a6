//! A claim out of flags: they become a file of one row, which is read as any file is.

use super::args::Args;
use super::figures::flag;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::csv_line::csv_line;
use crate::cli::stop::Stop;
use crate::engine::calendar::Day;
use crate::engine::claim::words::{DateKind, Event, Word};
use crate::engine::scheme::model::Edition;
use crate::exchange::claims::{ClaimProfile, ClaimRow, column_names, read_claims};
use crate::exchange::table::CellError;

/// What is wrong with a flag, in both languages.
pub struct Wrong {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Wrong {
    /// Two sentences.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    fn of_flag(flag: &str, error: &CellError) -> Self {
        Self::new(format!("{flag}：{}", error.zh), format!("{flag}: {}", error.en))
    }
}

/// Says what is wrong.
pub fn tell(wrong: &[Wrong], console: &mut Console) -> Outcome {
    for Wrong { zh, en } in wrong {
        let sentence = console.lang().pick(zh.clone(), en.clone());
        console.tell(sentence);
    }
    Outcome::wrong_if(true)
}

/// A column with the flag that it comes from and its cell.
struct Typed {
    column: String,
    flag: String,
    cell: String,
}

/// The claim of the flags, or all that is wrong with them.
pub fn claim(args: &Args, editions: &[&Edition], day: Day) -> Result<Result<ClaimRow, Vec<Wrong>>, Stop> {
    let typed = match typed(args, editions) {
        Ok(typed) => typed,
        Err(wrong) => return Ok(Err(vec![wrong])),
    };
    let named = [("member", "1"), ("receipt", "1")];
    let header = named.iter().map(|(c, _)| *c).chain(typed.iter().map(|t| t.column.as_str()));
    let cells = named.iter().map(|(_, c)| *c).chain(typed.iter().map(|t| t.cell.as_str()));
    let table = csv_line(header) + &csv_line(cells);
    let mut file = read_claims(table.as_bytes(), &ClaimProfile::default(), editions)
        .map_err(|why| Stop::table("--set", why))?;
    let unknown = typed.iter().filter(|t| !known(&t.column, editions)).map(|t| no_column(&t.column));
    let errors = file.errors.iter().map(|error| {
        let at = typed.iter().find(|t| t.column == error.column);
        Wrong::of_flag(at.map_or(error.column.as_str(), |t| t.flag.as_str()), error)
    });
    let wrong: Vec<Wrong> = unknown.chain(errors).collect();
    Ok(match file.claims.pop() {
        Some(row) if wrong.is_empty() => Ok(dated(row, editions, day)),
        Some(_) | None => Err(wrong),
    })
}

fn typed(args: &Args, editions: &[&Edition]) -> Result<Vec<Typed>, Wrong> {
    let mut all = Vec::new();
    let mut put = |column: &str, flag: String, cell: &str| {
        all.push(Typed { column: column.to_owned(), flag, cell: cell.to_owned() });
    };
    let fixed = [
        ("event", &args.event),
        ("category", &args.category),
        ("days", &args.days),
        ("diagnosis", &args.diagnosis),
        ("plan", &args.plan),
        ("share_units", &args.share_units),
    ];
    for (column, cell) in fixed {
        cell.iter().for_each(|cell| put(column, flag(column), cell));
    }
    args.figures.0.iter().for_each(|(word, cell)| put(word, flag(word), cell));
    for pair in &args.fact {
        let (id, cell) = pair_of("--fact", pair)?;
        if !editions.iter().flat_map(|e| &e.facts).any(|fact| is_fact(&fact.id, id) || fact.label.zh == id) {
            return Err(no_fact(id, editions));
        }
        put(id, format!("--fact {id}"), cell);
    }
    for pair in &args.set {
        let (column, cell) = pair_of("--set", pair)?;
        put(column, format!("--set {column}"), cell);
    }
    let is_set = |column: &str| args.set.iter().any(|pair| pair.starts_with(&format!("{column}=")));
    let treated = args.event.as_deref().is_none_or(|e| Event::from_word(e) == Some(Event::Treatment));
    match &args.setting {
        Some(setting) => put("setting", "--setting".into(), setting),
        None if treated && !is_set("event") && !is_set("setting") => {
            put("setting", "--setting".into(), "inpatient");
        }
        None => {}
    }
    Ok(all)
}

fn pair_of<'a>(flag: &str, pair: &'a str) -> Result<(&'a str, &'a str), Wrong> {
    pair.split_once('=')
        .map(|(key, value)| (key.trim(), value.trim()))
        .filter(|(key, _)| !key.is_empty())
        .ok_or_else(|| {
            Wrong::new(
                format!("{flag}：“{pair}”缺少等号，请写成 {flag} 名称=内容。"),
                format!("{flag}: `{pair}` has no equals sign; write {flag} key=value"),
            )
        })
}

fn is_fact(id: &str, typed: &str) -> bool {
    id.replace('_', "-").eq_ignore_ascii_case(&typed.replace('_', "-"))
}

fn no_fact(typed: &str, editions: &[&Edition]) -> Wrong {
    let mut facts: Vec<(&str, &str)> =
        editions.iter().flat_map(|e| &e.facts).map(|f| (f.id.as_str(), f.label.zh.as_str())).collect();
    facts.dedup();
    if facts.is_empty() {
        return Wrong::new(
            format!("--fact {typed}：本方案没有自己的要件；其他各列请用 --set 列名=内容。"),
            format!("--fact {typed}: the scheme declares no fact; use --set column=value for other columns"),
        );
    }
    let zh: Vec<String> = facts.iter().map(|(id, label)| format!("{id}（{label}）")).collect();
    let en: Vec<&str> = facts.iter().map(|(id, _)| *id).collect();
    Wrong::new(
        format!("--fact {typed}：本方案没有该要件，可用：{}。", zh.join("、")),
        format!("--fact {typed}: the scheme declares no such fact; there are: {}", en.join(", ")),
    )
}

/// Is a column read by anybody?
fn known(column: &str, editions: &[&Edition]) -> bool {
    let word = column.replace('-', "_");
    let is = |name: &str| name.eq_ignore_ascii_case(&word);
    column.starts_with("expense.")
        || column.starts_with("layer.")
        || column_names().any(|n| is(n.word) || n.codes.iter().any(|c| is(c)) || n.zh.contains(&column))
        || editions.iter().flat_map(|e| &e.facts).any(|f| is_fact(&f.id, column) || f.label.zh == column)
}

fn no_column(column: &str) -> Wrong {
    let near = column_names().map(|n| n.word).min_by_key(|word| strsim::damerau_levenshtein(word, column));
    let near = near.unwrap_or_default();
    Wrong::new(
        format!("--set {column}：没有这一列，是否指{near}？"),
        format!("--set {column}: there is no such column; do you mean {near}?"),
    )
}

/// The claim on a day: every date that some benefit decides by is that day, unless it is given.
fn dated(mut row: ClaimRow, editions: &[&Edition], day: Day) -> ClaimRow {
    let deciding = editions.iter().flat_map(|edition| {
        let own = edition.benefits.iter().filter_map(|benefit| benefit.decided_by);
        own.chain([edition.in_force.decided_by])
    });
    let dates = &mut row.facts.claim.dates;
    for kind in deciding.collect::<Vec<DateKind>>() {
        if dates.get(kind).is_none() {
            dates.set(kind, day);
        }
    }
    row
}
