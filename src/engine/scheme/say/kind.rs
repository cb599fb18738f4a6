//! One sentence for each kind of line.

use super::bound::bounded;
use super::condition::{en_unit, zh_unit};
use super::key::key_name;
use super::line::step_name;
use super::list::all_of;
use super::measure::measures;
use super::money::{amount, ratio, rounding, times};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{
    Bands, Benefit, CountLine, Edition, Extreme, Key, Keyed, Kind, Lang, Portion, Proportion, Reading,
    ResultOf, Sum,
};

/// Who speaks of what, in which language.
pub(super) struct Speaker<'a> {
    pub benefit: &'a Benefit,
    pub edition: &'a Edition,
    pub lang: Lang,
}

impl Speaker<'_> {
    pub fn step(&self, id: &str) -> String {
        step_name(id, self.benefit, self.lang)
    }

    pub fn yuan(&self, fen: Fen) -> String {
        amount(fen, self.edition, self.lang)
    }

    fn steps(&self, ids: &[String]) -> String {
        all_of(&ids.iter().map(|id| self.step(id)).collect::<Vec<_>>(), self.lang)
    }
}

/// What a line computes, without a full stop; figures of tables are left to the table.
pub(super) fn kind(kind: &Kind, s: &Speaker<'_>) -> String {
    match kind {
        Kind::Amount(a) => fixed(&a.amount, s),
        Kind::Measure(m) => {
            let of = measures(&m.of, s.edition, s.lang);
            s.lang.say(format_args!("取本次申请的{of}"), format_args!("{of} of the claim"))
        }
        Kind::Sum(line) => sum(line, s),
        Kind::Portion(line) => portion(line, s),
        Kind::Bands(line) => bands(line, s),
        Kind::Count(line) => count(line, s),
        Kind::Proportion(line) => proportion(line, s),
        Kind::Extreme(line) => extreme(line, s),
        Kind::Result(of) => result(of, s),
        Kind::Bound(line) => bounded(line, s),
        Kind::SoFar { of } => {
            let of = s.step(of);
            s.lang.say(
                format_args!("{of}截至本次的累计额"),
                format_args!("the total of {of} up to and including this claim"),
            )
        }
        Kind::Round { of, rule } => {
            let (of, how) = (s.step(of), rounding(*rule, s.edition, s.lang));
            s.lang.say(format_args!("{of}{how}"), format_args!("{of}, {how}"))
        }
    }
}

/// “… by category and age”: a value that a table holds.
pub(super) fn by_keys(what: &str, keys: &[Key], s: &Speaker<'_>) -> String {
    let names = key_names(keys, s);
    s.lang.say(format_args!("按{names}确定的{what}"), format_args!("{what} by {names}"))
}

fn key_names(keys: &[Key], s: &Speaker<'_>) -> String {
    let names: Vec<String> = keys.iter().map(|k| key_name(k, s.edition, s.lang)).collect();
    all_of(&names, s.lang)
}

fn fixed(amounts: &Keyed<Fen>, s: &Speaker<'_>) -> String {
    match amounts.as_plain() {
        Some(fen) => {
            s.lang.say(format_args!("定额{}", s.yuan(*fen)), format_args!("a fixed {}", s.yuan(*fen)))
        }
        None => by_keys(s.lang.pick("定额", "a fixed amount"), &amounts.keys(), s),
    }
}

fn sum(line: &Sum, s: &Speaker<'_>) -> String {
    if !line.difference {
        let of = s.steps(&line.of);
        return s.lang.say(format_args!("{of}相加"), format_args!("the sum of {of}"));
    }
    let (first, others) = line.of.split_first().map_or((String::new(), &[][..]), |(f, o)| (s.step(f), o));
    let others = s.steps(others);
    let below = if line.signed {
        s.lang.pick("可为负数", "which may be below nought")
    } else {
        s.lang.pick("不足零的按零计", "not below nought")
    };
    s.lang.say(format_args!("{first}减去{others}，{below}"), format_args!("{first} less {others}, {below}"))
}

fn portion(line: &Portion, s: &Speaker<'_>) -> String {
    let of = s.step(&line.of);
    let Some(share) = line.ratio.as_plain() else {
        let what =
            if line.times { s.lang.pick("倍数", "a multiple") } else { s.lang.pick("比例", "a share") };
        let how = by_keys(what, &line.ratio.keys(), s);
        return s.lang.say(format_args!("{of}乘以{how}"), format_args!("{of} times {how}"));
    };
    match (line.times, s.lang) {
        (true, Lang::Zh) => format!("{of}的{}", times(*share, s.lang)),
        (true, Lang::En) => format!("{of} times {}", times(*share, s.lang)),
        (false, Lang::Zh) => format!("{of}的{}", ratio(*share)),
        (false, Lang::En) => format!("{} of {of}", ratio(*share)),
    }
}

fn bands(line: &Bands, s: &Speaker<'_>) -> String {
    let of = s.step(&line.of);
    let finder = line.found_by.as_deref().map_or_else(|| of.clone(), |id| s.step(id));
    let text = match line.reading {
        Reading::Marginal => s.lang.say(
            format_args!("将{of}分段，每段只对落入本段的部分按本段比例计算，再相加"),
            format_args!("{of} by bands, each paying its share of the part that falls into it"),
        ),
        Reading::Whole => s.lang.say(
            format_args!("按{finder}所在的一档，对{of}全额按该档比例计算"),
            format_args!("the share of the one band that {finder} falls into, of the whole of {of}"),
        ),
        Reading::Fixed => s.lang.say(
            format_args!("按{finder}所在的一档，给付该档定额"),
            format_args!("the fixed sum of the one band that {finder} falls into"),
        ),
    };
    let keys = line.bands.keys();
    if keys.is_empty() {
        return text;
    }
    let names = key_names(&keys, s);
    s.lang.say(
        format_args!("{text}；分段标准按{names}确定"),
        format_args!("{text}; the bands depend on {names}"),
    )
}

fn count(line: &CountLine, s: &Speaker<'_>) -> String {
    let mut parts = vec![for_each(line, s)];
    let units = |n: u16| s.lang.pick(format!("{n}{}", zh_unit(&line.count)), n.to_string());
    if line.after > 0 {
        let n = units(line.after);
        parts.push(s.lang.say(format_args!("前{n}不计"), format_args!("the first {n} not paid")));
    }
    if let Some(from) = line.all_from {
        let n = units(from);
        parts.push(s.lang.say(
            format_args!("达到{n}的，前面不计的部分一并计算"),
            format_args!("those first ones paid as well once there are {n}"),
        ));
    }
    if let Some(most) = line.most {
        let n = units(most);
        parts.push(s.lang.say(format_args!("最多计{n}"), format_args!("at most {n}")));
    }
    parts.join(s.lang.pick("，", ", "))
}

/// 按住院天数计，每天40元; what has no unit is multiplied.
fn for_each(line: &CountLine, s: &Speaker<'_>) -> String {
    let name = key_name(&line.count, s.edition, s.lang);
    let each = match line.each.as_plain() {
        Some(fen) => s.yuan(*fen),
        None => by_keys(s.lang.pick("定额", "an amount"), &line.each.keys(), s),
    };
    match (zh_unit(&line.count), en_unit(&line.count, 1)) {
        ("", _) | (_, "") => {
            s.lang.say(format_args!("{name}乘以{each}"), format_args!("{name} times {each}"))
        }
        (zh, en) => {
            s.lang.say(format_args!("按{name}计，每{zh}{each}"), format_args!("{each} for each{en} ({name})"))
        }
    }
}

fn proportion(line: &Proportion, s: &Speaker<'_>) -> String {
    let (of, part, whole) = (s.step(&line.of), s.step(&line.part), s.step(&line.whole));
    s.lang.say(
        format_args!("{of}乘以{part}再除以{whole}；除数为零时为零"),
        format_args!("{of} in the proportion of {part} to {whole}; nought where the latter is nought"),
    )
}

fn extreme(line: &Extreme, s: &Speaker<'_>) -> String {
    let of = s.steps(&line.of);
    let which = if line.greatest {
        s.lang.pick("最大者", "the greatest")
    } else {
        s.lang.pick("最小者", "the least")
    };
    s.lang.say(format_args!("取{of}中的{which}"), format_args!("{which} of {of}"))
}

fn result(of: &ResultOf, s: &Speaker<'_>) -> String {
    match of {
        ResultOf::Benefit(id) => {
            let label = s.edition.benefit(id).map_or(id.as_str(), |b| b.label.get(s.lang));
            s.lang.say(
                format_args!("取待遇“{label}”对本次申请的给付额"),
                format_args!("what the benefit “{label}” paid on the claim"),
            )
        }
        ResultOf::Scheme(id) => s.lang.say(
            format_args!("取方案“{id}”对本次申请的给付额"),
            format_args!("what the scheme “{id}” paid on the claim"),
        ),
    }
}
