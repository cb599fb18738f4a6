//! Where one can go: a row for each page of the navigation, and what is said after something was done.

use super::frame::Link;
use crate::engine::office::Right;
use crate::engine::scheme::model::Lang;
use crate::service::{Admitted, Needs};

/// Who goes there, where it is, and what it is called. The first that somebody may see is his home.
const PLACES: &[(Needs, &str, &str, &str)] = &[
    (MEMBER, "/my", "我的待遇", "What I can receive"),
    (MEMBER, "/my/claims", "我的申请", "My claims"),
    (MEMBER, "/my/estimate", "算一算", "Estimate"),
    (MEMBER, "/my/account", "收款账户", "My account"),
    (Needs::Right(Right::Submit), "/desk", "今日待办", "Today"),
    (Needs::Right(Right::Import), "/import", "导入结算单", "Import"),
    (Needs::Right(Right::Review), "/review", "待复核", "To review"),
    (Needs::Right(Right::KeepBooks), "/finance", "财务", "Finance"),
    (Needs::Right(Right::ManageStaff), "/office", "管理", "Administration"),
    (Needs::Right(Right::ReadAudit), "/audit", "操作日志", "Audit"),
    (Needs::Right(Right::ReadAudit), "/finance", "财务", "Finance"),
    (Needs::Right(Right::Read), "/members", "查找会员", "Members"),
];

/// What a page says on top once something was done (`?done=code` in the address to which a form leads).
const DONE: &[(&str, &str, &str)] = &[
    ("submitted", "已受理。", "The claim is handed in."),
    ("draft", "草稿已保存，尚未提交。", "The draft is kept; it is not handed in yet."),
    ("decided", "已审核，结果如下。", "The claim is decided; here is what came of it."),
    ("corrected", "已更正并重新审核。", "The claim is put right and decided anew."),
    ("held", "申请已暂停。", "The claim is held."),
    ("released", "已解除暂停。", "The hold is released."),
    ("revoked", "申请已撤销。", "The claim is taken back."),
    ("attached", "材料已上传。", "The documents are attached."),
    ("approved", "上一笔已复核通过。", "The claim before is approved."),
    ("sent-back", "上一笔已退回经办人。", "The claim before was sent back."),
    ("denied", "上一笔已复核为不予给付。", "The claim before is denied."),
    ("recused", "上一笔您已回避，由他人复核。", "You left the claim before to others."),
    ("approved-many", "所勾选的申请均已复核通过。", "All that was ticked is approved."),
    ("booked", "已记账，凭证如下。", "It is booked; this is the voucher."),
    ("reversed", "已冲销，冲销凭证如下。", "It is reversed; this is the voucher of the reversal."),
    ("closed", "已结账。", "The period is closed."),
    ("reopened", "已反结账。", "The period is open again."),
    ("changed", "已更改。", "It is changed."),
    ("added", "已新增。", "It is added."),
    ("proposed", "已提出，等待另一人确认。", "It is proposed and waits for a second person."),
    ("published", "已确认发布。", "It is published."),
    ("named", "已提出变更，等待另一人确认。", "It is named and waits for another person."),
    (
        "filed",
        "已提交，由窗口核对材料后正式受理。",
        "It is filed; the desk looks at the papers and hands it in.",
    ),
    (
        "filed-for",
        "已为他人提交，由窗口核对材料后正式受理，结果由窗口告知您。",
        "It is filed for somebody else; the desk looks at the papers, and tells you what comes of it.",
    ),
    ("appealed", "复议申请已收到。", "The appeal is taken in."),
    ("answered", "复议已答复。", "The appeal is answered."),
    (
        "named-own",
        "已提出变更，窗口确认前仍付到原账户。",
        "It is named; you are paid as before until the desk has confirmed it.",
    ),
    ("confirmed", "已确认，今后向该账户付款。", "It is confirmed; he is paid there from now on."),
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
