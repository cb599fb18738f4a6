//! Employers: a few are large, most are small.

use super::draw::Draw;
use super::numbers;
use super::world::World;
use crate::engine::ids::CreditCode;

const KINDS: [&str; 5] = ["示例单位", "演示工厂", "示例学校", "演示医院", "示例商店"];

/// An employer that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employer {
    /// Its number, from 0.
    pub number: usize,
    /// Its name, such as 示例单位0001; rosters and settlements call it so.
    pub name: String,
    /// Its credit code.
    pub credit_code: CreditCode,
    /// The number of its first member.
    pub first_member: u64,
    /// How many members it has; they follow the first one.
    pub members: u64,
    /// How many people work there, members or not.
    pub size: u64,
}

impl Employer {
    pub(super) fn new(world: &World, number: usize) -> Self {
        let first_member = world.starts.get(number).copied().unwrap_or(world.sizes.members);
        let next = world.starts.get(number + 1).copied().unwrap_or(world.sizes.members);
        let members = next - first_member;
        Self {
            number,
            name: name(number),
            credit_code: numbers::credit_code(u64::try_from(number).unwrap_or(0)),
            first_member,
            members,
            size: members + members / 9,
        }
    }
}

/// The name of an employer.
pub(super) fn name(number: usize) -> String {
    format!("{}{:04}", KINDS[number % KINDS.len()], number + 1)
}

/// The first member of each employer: sizes from 8 to 4,095, as likely small as large, none above an eighth of all.
pub(super) fn starts(draw: &mut Draw, members: u64) -> Vec<u64> {
    let largest = (members / 8).max(8);
    let mut starts = vec![];
    let mut next = 0;
    while next < members {
        starts.push(next);
        next += draw.of_any_size(3, 9).min(largest);
    }
    starts
}

/// The employer of a member.
pub(super) fn of_member(starts: &[u64], member: u64) -> usize {
    starts.partition_point(|start| *start <= member).saturating_sub(1)
}
