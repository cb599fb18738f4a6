//! The figures of a settlement: of any size, and tied to the fen.

use super::draw::Draw;
use crate::engine::claim::words::HospitalLevel;
use crate::engine::claim::{Component as C, Settlement};
use crate::engine::money::Fen;

/// What the basic pool pays at most for one stay: 100,000 yuan, in fen.
const POOL_LIMIT: i64 = 10_000_000;

/// A slip for a stay or a visit; every figure of the national platform is on it.
pub(super) fn slip(draw: &mut Draw, level: HospitalLevel, stay: bool) -> Settlement {
    let total = total(draw, level, stay);
    let self_funded = total * draw.upto(150) / 1000;
    let over_limit = if draw.is_one_of(200) { total * draw.upto(20) / 1000 } else { 0 };
    let category_b_first = total * draw.upto(80) / 1000;
    let in_scope = total - self_funded - over_limit - category_b_first;
    let deductible = in_scope.min(deductible(level, stay));
    let insured = (in_scope - deductible) * ratio(level, stay) / 100;
    let pooled = insured.min(POOL_LIMIT);
    let major = (insured - pooled) * 90 / 100;
    let left = in_scope - pooled - major;
    let civil = if draw.is_one_of(80) { left * 30 / 100 } else { 0 };
    let aid = if draw.is_one_of(10) { (left - civil) * 40 / 100 } else { 0 };
    let funds = pooled + major + civil + aid;
    let member = total - funds;
    let account = draw.upto(member.min(200_000));
    let figures = [
        (C::Total, total),
        (C::SelfFunded, self_funded),
        (C::OverLimit, over_limit),
        (C::CategoryBFirst, category_b_first),
        (C::InScope, in_scope),
        (C::DeductiblePaid, deductible),
        (C::PooledPaid, pooled),
        (C::CivilServantPaid, civil),
        (C::EnterprisePaid, 0),
        (C::ResidentMajorPaid, 0),
        (C::MajorPaid, major),
        (C::DisabledPaid, 0),
        (C::MedicalAidPaid, aid),
        (C::OtherPaid, 0),
        (C::FundsPaid, funds),
        (C::HospitalPaid, 0),
        (C::MemberPart, member),
        (C::AccountPaid, account),
        (C::AccountSharedPaid, 0),
        (C::CashPaid, member - account),
    ];
    figures.into_iter().fold(Settlement::new(), |slip, (figure, fen)| slip.with(figure, amount(fen)))
}

/// Yuan of a size as likely to be small as large, and fen: 512 to 131,071 yuan for a stay, and twice or four times
/// that in larger hospitals; 16 to 1,023 for a visit.
fn total(draw: &mut Draw, level: HospitalLevel, stay: bool) -> i64 {
    let raised = match level {
        HospitalLevel::Tertiary => 2,
        HospitalLevel::Secondary => 1,
        HospitalLevel::Primary | HospitalLevel::Unrated => 0,
    };
    let yuan = if stay { draw.of_any_size(9 + raised, 8) } else { draw.of_any_size(4 + raised, 6) };
    i64::try_from(yuan).unwrap_or(0) * 100 + draw.upto(99)
}

/// What social insurance does not pay of a stay, in fen.
fn deductible(level: HospitalLevel, stay: bool) -> i64 {
    match level {
        _ if !stay => 5_000,
        HospitalLevel::Tertiary => 80_000,
        HospitalLevel::Secondary => 50_000,
        HospitalLevel::Primary | HospitalLevel::Unrated => 20_000,
    }
}

/// What social insurance pays above it, in hundredths.
fn ratio(level: HospitalLevel, stay: bool) -> i64 {
    match level {
        _ if !stay => 55,
        HospitalLevel::Tertiary => 82,
        HospitalLevel::Secondary => 87,
        HospitalLevel::Primary | HospitalLevel::Unrated => 92,
    }
}

fn amount(fen: i64) -> Fen {
    Fen::new(fen).unwrap_or_default()
}
