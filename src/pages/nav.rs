//! Where one can go: a row for each page of the navigation, and what is said after something was done.

use super::frame::Link;
use crate::engine::office::Right;
use crate::engine::scheme::model::Lang;
use crate::service::{Admitted, Needs};

/// Who goes there, where it is, and what it is called. The first that somebody may see is his home.
const PLACES: &[(Needs, &str, &str, &str)] = &[
    (Needs::Right(Right::Submit), "/desk", "今日待办", "Today"),
    (Needs::Right(Right::Read), "/members", "查找会员", "Members"),
];

/// What a page says on top once something was done (`?done=code` in the address to which a form leads).
const DONE: &[(&str, &str, &str)] = &[
    ("password", "密码已修改。", "The password is changed."),
    ("second-factor", "动态验证码已启用。", "The second factor is set up."),
];

/// What somebody may go to; the longest path that the page's own begins with is where he is.
pub(super) fn links(admitted: &Admitted, lang: Lang, here: &str) -> Vec<Link> {
    let open = PLACES.iter().filter(|(needs, ..)| may(admitted, *needs));
    let mut links: Vec<Link> =
        open.map(|(_, path, zh, en)| Link { path, label: lang.pick(zh, en), is_here: false }).collect();
    let within =
        |path: &str| here == path || here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    if let Some(link) = links.iter_mut().filter(|link| within(link.path)).max_by_key(|link| link.path.len()) {
        link.is_here = true;
    }
    links
}

/// Where somebody begins.
pub(super) fn home(admitted: &Admitted) -> &'static str {
    PLACES.iter().find(|(needs, ..)| may(admitted, *needs)).map_or("/account", |(_, path, ..)| path)
}

/// Is a page open to somebody?
fn may(admitted: &Admitted, needs: Needs) -> bool {
    match needs {
        Needs::Nobody | Needs::Somebody => true,
        Needs::Right(right) => admitted.may(right),
        Needs::OwnOr(_) => admitted.acting.is_none(),
    }
}

/// The sentence of a code; empty for one that nobody knows.
pub(super) fn done(code: &str, lang: Lang) -> &'static str {
    DONE.iter().find(|(known, ..)| *known == code).map_or("", |(_, zh, en)| lang.pick(*zh, *en))
}

/// A page of members only.
pub(super) const MEMBER: Needs = Needs::OwnOr(Right::Read);
