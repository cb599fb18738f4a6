//! The closed word lists of a claim: event, setting, insurance, place …, each with its Chinese name.

use serde::{Deserialize, Serialize};

/// A closed list of words that files, schemes and pages share.
pub trait Word: Copy + Eq + Sized + 'static {
    /// Every word of the list with its value and its Chinese name, in the order people expect.
    const ALL: &'static [(&'static str, Self, &'static str)];

    /// What people write as well.
    const ALSO: &'static [(&'static str, Self)] = &[];

    /// The word in files and in the API.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, value, _)| *value == self).map_or("", |(word, ..)| word)
    }

    /// The Chinese name.
    fn zh(self) -> &'static str {
        Self::ALL.iter().find(|(_, value, _)| *value == self).map_or("", |(.., zh)| zh)
    }

    /// The value of a word, of a Chinese name, or of what people write instead.
    fn from_word(text: &str) -> Option<Self> {
        let is = |word: &str, zh: &str| word.eq_ignore_ascii_case(text) || zh == text;
        let named = Self::ALL.iter().find(|(word, _, zh)| is(word, zh)).map(|(_, value, _)| *value);
        named.or_else(|| Self::ALSO.iter().find(|(also, _)| *also == text).map(|(_, value)| *value))
    }
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($variant:ident $word:literal $zh:literal $(/ $also:literal)*,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = $zh] #[serde(rename = $word)] $variant,)+
        }
        impl Word for $name {
            const ALL: &'static [(&'static str, Self, &'static str)] =
                &[$(($word, Self::$variant, $zh),)+];
            const ALSO: &'static [(&'static str, Self)] = &[$($(($also, Self::$variant),)*)+];
        }
    };
}
pub(in crate::engine) use words;

words! {
    /// What happened: the occasion of the claim.
    Event {
        Treatment "treatment" "就医",
        Diagnosis "diagnosis" "确诊",
        Accident "accident" "意外伤害" / "意外",
        Disability "disability" "伤残",
        Death "death" "身故" / "死亡",
        Grant "grant" "救助发放",
    }
}
words! {
    /// Where care was given (医疗类别, national code `med_type`).
    Setting {
        Outpatient "outpatient" "普通门诊" / "门诊",
        Emergency "emergency" "急诊",
        SpecialOutpatient "special-outpatient" "门诊慢特病" / "慢特病" / "门诊慢性病" / "门诊特殊病" / "门诊特殊疾病",
        Inpatient "inpatient" "住院" / "普通住院",
        DaySurgery "day-surgery" "日间手术",
        Pharmacy "pharmacy" "定点药店购药" / "药店购药" / "药店",
        MaternityOutpatient "maternity-outpatient" "生育门诊",
        MaternityInpatient "maternity-inpatient" "生育住院",
        AccidentOutpatient "accident-outpatient" "意外伤害门诊" / "意外门诊",
    }
}
words! {
    /// The insurance that settled (险种, national code `insutype`).
    Insurance {
        Employee "employee" "职工基本医疗保险" / "职工医保",
        CivilServant "civil-servant" "公务员医疗补助",
        LargeSum "large-sum" "大额医疗费用补助",
        RetiredCadre "retired-cadre" "离休人员医疗保障",
        DisabledSoldier "disabled-soldier" "一至六级残疾军人医疗补助",
        Enterprise "enterprise" "企业补充医疗保险",
        Resident "resident" "城乡居民基本医疗保险" / "城乡居民医保" / "居民医保",
        ResidentMajor "resident-major" "城乡居民大病保险",
        Maternity "maternity" "生育保险",
        None "none" "未参保",
    }
}
words! {
    /// In service or retired (人员类别, national code `psn_type`).
    Service {
        InService "in-service" "在职" / "在职职工",
        Retired "retired" "退休" / "退休职工" / "退休人员",
    }
}
words! {
    /// Where the care was given, seen from where the member is insured.
    Place {
        Local "local" "参保地",
        Province "province" "省内异地",
        Outside "outside" "跨省异地",
    }
}
words! {
    /// Level of the hospital (医院等级, national code `hosp_lv`).
    HospitalLevel {
        Tertiary "tertiary" "三级",
        Secondary "secondary" "二级",
        Primary "primary" "一级",
        Unrated "unrated" "未定级",
    }
}
words! {
    /// How severe the illness is, as the reviewer found it.
    Severity {
        Early "early" "早期",
        Light "light" "轻症",
        Moderate "moderate" "中症",
        Severe "severe" "重症",
    }
}
words! {
    /// Who was ill.
    Relation {
        Member "member" "会员本人" / "本人",
        Spouse "spouse" "配偶",
        Child "child" "子女",
        Parent "parent" "父母",
    }
}
words! {
    /// How the member came into the cover that applies.
    Joining {
        First "first" "首次参加",
        Renewal "renewal" "连续续保" / "续保",
        Returning "returning" "中断后再参加",
        NewHire "new-hire" "新入职",
    }
}
words! {
    /// The dates that a claim can carry; a scheme names the one that decides.
    DateKind {
        Admission "admission-date" "入院日期",
        Discharge "discharge-date" "出院日期",
        Settlement "settlement-date" "结算日期",
        Diagnosis "diagnosis-date" "确诊日期",
        Accident "accident-date" "事故日期",
        Death "death-date" "身故日期",
        Grant "grant-date" "发放日期",
    }
}
words! {
    /// A class of expense on the bill (费用类别).
    ExpenseClass {
        Registration "registration" "挂号费",
        Examination "examination" "检查检验费",
        Drugs "drugs" "药品费",
        Treatment "treatment" "治疗费",
        Surgery "surgery" "手术费",
        Bed "bed" "床位费",
        Materials "materials" "材料费",
        Inpatient "inpatient" "住院费",
        Other "other" "其他费用",
    }
}

/// The setting that a national code `med_type` stands for.
pub fn setting_of_code(code: &str) -> Option<Setting> {
    let two = code.get(..2)?;
    Some(match two {
        "11" | "12" => Setting::Outpatient,
        "13" => Setting::Emergency,
        "14" => Setting::SpecialOutpatient,
        "21" | "22" | "23" | "24" | "25" | "26" | "27" => Setting::Inpatient,
        "28" => Setting::DaySurgery,
        "41" => Setting::Pharmacy,
        "51" => Setting::MaternityOutpatient,
        "52" => Setting::MaternityInpatient,
        "81" => Setting::AccidentOutpatient,
        _ => return None,
    })
}

/// The insurance that a national code `insutype` stands for.
pub fn insurance_of_code(code: &str) -> Option<Insurance> {
    Some(match code {
        "310" => Insurance::Employee,
        "320" => Insurance::CivilServant,
        "330" => Insurance::LargeSum,
        "340" => Insurance::RetiredCadre,
        "350" => Insurance::DisabledSoldier,
        "370" => Insurance::Enterprise,
        "390" => Insurance::Resident,
        "392" => Insurance::ResidentMajor,
        "510" => Insurance::Maternity,
        _ => return None,
    })
}

/// In service or retired, from the national code `psn_type` (11… and 12…).
pub fn service_of_code(code: &str) -> Option<Service> {
    match code.get(..2)? {
        "11" => Some(Service::InService),
        "12" => Some(Service::Retired),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_chinese_names_read_back() {
        for (word, value, zh) in Setting::ALL {
            assert_eq!(Setting::from_word(word), Some(*value));
            assert_eq!(Setting::from_word(zh), Some(*value));
            assert_eq!((value.word(), value.zh()), (*word, *zh));
        }
        // What every office writes.
        for (text, setting) in [("门诊", Setting::Outpatient), ("门诊慢性病", Setting::SpecialOutpatient)]
        {
            assert_eq!(Setting::from_word(text), Some(setting));
        }
        assert_eq!(Event::from_word("死亡"), Some(Event::Death));
        assert_eq!(Relation::from_word("本人"), Some(Relation::Member));
    }

    #[test]
    fn national_codes_have_their_words() {
        for (code, setting) in
            [("2101", Setting::Inpatient), ("140104", Setting::SpecialOutpatient), ("41", Setting::Pharmacy)]
        {
            assert_eq!(setting_of_code(code), Some(setting));
        }
        assert_eq!(setting_of_code("9"), None);
        assert_eq!(insurance_of_code("390"), Some(Insurance::Resident));
        assert_eq!(service_of_code("1101"), Some(Service::InService));
    }
}
