//! Named rights: one for each kind of act, and which roles have it.

use super::role::Role;
use crate::engine::claim::words::{Word, words};
use serde::{Deserialize, Serialize};

words! {
    /// What somebody may do.
    Right {
        Read "read" "查询",
        Enrol "enrol" "办理参加、转移、续保和退出",
        EditMember "edit-member" "维护会员信息",
        MergeMembers "merge-members" "合并重复会员、更正证件号码",
        ChangeAccount "change-account" "变更收款账户",
        ConfirmAccount "confirm-account" "确认收款账户变更",
        Submit "submit" "受理申请和上传材料",
        Decide "decide" "审核申请",
        Correct "correct" "更正和撤销申请",
        Import "import" "导入名册和结算单",
        UndoImport "undo-import" "撤回导入",
        Review "review" "复核",
        Hold "hold" "暂停申请",
        Release "release" "解除暂停",
        FileAppeal "file-appeal" "受理复议",
        AnswerAppeal "answer-appeal" "答复复议",
        SeeDiagnosis "see-diagnosis" "查看诊断",
        SeeInFull "see-in-full" "查看完整证件号码和账号",
        Pay "pay" "付款",
        Reconcile "reconcile" "对账",
        KeepBooks "keep-books" "记账",
        CloseBooks "close-books" "结账和反结账",
        ProposeScheme "propose-scheme" "拟发布方案",
        ConfirmScheme "confirm-scheme" "确认发布方案",
        ManageStaff "manage-staff" "管理机构、人员和权限",
        SetPolicies "set-policies" "设定办理规定",
        Export "export" "导出数据",
        Maintain "maintain" "备份、更换密钥和清理",
        ReadAudit "read-audit" "查看操作日志",
    }
}

impl Role {
    /// The rights of a role. Those that need two people are given to a role twice over on purpose: [`super::Involved`]
    /// sees to it that they are not the same.
    pub fn rights(self) -> &'static [Right] {
        match self {
            Self::Clerk => &[
                Right::Read,
                Right::Enrol,
                Right::EditMember,
                Right::MergeMembers,
                Right::ChangeAccount,
                Right::Submit,
                Right::Decide,
                Right::Correct,
                Right::Import,
                Right::UndoImport,
                Right::Hold,
                Right::FileAppeal,
                Right::SeeInFull,
            ],
            Self::Reviewer => &[
                Right::Read,
                Right::Review,
                Right::Hold,
                Right::Release,
                Right::AnswerAppeal,
                Right::ConfirmAccount,
                Right::SeeDiagnosis,
                Right::SeeInFull,
                Right::Export,
            ],
            Self::Finance => &[
                Right::Read,
                Right::Pay,
                Right::Reconcile,
                Right::KeepBooks,
                Right::CloseBooks,
                Right::Hold,
                Right::Export,
            ],
            Self::Administrator => &[
                Right::Read,
                Right::ProposeScheme,
                Right::ConfirmScheme,
                Right::ManageStaff,
                Right::SetPolicies,
                Right::Export,
                Right::Maintain,
            ],
            Self::Auditor => &[Right::Read, Right::ReadAudit, Right::Export],
        }
    }
}

impl Right {
    /// The roles that have it.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().map(|(_, role, _)| *role).filter(move |role| role.rights().contains(&self))
    }
}

#[cfg(test)]
mod tests {
    use super::{Right, Role, Word};

    #[test]
    fn every_right_is_somebodys_and_checking_is_no_clerks() {
        for (word, right, _) in Right::ALL {
            assert!(right.roles().next().is_some(), "nobody may {word}");
        }
        // (right, the roles that have it)
        let table: [(Right, &[Role]); 6] = [
            (Right::Decide, &[Role::Clerk]),
            (Right::Review, &[Role::Reviewer]),
            (Right::Release, &[Role::Reviewer]),
            (Right::Pay, &[Role::Finance]),
            (Right::ManageStaff, &[Role::Administrator]),
            (Right::ReadAudit, &[Role::Auditor]),
        ];
        for (right, roles) in table {
            assert_eq!(right.roles().collect::<Vec<_>>(), roles, "{right:?}");
        }
    }

    #[test]
    fn an_auditor_changes_nothing() {
        let reading = [Right::Read, Right::ReadAudit, Right::Export];
        assert!(Role::Auditor.rights().iter().all(|right| reading.contains(right)));
    }
}
