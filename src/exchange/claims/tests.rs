//! Whole files of claims: two spellings of the same facts, and every input that is wrong.

use proptest::prelude::*;

use super::{ClaimFile, ClaimProfile, Warning, read_claims};
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Event, ExpenseClass, Place};
use crate::engine::claim::{Component, Declared};
use crate::engine::ids::Sex;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Category, Choice, DeclaredFact, Edition, FactType, Text};
use crate::exchange::table::TableError;
use crate::exchange::text::TextError;

fn read(file: &str) -> ClaimFile {
    read_claims(file.as_bytes(), &ClaimProfile::default(), &[]).unwrap()
}

/// The only row of a file without errors.
fn facts(file: &str) -> crate::engine::claim::Facts {
    let read = read(file);
    assert_eq!(read.errors, [], "{file}");
    read.claims[0].facts.clone()
}

/// A national-code file and a Chinese one with the same two rows.
const CODES: &str = "\
SETL_ID,mdtrt_id,psn_no,psn_name,psn_cert_type,certno,gend,brdy,psn_type,insutype,med_type,setl_time,begndate,enddate,hosp_lv,insu_admdvs,fix_blng_admdvs,medfee_sumamt,fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,inscp_scp_amt,hifp_pay,hifob_pay,fund_pay_sumamt,psn_part_amt,acct_pay,psn_cash_pay,balc,vali_flag,refd_setl_flag,diag_code
S1,A1,m1,某人,01,11010519491231002X,2,1949-12-31,1202,310,21,2026-01-12 10:11:12,2026-01-02,2026-01-12,三级,520100,520103,10000.00,500.00,100.00,400.00,9000.00,6000.00,500.00,6500.00,3500.00,500.00,3000.00,12.34,1,0,C50.900;I10
";
const CHINESE: &str = "\
结算ID;就诊ID;会员编号;姓名;身份证号;性别;人员状态;险种;就医类别;结算时间;入院日期;出院日期;医院等级;就医地;医疗费总额;全自费;超限价;先行自付金额;符合政策范围金额;统筹支付;大额支付;医保支付;个人负担;账户支付;现金支付;诊断编码
S1;A1;m1;某人;11010519491231002x;女;退休;职工基本医疗保险;住院;2026/1/12;20260102;2026年1月12日;三级甲等;参保地;\"10,000\";500;100;400;9000.0;6000;500;6500;3500;500;3000;C50.900 I10
";

#[test]
fn national_codes_and_chinese_names_give_the_same_facts() {
    let (codes, chinese) = (facts(CODES), facts(CHINESE));
    assert_eq!(codes, chinese);
    assert_eq!(codes.person.birth, Some(Day::constant(1949, 12, 31)));
    assert_eq!(codes.person.sex, Some(Sex::Female));
    assert_eq!((codes.claim.days, codes.claim.event), (Some(10), Some(Event::Treatment)));
    assert_eq!(codes.claim.settlement.get(Component::SelfPay), Some(Fen::yuan(2500)));
    assert_eq!(read(CODES).warnings, []);
    assert!(!format!("{:?}", read(CODES)).contains("19491231"), "the number is not kept");
}

#[test]
fn the_same_in_gbk_with_a_mark_and_in_json() {
    let gbk = encoding_rs::GB18030.encode(CHINESE).0.into_owned();
    let marked = [b"\xef\xbb\xbf", CHINESE.as_bytes()].concat();
    let (header, row) = CODES.trim().split_once('\n').unwrap();
    let members = header.split(',').zip(row.split(','));
    let object = serde_json::Value::Object(members.map(|(n, c)| (n.to_owned(), c.into())).collect());
    let jsons = [format!("[{object}]"), format!(" {object}\n"), format!("{{\"setlinfo\":{object}}}")];
    for bytes in [gbk, marked].into_iter().chain(jsons.map(String::into_bytes)) {
        let read = read_claims(&bytes, &ClaimProfile::default(), &[]).unwrap();
        assert_eq!(read.errors, []);
        assert_eq!(read.claims[0].facts, facts(CODES));
    }
}

#[test]
fn what_a_row_says_by_the_way() {
    let f = facts("member,diagnosis_date,诊断编码\nm1,2026-01-02,C50\n");
    assert_eq!(f.claim.event, Some(Event::Diagnosis));
    let f = facts("member,setting,admission_date,discharge_date\nm1,outpatient,2026-01-02,2026-01-02\n");
    assert_eq!((f.claim.event, f.claim.days), (Some(Event::Treatment), None));
    let f = facts("member,accident_date\nm1,2026-01-02\n");
    assert_eq!((f.claim.event, f.cover.len()), (None, 0));
    let f = facts("member,出院日期,起保日期,份数,保障计划\nm1,2026-01-10,2026-01-01,2,a b\n");
    let cover: Vec<_> =
        f.cover.iter().map(|c| (c.plan.as_str(), c.covered, c.since, c.share_units)).collect();
    let since = Some(Day::constant(2026, 1, 1));
    assert_eq!(cover, [("a", true, since, Some(2)), ("b", true, since, Some(2))]);
    let f = facts("member,起保日期,止保日期\nm1,2026-01-01,2026-03-31\n");
    let (day, until) = (f.cover[0].day, f.cover[0].until);
    assert_eq!((day, until), (None, Some(Day::constant(2026, 3, 31))));
    let f = facts("member,参保天数,enrolled_from\nm1,0,2026-02-01\n");
    assert_eq!((f.cover[0].covered, f.cover[0].day, f.cover[0].since), (false, Some(0), None));
    let f = facts("member,单位\nm1,91110000802100433b\n");
    assert_eq!(f.person.employer.as_deref(), Some("91110000802100433B"));
    let f = facts("member,职工类别,category_from,票据代码,票据号码\nm1,hardship,2026-01-01,0610,77\n");
    assert_eq!(f.person.categories[0].from, Some(Day::constant(2026, 1, 1)));
    assert_eq!(f.claim.invoice.as_deref(), Some("0610-77"));
    let f = facts("member,药品费,expense.bed,layer.cn/other\nm1,12.5,0,7\n");
    assert_eq!(f.claim.expenses[&ExpenseClass::Drugs].to_string(), "12.50");
    assert_eq!(f.claim.expenses[&ExpenseClass::Bed], Fen::ZERO);
    assert_eq!(f.layers["cn/other"], Fen::yuan(7));
    for (insured, care, place) in [
        ("520100", "520103", Place::Local),
        ("520100", "520300", Place::Province),
        ("520100", "110100", Place::Outside),
    ] {
        let f = facts(&format!("member,insu_admdvs,fix_blng_admdvs\nm1,{insured},{care}\n"));
        assert_eq!(f.claim.place, Some(place));
    }
}

#[test]
fn unknown_and_nought_are_two_things() {
    let f = facts("member,total,self_pay\nm1,,0\n");
    assert_eq!(f.claim.settlement.get(Component::SelfPay), Some(Fen::ZERO));
    assert!(!f.claim.settlement.is_known(Component::Total));
}

#[test]
fn all_errors_of_a_row_are_listed_and_the_others_go_on() {
    let read = read("member,total,days,出院日期\nm1,x,y,z\nm2,1,2,2026-01-02\n");
    let columns: Vec<&str> = read.errors.iter().map(|e| e.column.as_str()).collect();
    assert_eq!(columns, ["total", "days", "出院日期"]);
    assert_eq!((read.claims.len(), read.claims[0].line, read.claims[0].number), (1, 3, 3));
}

#[test]
fn one_wrong_cell_hides_no_other() {
    let read = read("member,days,self_pay,total,诊断编码\nm1,x,-5,-7,C5O 肺癌\n");
    let columns: Vec<&str> = read.errors.iter().map(|e| e.column.as_str()).collect();
    assert_eq!(columns, ["days", "诊断编码", "total", "self_pay"]);
    let both = &read.errors[1];
    assert!(both.en.contains("`C5O`") && both.zh.contains("“肺癌”"), "{both}");
    // A sum is only left unchecked where one of its amounts cannot be read.
    let untied = "member,days,total,funds_paid,member_part\nm1,x,100,60,41\n";
    assert_eq!(self::read(untied).errors.len(), 2);
    assert_eq!(self::read(&untied.replace("100", "1e2")).errors.len(), 2);
}

#[test]
fn a_number_of_json_is_read_as_it_is_written() {
    let read = read(r#"[{"member":"m1","total":1e3},{"member":"m2","total":1000.50}, 7]"#);
    let errors: Vec<(usize, &str)> = read.errors.iter().map(|e| (e.line, e.column.as_str())).collect();
    assert_eq!(errors, [(1, "total"), (3, "*")]);
    assert!(read.errors[0].en.starts_with("`1e3` is not an amount"), "{}", read.errors[0]);
    assert_eq!(read.claims[0].facts.claim.settlement.get(Component::Total), Fen::new(100_050).ok());
}

#[test]
fn a_reversal_keeps_its_negative_amounts() {
    let read = read("member,setl_id,refd_setl_flag,原结算ID,total,票据号码\nm1,S1,0,,5,7\nm1,S1,1,S1,-5,7\n");
    assert_eq!(read.errors, []);
    let row = &read.claims[1];
    assert_eq!((row.reversal, row.reverses.as_deref()), (true, Some("S1")));
    assert!(row.facts.claim.settlement.is_reversal());
}

#[test]
fn the_file_is_warned_about_once() {
    let read = read("mood,vali_flag,total\ngood,1,5\nbad,0,x\nbad,0,1e3\n");
    let [unknown, member, void] = &read.warnings[..] else { panic!("{:?}", read.warnings) };
    assert!(unknown.to_string().ends_with("`mood`"));
    assert!(member.zh.contains("会员编号"));
    assert_eq!(void.zh, "有2行的有效标志为0，未读取，第一处在第3行。");
    assert_eq!(read.claims[0].facts.person.member, "#2");
    assert!(read.errors.is_empty());
}

#[test]
fn files_that_are_no_table_are_refused() {
    let profile = ClaimProfile::default();
    let table: [(&[u8], TableError); 4] = [
        (b"", TableError::Text(TextError::Empty)),
        (b"\xef\xbb\xbf", TableError::Text(TextError::Empty)),
        (b"PK\x03\x04", TableError::Text(TextError::Workbook)),
        (b"[1]", TableError::NotAnObject { index: 1 }),
    ];
    for (bytes, error) in table {
        assert_eq!(read_claims(bytes, &profile, &[]), Err(error));
    }
}

#[test]
fn errors_of_json_say_what_their_line_is() {
    let read = read(r#"[{"member":"m1","total":1},{"member":"m2","total":"x"}]"#);
    assert!(read.errors[0].to_string().starts_with("line 2, column `total`"));
    assert!(read.errors[0].en.ends_with("(the line counts the objects of the JSON)"));
}

#[test]
fn ties_are_checked_as_the_profile_says() {
    let file = b"member,total,funds_paid,member_part\nm1,100,60,41\n";
    let profile = ClaimProfile { ties: false, ..ClaimProfile::default() };
    assert_eq!(read_claims(file, &profile, &[]).unwrap().errors, []);
}

#[test]
fn editions_bring_facts_and_categories() {
    let edition = edition();
    let file = "member,organ-removed,累计工龄,stage,补差,职工类别,入院日期,出院日期,起保日期\n\
                m1,是,12,二期,100.5,困难职工,2016-01-01,2016-01-05,2016-01-01\n\
                m1,perhaps,x,九期,-1,富裕,,,\n";
    let read = read_claims(file.as_bytes(), &ClaimProfile::default(), &[&edition]).unwrap();
    let f = &read.claims[0].facts;
    assert_eq!(f.declared["organ-removed"], Declared::Word("yes".into()));
    assert_eq!(f.declared["years"], Declared::Number(12));
    assert_eq!(f.declared["stage"], Declared::Word("two".into()));
    assert_eq!(f.declared["gap"].clone(), Declared::Amount(Fen::new(10_050).unwrap()));
    assert_eq!(f.person.categories[0].category, "hardship");
    assert_eq!(f.cover[0].since, Some(Day::constant(2016, 1, 1)));
    let columns: Vec<&str> = read.errors.iter().map(|e| e.column.as_str()).collect();
    assert_eq!(columns, ["organ-removed", "累计工龄", "stage", "补差", "职工类别"]);
    assert_eq!(read.warnings, Vec::<Warning>::new());
}

/// An edition that declares one fact of each type and a category.
fn edition() -> Edition {
    let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
    let mut problems = crate::engine::scheme::problem::Problems::default();
    let lists = std::collections::BTreeMap::new();
    let (mut edition, _) = crate::engine::scheme::read::read(text, &lists, &mut problems).unwrap();
    let fact = |id: &str, label: &str, is| DeclaredFact {
        id: id.into(),
        label: Text::zh(label),
        clause: None,
        is,
        evidence: None,
        unknown: Text::zh(""),
        place: 0..0,
    };
    let stages =
        [("one", "一期"), ("two", "二期")].map(|(id, l)| Choice { id: id.into(), label: Text::zh(l) });
    edition.facts = vec![
        fact("organ-removed", "器官切除", FactType::Flag),
        fact("years", "累计工龄", FactType::Number),
        fact("stage", "分期", FactType::Choice(stages.to_vec())),
        fact("gap", "补差", FactType::Amount),
    ];
    edition.categories = vec![Category {
        id: "hardship".into(),
        label: Text::zh("困难职工"),
        clause: None,
        evidence: None,
        reverify_months: None,
        default: false,
        place: 0..0,
    }];
    edition
}

proptest! {
    #[test]
    fn no_bytes_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        cells in prop::collection::vec("[0-9.,;\"\\-/年月日x一三级是]{0,10}", 30),
        json in "[\\[{\"a:1,}\\]\n]{0,30}",
    ) {
        let profile = ClaimProfile { as_of: Some(Day::constant(2026, 6, 30)), ..ClaimProfile::default() };
        let header = CODES.lines().next().unwrap();
        let rows = format!("{header}\n{}\n{}", cells.join(","), CODES.lines().nth(1).unwrap());
        for bytes in [&bytes[..], rows.as_bytes(), json.as_bytes()] {
            let _ = read_claims(bytes, &profile, &[]);
        }
    }
}
