//! The people of a demonstration: employers of each county, their members, and how they are covered.

use super::hand::{DAY, Hand};
use super::setting::{COUNTIES, CRITICAL, MUTUAL};
use super::{DemoError, User};
use crate::desk::Enrolled;
use crate::desk::add_employer::{AddEmployer, EmployerAddition};
use crate::desk::enrol::{Enrol, Enrolment};
use crate::desk::join_household::{JoinHousehold, Joining};
use crate::desk::keep_books::{BookRequest, KeepBooks};
use crate::desk::renew::{Renew, Renewal};
use crate::engine::calendar::Day;
use crate::engine::claim::words;
use crate::engine::ids::DocumentKind;
use crate::engine::ledger::deed::{Booking, Deed};
use crate::engine::money::Fen;
use crate::generate::World;
use crate::store::BookId;
use crate::store::login::Principal;

/// A county with its members.
pub(super) struct County {
    /// Its book.
    pub book: &'static str,
    /// What its logins end with.
    pub suffix: &'static str,
    /// Its members, the last of whom enrolled only a few days ago.
    pub members: Vec<String>,
}

impl County {
    /// A login of the county's staff.
    pub fn login(&self, role: &str) -> &'static str {
        let logins = super::setting::logins();
        let wanted = format!("{role}{}", self.suffix);
        logins.into_iter().find(|login| *login == wanted).unwrap_or("admin")
    }
}

/// Members whom one may be: login, county, number in its list, title.
const MEMBERS: [(&str, usize, usize, (&str, &str)); 3] = [
    ("member", 0, 0, ("甲县会员（有多笔申请）", "member of county A with claims")),
    ("member-2", 0, 1, ("甲县会员（申请被拒、正在复议）", "member of county A who appeals")),
    ("member-yi", 1, 0, ("乙县会员", "member of county B")),
];

/// Members who may log in.
pub(super) fn members(counties: &[County]) -> Vec<User> {
    let of = |(login, county, number, title): &(&'static str, usize, usize, (&'static str, &'static str))| {
        let county = counties.get(*county)?;
        let book = BookId::try_from(county.book).ok()?;
        let principal = Principal::Member(book, county.members.get(*number)?.clone());
        Some(User { login, role: "member", title: (*title).into(), book: county.book, principal })
    };
    MEMBERS.iter().filter_map(of).collect()
}

/// The same, whose members are not known yet.
pub(super) fn known() -> Vec<User> {
    let of = |(login, county, _, title): &(&'static str, usize, usize, (&'static str, &'static str))| User {
        login,
        role: "member",
        title: (*title).into(),
        book: COUNTIES[*county].0,
        principal: Principal::Staff(String::new()),
    };
    MEMBERS.iter().map(of).collect()
}

/// Adds employers and enrols their members in every county, so that they are covered until the year of a day.
pub(super) async fn enrol(hand: &mut Hand, world: &World, today: Day) -> Result<Vec<County>, DemoError> {
    let mut counties = vec![];
    let begun = hand.now();
    for (at, ((book, _), suffix)) in COUNTIES.iter().zip(["", "-yi", "-bing"]).enumerate() {
        let mut county = County { book, suffix, members: vec![] };
        let clerk = county.login("clerk");
        // The staff are the last of the world's people: whose employer they are with is nobody's here.
        let all = world
            .employers()
            .filter(|employer| employer.first_member + employer.members + 20 < world.sizes().members);
        for employer in all.filter(|employer| employer.number % COUNTIES.len() == at) {
            let addition = EmployerAddition {
                name: employer.name.clone(),
                credit_code: Some(employer.credit_code.as_str().into()),
                size: u32::try_from(employer.size).ok(),
            };
            let party = hand.ask::<AddEmployer>((book, clerk), addition, "").await?.employer;
            let members = employer.first_member..employer.first_member + employer.members;
            let wanted =
                members.map(|number| enrolment(world, number, (MUTUAL, begun.day()), &employer.name));
            let enrolled = hand.ask_all::<Enrol>((book, clerk), wanted.collect(), "").await?;
            paid(hand, &county, (party, &enrolled)).await?;
            county.members.extend(enrolled.into_iter().map(|enrolled| enrolled.member));
        }
        critical(hand, &county).await?;
        if let [first, second, ..] = &county.members[..] {
            let joining = Joining { members: vec![first.clone(), second.clone()], with: None };
            hand.ask::<JoinHousehold>((book, clerk), joining, "").await?;
        }
        counties.push(county);
    }
    if today.year() != begun.day().year() {
        renew(hand, &counties, today).await?;
    }
    Ok(counties)
}

fn enrolment(world: &World, number: u64, (scheme, as_of): (&str, Day), employer: &str) -> Enrolment {
    let member = world.member(number);
    Enrolment {
        scheme: scheme.into(),
        as_of,
        document: Some((DocumentKind::Resident, member.id_number.as_str().into())),
        name: Some(member.name),
        account: Some(member.account),
        employer: Some(employer.into()),
        service: Some(member.service),
        insurance: Some(member.insurance),
        joining: Some(words::Joining::First),
        enrolled_on: as_of.first_of_year().yesterday().ok(),
        ..Enrolment::default()
    }
}

/// The first ten members also take the critical-illness plan, the first two share units of it.
async fn critical(hand: &mut Hand, county: &County) -> Result<(), DemoError> {
    let as_of = hand.now().day();
    let wanted = county.members.iter().take(10).zip(1..).map(|(member, nth)| Enrolment {
        scheme: CRITICAL.into(),
        as_of,
        member: Some(member.clone()),
        joining: Some(words::Joining::First),
        enrolled_on: as_of.first_of_year().yesterday().ok(),
        plans: vec![("illness".into(), if nth == 1 { 2 } else { 1 })],
        ..Enrolment::default()
    });
    hand.ask_all::<Enrol>((county.book, county.login("clerk")), wanted.collect(), "").await.map(drop)
}

/// The employer pays what is due of it.
async fn paid(
    hand: &mut Hand,
    county: &County,
    (party, enrolled): (String, &[Enrolled]),
) -> Result<(), DemoError> {
    let due = enrolled.iter().filter_map(|one| one.due.get("employer")).copied().sum::<Fen>();
    if due == Fen::ZERO {
        return Ok(());
    }
    let booking = Booking {
        deed: Deed::Receive,
        pool: "demo/mutual/county".into(),
        amount: due,
        payer: "employer".into(),
        document: format!("{party}缴费回单").into(),
        party: party.into(),
        to: "".into(),
    };
    let request = BookRequest { booking, period: None };
    hand.ask::<KeepBooks>((county.book, county.login("finance")), request, "").await.map(drop)
}

/// In the new year they go on.
async fn renew(hand: &mut Hand, counties: &[County], today: Day) -> Result<(), DemoError> {
    let first = today.first_of_year();
    for county in counties {
        for (scheme, most) in [(MUTUAL, usize::MAX), (CRITICAL, 10)] {
            let wanted = county.members.iter().take(most).map(|member| Renewal {
                scheme: scheme.into(),
                as_of: first,
                enrolled_on: first.yesterday().ok(),
                member: member.clone(),
            });
            hand.ask_all::<Renew>((county.book, county.login("clerk")), wanted.collect(), "").await?;
        }
    }
    Ok(())
}

/// Somebody who enrolled a few days ago, and waits.
pub(super) async fn late(hand: &mut Hand, world: &World, county: &County) -> Result<(), DemoError> {
    let now = hand.now();
    let number = world.sizes().members - 30;
    let employer = world.employer(0).name;
    let enrolled_on = now.plus_seconds(-DAY * 3).day();
    let wanted = Enrolment {
        enrolled_on: Some(enrolled_on),
        hired_on: Some(enrolled_on),
        ..enrolment(world, number, (MUTUAL, now.day()), &employer)
    };
    hand.ask::<Enrol>((county.book, county.login("clerk")), wanted, "").await.map(drop)
}
