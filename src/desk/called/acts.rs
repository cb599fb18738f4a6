//! What is done in the office, and why it is refused, as the audit page and the books call it: one table of each.

use crate::engine::scheme::model::Lang;

/// A code, in Chinese and in English.
type Row = (&'static str, &'static str, &'static str);

/// All that stands in the audit chain as an act.
const ACTS: &[Row] = &[
    ("submit", "受理申请", "handed in a claim"),
    ("file-own", "会员自助申请", "a member filed a claim"),
    ("attach-own", "会员自助上传材料", "a member attached a document"),
    ("appeal-own", "会员自助申请复议", "a member appealed"),
    ("name-own-account", "会员自助变更收款账户", "a member named another account"),
    ("hand-in", "提交草稿", "handed in a draft"),
    ("attach", "上传申请材料", "attached a document"),
    ("attach-to-member", "上传会员材料", "attached a document to a member"),
    ("decide", "审核申请", "decided a claim"),
    ("review", "复核申请", "reviewed a claim"),
    ("correct", "更正申请", "put a claim right"),
    ("revoke", "撤销申请", "took a claim back"),
    ("hold", "暂停申请", "held a claim"),
    ("release", "解除暂停", "released a claim"),
    ("appeal", "受理复议", "took in an appeal"),
    ("answer-appeal", "答复复议", "answered an appeal"),
    ("import-settlements", "导入结算单", "imported settlements"),
    ("take-back", "撤回导入", "took an import back"),
    ("enrol", "办理参加", "enrolled"),
    ("enrol-roster", "名册参加", "enrolled a roster"),
    ("renew", "续保", "renewed"),
    ("leave", "办理退出", "ended a cover"),
    ("transfer", "转移单位", "moved a member to another employer"),
    ("add-employer", "新增单位", "added an employer"),
    ("change-employer", "更改单位", "changed an employer"),
    ("join-household", "登记家庭", "joined a household"),
    ("declare-relative", "登记亲属", "declared a relative"),
    ("categorise", "认定人员类别", "put into a category"),
    ("end-category", "终止人员类别", "ended a category"),
    ("merge-members", "合并会员", "merged members"),
    ("correct-identity", "更正证件", "corrected an identity document"),
    ("change-account", "提出变更收款账户", "named another account"),
    ("confirm-account", "确认收款账户", "confirmed an account"),
    ("name-payee", "提出代领人", "named a payee"),
    ("confirm-payee", "确认代领人", "confirmed a payee"),
    ("end-payee", "终止代领人", "ended a payee"),
    ("set-code", "设定会员查询码", "set a member's code"),
    ("give-access", "开通会员登录", "gave a member access"),
    ("reveal-member", "查看会员完整信息", "saw a member in full"),
    ("keep-books", "记账", "booked"),
    ("open-balances", "录入期初余额", "opened balances"),
    ("reverse", "冲销凭证", "reversed a voucher"),
    ("pay-waiting", "补付待付款", "funded what waited"),
    ("carry-forward", "年末结转", "carried forward"),
    ("close-period", "结账", "closed a period"),
    ("reopen-period", "反结账", "reopened a period"),
    ("propose-scheme", "提出发布方案", "proposed a scheme"),
    ("confirm-scheme", "确认发布方案", "confirmed a scheme"),
    ("withdraw-scheme", "撤回方案", "withdrew a scheme"),
    ("set-policy", "设定办理规定", "set a policy"),
    ("init", "建立机构", "founded the office"),
    ("add-organisation", "新增机构", "added an organisation"),
    ("appoint", "任用人员", "appointed somebody"),
    ("relieve", "免去岗位", "relieved somebody"),
    ("deputise", "指定代班", "named a deputy"),
    ("change-staff", "更改人员状态", "changed a person of the staff"),
    ("log-in", "登录", "logged in"),
    ("change-password", "修改密码", "changed the own password"),
    ("reset-password", "重置密码", "reset a password"),
    ("set-up-second-factor", "启用动态验证码", "set up a second factor"),
    ("export", "导出数据", "exported data"),
    ("back-up", "备份", "backed up"),
    ("sweep", "清理文件", "swept files"),
    ("rotate-keys", "更换密钥", "rotated the keys"),
    ("reseal", "重新加密", "sealed anew"),
];

/// All for which something is refused.
const REFUSALS: &[Row] = &[
    ("not-found", "没有找到", "not found"),
    ("no-right", "没有权限", "no right"),
    ("not-active", "账号未启用", "not active"),
    ("maker-is-checker", "经办人不能自行复核", "the maker checks"),
    ("must-recuse", "须回避", "must recuse"),
    ("review-complete", "复核已完成", "the review is complete"),
    ("review-given", "已复核过", "reviewed before"),
    ("level-not-needed", "无需该级审批", "the level is not needed"),
    ("level-not-held", "无该级审批权限", "the level is not held"),
    ("wrong-stage", "状态不符", "wrong stage"),
    ("held", "已暂停", "held"),
    ("not-held", "未暂停", "not held"),
    ("key-reused", "编号重复使用", "the key was used before"),
    ("stale", "已被他人更改", "changed by somebody else"),
    ("field", "填写有误", "a field is wrong"),
    ("duplicate-identity", "证件重复", "the identity is there already"),
    ("member-not-active", "会员已停用", "the member is not active"),
    ("merge", "不能合并", "cannot be merged"),
    ("period-overlaps", "期间重叠", "periods overlap"),
    ("enrolment", "不能参加", "cannot enrol"),
    ("not-enrolled", "未参加", "not enrolled"),
    ("no-edition", "无适用版本", "no edition in force"),
    ("scheme-faulty", "方案有误", "the scheme is faulty"),
    ("already-published", "已发布", "published already"),
    ("appeal-open", "复议未答复", "an appeal is open"),
    ("too-late", "已过期限", "too late"),
    ("document-too-large", "文件过大", "the document is too large"),
    ("document-type", "文件类型不支持", "the type of document is not known"),
    ("file-seen", "文件已导入", "the file was taken in before"),
    ("already-undone", "已撤回", "taken back already"),
    ("import-undone", "导入已撤回", "the import was taken back"),
    ("import-stands-under", "已有后续办理", "something rests on the import"),
    ("edition-stands-under", "版本已被使用", "something rests on the edition"),
    ("pool-short", "资金池余额不足", "the pool is short"),
    ("bank-short", "银行余额不足", "the bank account is short"),
    ("amount-beyond", "金额超出上限", "the amount is beyond all bounds"),
    ("amount-not-positive", "金额须大于零", "the amount is not above nought"),
    ("document-missing", "缺少依据单据", "a document is missing"),
    ("more-than-there-is", "超出可记金额", "more than there is"),
    ("period-closed", "会计期间未开放", "the period is closed"),
    ("period-move", "期间不能变更", "the period cannot be moved"),
    ("period-checklist", "结账检查未通过", "the checks for closing fail"),
    ("voucher-not-reversible", "凭证不能冲销", "the voucher cannot be reversed"),
    ("pool-earmarked", "专款专用", "the pool is earmarked"),
    ("reserve-bound", "超出储备金限额", "beyond what the reserve may take or give"),
    ("pool-has-entries", "资金池已有记账", "the pool has entries"),
    ("login-failed", "登录失败", "the login failed"),
    ("other-site", "来自其他网站", "from another site"),
    ("change-password", "须先修改密码", "the password must be changed first"),
    ("set-up-second-factor", "须先启用动态验证码", "a second factor must be set up first"),
];

/// What an act is called; a page or an operation that was refused at the door has no name of its own.
pub fn act(lang: Lang, code: &str) -> &'static str {
    called(lang, ACTS, code).unwrap_or_else(|| lang.pick("打开页面或接口", "opened a page or an operation"))
}

/// What a refusal is called.
pub fn refusal(lang: Lang, code: &str) -> &'static str {
    called(lang, REFUSALS, code).unwrap_or_else(|| lang.pick("被拒绝", "refused"))
}

/// All acts as choices, after one that stands for all of them.
pub fn choices(lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), lang.pick("全部", "all").to_owned());
    let acts = ACTS.iter().map(|(code, zh, en)| ((*code).to_owned(), lang.pick(*zh, *en).to_owned()));
    std::iter::once(all).chain(acts).collect()
}

fn called(lang: Lang, rows: &[Row], code: &str) -> Option<&'static str> {
    rows.iter().find(|(known, ..)| *known == code).map(|(_, zh, en)| lang.pick(*zh, *en))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{ACTS, REFUSALS, Row};

    /// All sources of the crate, below a folder.
    fn sources(folder: &Path, all: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("pages/deeds.rs") {
                all.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// The texts between quotes that follow something in a source.
    fn after<'s>(source: &'s str, what: &str) -> impl Iterator<Item = &'s str> {
        source.split(what).skip(1).filter_map(|rest| rest.split_once('"').map(|(text, _)| text))
    }

    fn lacking(rows: &[Row], wanted: &BTreeSet<&str>) -> Vec<String> {
        let known: BTreeSet<&str> = rows.iter().map(|(code, ..)| *code).collect();
        assert_eq!(known.len(), rows.len(), "a code stands there twice");
        let more = known.difference(wanted).map(|code| format!("{code} is nobody's"));
        wanted.difference(&known).map(|code| format!("{code} has no name")).chain(more).collect()
    }

    #[test]
    fn every_act_has_a_name_and_every_name_an_act() {
        let mut all = vec![];
        sources(Path::new("src"), &mut all);
        let acts: BTreeSet<&str> = all
            .iter()
            .flat_map(|source| {
                after(source, "const NAME: &'static str = \"")
                    .chain(after(source, " act: \""))
                    .chain(after(source, "note(app, admitted, \""))
            })
            .collect();
        assert_eq!(lacking(ACTS, &acts), Vec::<String>::new());
    }

    #[test]
    fn every_refusal_has_a_name() {
        let folder = [
            "src/engine/office/refusal/mod.rs",
            "src/engine/office/stage/illegal.rs",
            "src/engine/ledger/refusal.rs",
        ];
        let all = folder.map(|path| std::fs::read_to_string(path).unwrap());
        let mut codes: BTreeSet<&str> = all
            .iter()
            .flat_map(|source| {
                after(source.split_once("fn code(").unwrap().1.split_once("\n    }\n").unwrap().0, "=> \"")
            })
            .collect();
        codes.extend(["login-failed", "other-site", "change-password", "set-up-second-factor"]);
        assert_eq!(lacking(REFUSALS, &codes), Vec::<String>::new());
    }
}
