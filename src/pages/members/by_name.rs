//! Looking for a member by name: names are sealed, so that those of one employer are opened, or of a small office.

use crate::pages::typed::Typed;
use crate::service::{Looking, Problem};
use crate::store::employer;
use crate::store::member::shown::{self, Shown};

/// So many names are opened at most; a larger office names the employer too.
const OPENED: i64 = 3_000;
/// So many are shown.
const MOST: usize = 50;

/// The members whose name has these characters, of employers that are called so; none where something is wrong, which is
/// noted at its field.
pub(super) async fn of(office: &Looking, form: &mut Typed) -> Result<Vec<Shown>, Problem> {
    let name = form.needed("name", ("请填写姓名。", "Write a name."));
    let called = form.text("employer");
    if !form.is_fine() {
        return Ok(vec![]);
    }
    let all = employer::list(office.store(), office.scope(), &office.book).await?;
    let within: Vec<_> = all.iter().filter(|one| called.is_empty() || one.name.contains(&called)).collect();
    if within.is_empty() {
        form.fault("employer", ("没有这个单位，请核对名称。", "There is no such employer; check its name."));
    } else if within.iter().map(|one| one.members).sum::<i64>() > OPENED {
        let said = (
            "会员较多，请写明单位名称后再按姓名查找。",
            "There are many members: name the employer as well.",
        );
        form.fault("employer", said);
    }
    let mut found = vec![];
    for one in within.into_iter().filter(|_| form.is_fine()) {
        let members = (one.id.as_str(), "", OPENED);
        let read = shown::list(office.store(), office.scope(), &office.book, members).await?;
        found.extend(read.into_iter().filter(|member| member.name.contains(&name)));
    }
    found.truncate(MOST);
    if found.is_empty() && form.is_fine() {
        form.fault("name", ("没有找到这个姓名的会员，请核对。", "Nobody of that name was found; check it."));
    }
    Ok(found)
}
