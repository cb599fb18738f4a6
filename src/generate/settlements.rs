//! The file of settlements: one line a claim in the columns of the national platform, dirty where it shall be.

use super::claim::{Claim, Row};
use super::dirt::Dirt;
use super::member;
use super::numbers;
use super::world::World;
use crate::engine::calendar::Day;
use crate::engine::claim::Component as C;
use crate::engine::claim::words::{DateKind, Insurance, Place, Service, Setting, Word};
use crate::engine::ids::Sex;
use crate::engine::money::Fen;

/// The first line of the file.
pub const SETTLEMENTS_HEADER: &str = "\
    setl_id,mdtrt_id,psn_no,psn_name,psn_cert_type,certno,gend,brdy,emp_no,insutype,psn_type,med_type,\
    begndate,enddate,setl_time,hosp_lv,insu_admdvs,fix_blng_admdvs,diag_code,bill_code,bill_no,\
    refd_setl_flag,原结算ID,vali_flag,medfee_sumamt,fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,\
    inscp_scp_amt,act_pay_dedc,hifp_pay,cvlserv_pay,hifes_pay,hifmi_pay,hifob_pay,hifdm_pay,maf_pay,oth_pay,\
    fund_pay_sumamt,hosp_part_amt,psn_part_amt,acct_pay,acct_mulaid_pay,psn_cash_pay\n";

/// The figures in the order of the header.
const FIGURES: [C; 20] = [
    C::Total,
    C::SelfFunded,
    C::OverLimit,
    C::CategoryBFirst,
    C::InScope,
    C::DeductiblePaid,
    C::PooledPaid,
    C::CivilServantPaid,
    C::EnterprisePaid,
    C::ResidentMajorPaid,
    C::MajorPaid,
    C::DisabledPaid,
    C::MedicalAidPaid,
    C::OtherPaid,
    C::FundsPaid,
    C::HospitalPaid,
    C::MemberPart,
    C::AccountPaid,
    C::AccountSharedPaid,
    C::CashPaid,
];

/// A line of the file of settlements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLine {
    /// The number of the claim.
    pub number: u64,
    /// Its line in the file, counted from 1; the header is the first.
    pub line: u64,
    /// What it is.
    pub row: Row,
    /// The line with its end.
    pub text: String,
}

/// The cells of a line before they are joined.
struct Cells(Vec<(&'static str, String)>);

impl SettlementLine {
    pub(super) fn new(world: &World, number: u64) -> Self {
        let claim = Claim::new(world, number);
        let mut cells = Cells::of(world, &claim);
        if let Some(dirt) = claim.row.dirt() {
            cells.soil(world, dirt, &claim);
        }
        Self { number, line: number + 2, row: claim.row, text: cells.joined() }
    }
}

impl Cells {
    fn of(world: &World, claim: &Claim) -> Self {
        let names = SETTLEMENTS_HEADER.trim_end().split(',');
        let values = identity(world, claim).into_iter().chain(care(claim)).chain(figures(claim));
        Self(names.zip(values).collect())
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        if let Some((_, cell)) = self.0.iter_mut().find(|(column, _)| *column == name) {
            *cell = value.into();
        }
    }

    fn joined(self) -> String {
        let mut line = self.0.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>().join(",");
        line.push('\n');
        line
    }

    /// Puts in what is wrong. The repeated ids of a row stand in its claim already.
    fn soil(&mut self, world: &World, dirt: Dirt, claim: &Claim) {
        let total = claim.facts.claim.settlement.get(C::Total).unwrap_or_default();
        match dirt {
            Dirt::CheckDigit => {
                let right = world.member(claim.member).id_number;
                self.set("certno", numbers::with_wrong_check(right.as_str()));
            }
            Dirt::MissingDate => {
                self.set("begndate", "");
                self.set("enddate", "");
            }
            Dirt::DischargeFirst => self.discharge_first(claim),
            Dirt::NoSuchDay => self.set("enddate", format!("{:04}-02-30", world.sizes.year)),
            Dirt::Untied => self.set("medfee_sumamt", (total + Fen::FEN).to_string()),
            Dirt::FullWidth => self.set("medfee_sumamt", full_width(&total.to_string())),
            Dirt::Commas => self.set("medfee_sumamt", format!("\"{}\"", with_commas(total))),
            Dirt::Unquoted => self.set("medfee_sumamt", with_commas(total + Fen::yuan(1000))),
            Dirt::Exponent => self.set("medfee_sumamt", "1e3"),
            Dirt::ThirdDecimal => self.set("medfee_sumamt", format!("{total}5")),
            Dirt::EmptyAmount => self.set("medfee_sumamt", ""),
            Dirt::Negative => self.set("medfee_sumamt", (-total).to_string()),
            Dirt::MissingMember => self.set("psn_no", ""),
            Dirt::UnknownMember => self.set("psn_no", member::id(world.sizes.members + claim.number)),
            Dirt::DuplicateInvoice | Dirt::DuplicateSettlement => {}
            Dirt::UnknownWord => self.set("med_type", "住店"),
        }
    }

    fn discharge_first(&mut self, claim: &Claim) {
        if let Some(day) = claim.facts.claim.dates.get(DateKind::Admission) {
            self.set("enddate", member::back(day, 1).to_string());
        }
    }
}

/// The first eleven cells: who.
fn identity(world: &World, claim: &Claim) -> [String; 11] {
    let member = world.member(claim.member);
    let person = &claim.facts.person;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        claim.settlement_id.clone(),
        text(&claim.facts.claim.admission),
        member.id,
        member.name,
        "01".into(),
        member.id_number.as_str().into(),
        if person.sex == Some(Sex::Male) { "1" } else { "2" }.into(),
        day(person.birth),
        text(&person.employer),
        if person.insurance == Some(Insurance::Resident) { "390" } else { "310" }.into(),
        if person.service == Some(Service::Retired) { "12" } else { "11" }.into(),
    ]
}

/// The next thirteen: what, when and where.
fn care(claim: &Claim) -> [String; 13] {
    let care = &claim.facts.claim;
    let (code, bill) = care.invoice.as_deref().and_then(|both| both.split_once('-')).unwrap_or_default();
    [
        care.setting.map_or("", med_type).into(),
        day(care.dates.admission),
        day(care.dates.discharge),
        day(care.dates.settlement),
        care.hospital_level.map_or("", Word::zh).into(),
        "529900".into(),
        care.place.map_or("", area).into(),
        care.diagnoses.first().map(ToString::to_string).unwrap_or_default(),
        code.into(),
        bill.into(),
        if claim.reverses.is_some() { "1" } else { "0" }.into(),
        claim.reverses.clone().unwrap_or_default(),
        "1".into(),
    ]
}

fn figures(claim: &Claim) -> impl Iterator<Item = String> + '_ {
    let slip = &claim.facts.claim.settlement;
    FIGURES.into_iter().map(|figure| slip.get(figure).map(|fen| fen.to_string()).unwrap_or_default())
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The national code of a setting.
fn med_type(setting: Setting) -> &'static str {
    match setting {
        Setting::Outpatient => "11",
        Setting::Emergency => "13",
        Setting::SpecialOutpatient => "14",
        Setting::DaySurgery => "28",
        Setting::Inpatient => "21",
        Setting::Pharmacy => "41",
        Setting::MaternityOutpatient => "51",
        Setting::MaternityInpatient => "52",
        Setting::AccidentOutpatient => "81",
    }
}

/// An area of care seen from 529900.
fn area(place: Place) -> &'static str {
    match place {
        Place::Local => "529900",
        Place::Province => "529800",
        Place::Outside => "539900",
    }
}

/// Digits as a Chinese keyboard writes them.
fn full_width(digits: &str) -> String {
    let wide =
        |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit)).unwrap_or(c);
    digits.chars().map(wide).collect()
}

fn with_commas(amount: Fen) -> String {
    let text = amount.to_string();
    let (yuan, decimals) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::new();
    for (at, digit) in yuan.chars().enumerate() {
        if at > 0 && (yuan.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{decimals}")
}
