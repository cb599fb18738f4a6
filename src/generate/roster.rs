//! Rosters: what each employer hands in, dirty where it shall be.

use super::dirt::RosterDirt;
use super::draw::About;
use super::employer::Employer;
use super::member::Member;
use super::numbers;
use super::world::World;
use crate::engine::claim::words::Word;
use crate::engine::ids::Sex;

/// The first line of a roster.
pub const ROSTER_HEADER: &str =
    "会员编号,姓名,身份证号,性别,单位,单位人数,人员状态,险种,入职日期,参加日期,份数\n";
/// The first line of the list of employers, whose lines [`Employer::line`] gives.
pub const EMPLOYERS_HEADER: &str = "单位,统一社会信用代码,单位人数,会员数\n";

/// The roster of one employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The employer's number.
    pub employer: usize,
    /// The file.
    pub text: String,
    /// The lines, counted from 1, in which something is wrong, and what.
    pub dirty: Vec<(usize, RosterDirt)>,
}

impl Employer {
    /// Its line in the list of employers.
    pub fn line(&self) -> String {
        format!("{},{},{},{}\n", self.name, self.credit_code, self.size, self.members)
    }
}

impl Roster {
    pub(super) fn new(world: &World, employer: usize) -> Self {
        let employer = Employer::new(world, employer);
        let mut roster = Self { employer: employer.number, text: ROSTER_HEADER.into(), dirty: vec![] };
        let mut line = 1;
        for number in employer.first_member..employer.first_member + employer.members {
            let member = Member::new(world, number);
            line += 1;
            let text = line_of(&member, &employer, None);
            match dirt(world, number) {
                None => roster.text.push_str(&text),
                Some(RosterDirt::Twice) => {
                    roster.text.push_str(&text);
                    roster.text.push_str(&text);
                    line += 1;
                    roster.dirty.push((line, RosterDirt::Twice));
                }
                Some(dirt) => {
                    roster.text.push_str(&line_of(&member, &employer, Some(dirt)));
                    roster.dirty.push((line, dirt));
                }
            }
        }
        roster
    }
}

fn dirt(world: &World, member: u64) -> Option<RosterDirt> {
    let mut draw = world.seed.draw(About::RosterDirt, member);
    if draw.is_one_of(world.sizes.dirty) { draw.pick(RosterDirt::ALL).copied() } else { None }
}

fn line_of(member: &Member, employer: &Employer, dirt: Option<RosterDirt>) -> String {
    let enrolled = &member.enrolled;
    let (mut id, mut id_number) = (member.id.clone(), member.id_number.as_str().to_owned());
    let mut male = member.id_number.sex() == Sex::Male;
    let (mut hired, mut joined) = (enrolled.hired_on.to_string(), enrolled.enrolled_on.to_string());
    let mut service = member.service.zh();
    match dirt {
        None | Some(RosterDirt::Twice) => {}
        Some(RosterDirt::CheckDigit) => id_number = numbers::with_wrong_check(&id_number),
        Some(RosterDirt::MissingMember) => id.clear(),
        Some(RosterDirt::OtherSex) => male = !male,
        Some(RosterDirt::NoSuchDay) => joined = format!("{}-02-30", enrolled.enrolled_on.year()),
        Some(RosterDirt::FullWidth) => hired = hired.replace('-', "－"),
        Some(RosterDirt::UnknownWord) => service = "在编",
        Some(RosterDirt::MissingNumber) => id_number.clear(),
    }
    let sex = if male { "男" } else { "女" };
    let (name, insurance) = (&member.name, member.insurance.zh());
    let (at, size, units) = (&employer.name, employer.size, enrolled.share_units);
    format!("{id},{name},{id_number},{sex},{at},{size},{service},{insurance},{hired},{joined},{units}\n")
}
