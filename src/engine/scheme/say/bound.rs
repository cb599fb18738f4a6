//! Deductible, trigger, limit, minimum and top-up in words.

use super::kind::{Speaker, by_keys};
use crate::engine::scheme::model::{Bound, BoundKind, Bounded, Lang};

/// A line within a bound.
pub(super) fn bounded(line: &Bounded, s: &Speaker<'_>) -> String {
    let of = s.step(&line.of);
    let bound = bound(&line.bound, s);
    match line.kind {
        BoundKind::Deductible => s.lang.say(
            format_args!("从{of}中扣除起付线（{bound}），只计超出的部分"),
            format_args!("{of} less the deductible ({bound}): only the part above it counts"),
        ),
        BoundKind::Trigger => trigger(&of, &bound, line.exclusive, s.lang),
        BoundKind::Limit => {
            s.lang.say(format_args!("{of}，最高不超过{bound}"), format_args!("{of}, at most {bound}"))
        }
        BoundKind::Minimum => s.lang.say(
            format_args!("{of}；有给付时，最低为{bound}"),
            format_args!("{of}; when anything is paid, at least {bound}"),
        ),
        BoundKind::TopUp => s.lang.say(
            format_args!("{of}；不足{bound}时，补足至该数额"),
            format_args!("{of}, topped up to at least {bound} in any case"),
        ),
    }
}

fn trigger(of: &str, bound: &str, exclusive: bool, lang: Lang) -> String {
    let (zh, en) = if exclusive { ("超过", "is above") } else { ("达到", "reaches") };
    lang.say(
        format_args!("{of}{zh}{bound}的，按全额计；否则为零"),
        format_args!("the whole of {of} once it {en} {bound}; else nought"),
    )
}

fn bound(bound: &Bound, s: &Speaker<'_>) -> String {
    match bound {
        Bound::Line(id) => s.step(id),
        Bound::Amount(amounts) => match amounts.as_plain() {
            Some(fen) => s.yuan(*fen),
            None => by_keys(
                &s.lang.pick("规定数额".to_owned(), "the amount given".to_owned()),
                &amounts.keys(),
                s,
            ),
        },
    }
}
