//! The columns of a claims file: our word, the national codes and the Chinese names of each.

use crate::engine::claim::component::COMPONENTS;
use crate::engine::claim::words::DateKind;

/// What a column says, amounts and the scheme's own facts aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Receipt,
    Member,
    Household,
    Employer,
    EmployerSize,
    CertType,
    IdNumber,
    Birth,
    Sex,
    Category,
    CategoryFrom,
    CategoryTo,
    Verified,
    Insurance,
    Service,
    Relation,
    Event,
    Setting,
    Date(DateKind),
    Submitted,
    Place,
    InsuredArea,
    CareArea,
    HospitalLevel,
    Admission,
    AdmissionNumber,
    Days,
    Severity,
    Diagnosis,
    Invoice,
    BillCode,
    SettlementId,
    Refund,
    Reverses,
    Valid,
    Plan,
    Covered,
    EnrolledFrom,
    EnrolledTo,
    DaysEnrolled,
    Joining,
    ShareUnits,
    Ignored,
}

/// A column and the names by which files call it.
#[derive(Clone, Copy, Debug)]
pub struct ColumnName {
    /// Our word.
    pub word: &'static str,
    /// Field codes of the national platform.
    pub codes: &'static [&'static str],
    /// Chinese names.
    pub zh: &'static [&'static str],
}

macro_rules! columns {
    ($($field:expr, $word:literal [$($code:literal)*] [$($zh:literal)*];)+) => {
        &[$(($field, ColumnName { word: $word, codes: &[$($code),*], zh: &[$($zh),*] }),)+]
    };
}

const COLUMNS: &[(Field, ColumnName)] = columns! {
    Field::Receipt, "receipt" [] ["受理编号" "受理号"];
    Field::Member, "member" ["psn_no"] ["会员编号" "人员编号" "会员号" "会员"];
    Field::Household, "household" [] ["家庭编号" "户号" "户编号"];
    Field::Employer, "employer" ["emp_no"] ["单位" "单位编号"];
    Field::EmployerSize, "employer_size" [] ["单位职工人数" "单位人数"];
    Field::CertType, "cert_type" ["psn_cert_type"] ["证件类型"];
    Field::IdNumber, "id_number" ["certno"] ["身份证号" "身份证号码" "证件号码" "公民身份号码"];
    Field::Birth, "birth" ["brdy"] ["出生日期"];
    Field::Sex, "sex" ["gend"] ["性别"];
    Field::Category, "category" [] ["职工类别"];
    Field::CategoryFrom, "category_from" [] ["职工类别起始日期"];
    Field::CategoryTo, "category_to" [] ["职工类别截止日期"];
    Field::Verified, "verified" [] ["认定日期" "核查日期"];
    Field::Insurance, "insurance" ["insutype"] ["险种" "险种类型"];
    Field::Service, "service" ["psn_type"] ["人员状态" "人员类别"];
    Field::Relation, "relation" [] ["患者身份"];
    Field::Event, "event" [] ["事由"];
    Field::Setting, "setting" ["med_type"] ["就医类别" "医疗类别"];
    Field::Date(DateKind::Admission), "admission_date" ["begndate"] ["入院日期" "入院时间"];
    Field::Date(DateKind::Discharge), "discharge_date" ["enddate"] ["出院日期" "出院时间"];
    Field::Date(DateKind::Settlement), "settlement_date" ["setl_time"] ["结算时间" "结算日期"];
    Field::Date(DateKind::Diagnosis), "diagnosis_date" [] ["确诊日期"];
    Field::Date(DateKind::Accident), "accident_date" [] ["事故日期"];
    Field::Date(DateKind::Death), "death_date" [] ["身故日期"];
    Field::Date(DateKind::Grant), "grant_date" [] ["发放日期"];
    Field::Submitted, "submitted" [] ["申请日期"];
    Field::Place, "place" [] ["就医地"];
    Field::InsuredArea, "insured_area" ["insu_admdvs"] ["参保地区划" "参保地医保区划"];
    Field::CareArea, "care_area" ["fix_blng_admdvs"] ["就医地区划" "定点归属医保区划"];
    Field::HospitalLevel, "hospital_level" ["hosp_lv"] ["医院等级"];
    Field::Admission, "admission" ["mdtrt_id"] ["就诊ID"];
    Field::AdmissionNumber, "admission_number" [] ["住院次数"];
    Field::Days, "days" [] ["住院天数"];
    Field::Severity, "severity" [] ["病情程度"];
    Field::Diagnosis, "diagnosis" ["diag_code"] ["诊断编码" "疾病编码" "诊断代码"];
    Field::Invoice, "invoice" ["bill_no"] ["票据号码" "发票号码"];
    Field::BillCode, "bill_code" [] ["票据代码" "发票代码"];
    Field::SettlementId, "settlement_id" ["setl_id"] ["结算ID"];
    Field::Refund, "reversal" ["refd_setl_flag"] ["退费标志" "退费结算标志"];
    Field::Reverses, "reverses" [] ["原结算ID"];
    Field::Valid, "valid" ["vali_flag"] ["有效标志"];
    Field::Plan, "plan" [] ["保障计划"];
    Field::Covered, "covered" [] ["是否在保"];
    Field::EnrolledFrom, "enrolled_from" [] ["起保日期"];
    Field::EnrolledTo, "enrolled_to" [] ["保障截止日期" "止保日期"];
    Field::DaysEnrolled, "days_enrolled" [] ["参保天数"];
    Field::Joining, "joining" [] ["参加方式"];
    Field::ShareUnits, "share_units" [] ["份数"];
    Field::Ignored, "name" ["psn_name"] ["姓名"];
    Field::Ignored, "hospital" ["fixmedins_name" "fixmedins_code"] ["医院名称" "医院" "定点机构名称"];
    Field::Ignored, "institution_settlement_id" ["medins_setl_id"] ["医药机构结算ID"];
    Field::Ignored, "civil_servant_flag" ["cvlserv_flag"] ["公务员标志"];
    Field::Ignored, "pay_place" ["pay_loc"] ["支付地点"];
    Field::Ignored, "deductible_standard" ["dedc_std"] ["起付标准"];
    Field::Ignored, "pool_ratio" ["pool_prop_selfpay"] ["基本统筹支付比例"];
    Field::Ignored, "balance" ["balc"] ["余额"];
    Field::Ignored, "diagnosis_name" ["diag_name" "maindiag_flag"] ["诊断名称" "疾病名称"];
    Field::Ignored, "note" ["memo"] ["备注"];
};

/// Every column with a fixed name, for the documentation: what a file may carry beside expenses
/// (`expense.drugs`), other schemes' payments (`layer.cn/…`) and the facts that a scheme declares.
pub fn column_names() -> impl Iterator<Item = ColumnName> {
    let components = COMPONENTS.iter().map(|c| ColumnName { word: c.word, codes: c.codes, zh: c.zh });
    COLUMNS.iter().map(|(_, name)| *name).chain(components)
}

/// The field of our word, a national code or a Chinese name.
pub(super) fn field(name: &str) -> Option<Field> {
    let is = |column: &ColumnName| {
        column.word.eq_ignore_ascii_case(name)
            || column.codes.iter().any(|code| code.eq_ignore_ascii_case(name))
            || column.zh.iter().any(|zh| zh.eq_ignore_ascii_case(name))
    };
    COLUMNS.iter().find(|(_, column)| is(column)).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Field, column_names, field};

    #[test]
    fn no_name_stands_for_two_columns() {
        let mut seen = BTreeSet::new();
        for column in column_names() {
            for name in [column.word].iter().chain(column.codes).chain(column.zh) {
                assert!(seen.insert(name.to_lowercase()), "{name} twice");
            }
        }
    }

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        for name in ["member", "PSN_NO", "psn_no", "会员编号"] {
            assert_eq!(field(name), Some(Field::Member), "{name}");
        }
        assert_eq!(field("就诊id"), Some(Field::Admission));
        assert_eq!(field("medfee_sumamt"), None);
    }
}
