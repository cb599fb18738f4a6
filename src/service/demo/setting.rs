//! The setting of a demonstration: a city's union and its counties, their staff, and the schemes that they all have.

use std::collections::BTreeMap;

use super::hand::Hand;
use super::{Demo, DemoError, User};
use crate::desk::add_organisation::{AddOrganisation, Addition};
use crate::desk::appoint::{Appoint, Appointment};
use crate::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use crate::desk::found::found as found_first;
use crate::desk::open_balances::{Given, OpenBalances, OpenRequest};
use crate::desk::propose_scheme::{Proposal, ProposeScheme};
use crate::desk::set_policy::{SetPolicy, Setting};
use crate::engine::calendar::Day;
use crate::engine::ids::DocumentKind;
use crate::engine::ledger::Code;
use crate::engine::money::Fen;
use crate::engine::office::{OrganisationKind, Policy, Role};
use crate::generate::World;
use crate::store::login::Principal;
use crate::store::organisation::First;
use crate::store::staff::NewStaff;
use crate::store::{BookId, StoreError, identity};

/// The city's own book.
pub(super) const CITY: &str = "city";
/// The counties: id of organisation and book, name, and what its logins end with.
pub(super) const COUNTIES: [(&str, &str); 3] =
    [("jia", "示例市甲县总工会"), ("yi", "示例市乙县总工会"), ("bing", "示例市丙县总工会")];

pub(super) const MUTUAL: &str = "demo/mutual";
pub(super) const CRITICAL: &str = "demo/critical";
/// Their editions.
const SCHEMES: [(&str, &str); 2] =
    [(MUTUAL, include_str!("mutual.toml")), (CRITICAL, include_str!("critical.toml"))];
/// The first day of both.
const FROM: Day = Day::constant(2024, 1, 1);
/// Within so many working days a claim is answered.
const PROMISED: u32 = 10;
/// A scheme that waits for a second person.
const NEXT: &str = "demo/women";

/// Login, role, level of the ladder, organisation, what he is called.
type Post = (&'static str, Role, &'static str, &'static str, (&'static str, &'static str));

const POSTS: [Post; 15] = [
    ("clerk", Role::Clerk, "", "jia", ("甲县经办人", "clerk of county A")),
    ("clerk-2", Role::Clerk, "", "jia", ("甲县第二经办人", "second clerk of county A")),
    ("reviewer", Role::Reviewer, "county", "jia", ("甲县复核人", "reviewer of county A")),
    ("finance", Role::Finance, "", "jia", ("甲县财务人员", "finance officer of county A")),
    ("administrator", Role::Administrator, "", "jia", ("甲县管理员", "administrator of county A")),
    ("auditor", Role::Auditor, "", "jia", ("甲县审计人员", "auditor of county A")),
    ("clerk-yi", Role::Clerk, "", "yi", ("乙县经办人", "clerk of county B")),
    ("reviewer-yi", Role::Reviewer, "county", "yi", ("乙县复核人", "reviewer of county B")),
    ("finance-yi", Role::Finance, "", "yi", ("乙县财务人员", "finance officer of county B")),
    ("clerk-bing", Role::Clerk, "", "bing", ("丙县经办人", "clerk of county C")),
    ("reviewer-bing", Role::Reviewer, "county", "bing", ("丙县复核人", "reviewer of county C")),
    ("finance-bing", Role::Finance, "", "bing", ("丙县财务人员", "finance officer of county C")),
    ("reviewer-city", Role::Reviewer, "city", CITY, ("示例市复核人", "reviewer of the city")),
    ("auditor-city", Role::Auditor, "", CITY, ("示例市审计人员", "auditor of the city")),
    ("admin-2", Role::Administrator, "", CITY, ("示例市第二管理员", "second administrator of the city")),
];

const FIRST: Post = ("admin", Role::Administrator, "", CITY, ("示例市管理员", "administrator of the city"));

/// The staff, whose accounts are not known yet.
pub(super) fn users() -> Vec<User> {
    POSTS.iter().chain([&FIRST]).map(|post| user(post, String::new())).collect()
}

/// The logins of the staff.
pub(super) fn logins() -> [&'static str; POSTS.len()] {
    POSTS.map(|(login, ..)| login)
}

fn user((login, role, _, book, title): &Post, staff: String) -> User {
    use crate::engine::claim::words::Word as _;
    User { login, role: role.word(), title: (*title).into(), book, principal: Principal::Staff(staff) }
}

/// Founds the office of the city, opens those of the counties, appoints their staff, publishes the schemes and opens the
/// books.
pub(super) async fn found(hand: &mut Hand, world: &World) -> Result<Demo, DemoError> {
    let staff = first(hand, world).await?;
    let mut demo = Demo::default();
    for (id, name) in COUNTIES {
        let (id, name) = (id.into(), name.into());
        let addition = Addition { id, name, kind: OrganisationKind::County, above: None, keeps_book: true };
        hand.ask::<AddOrganisation>((CITY, FIRST.0), addition, "").await?;
    }
    for (post, at) in POSTS.iter().zip(1..) {
        let (login, role, level, organisation, (title, _)) = *post;
        let level = Some(level.to_owned()).filter(|level| !level.is_empty());
        let appointment = Appointment {
            login: login.into(),
            name: format!("演示{title}"),
            document: (DocumentKind::Resident, number(world, at)),
            roles: vec![(role, level)],
            from: hand.now().day(),
            to: None,
            organisation: Some(organisation.into()),
        };
        let appointed = hand.ask::<Appoint>((CITY, FIRST.0), appointment, "").await?;
        hand.know(login, appointed.staff.clone());
        demo.users.push(user(post, appointed.staff));
    }
    demo.users.push(user(&FIRST, staff));
    publish(hand).await?;
    for ((book, _), login) in COUNTIES.iter().zip(["finance", "finance-yi", "finance-bing"]) {
        hand.ask::<OpenBalances>((book, login), balances(), "").await?;
        let promise = Setting { policy: Policy::AnswerDays, value: PROMISED };
        hand.ask::<SetPolicy>((book, FIRST.0), promise, "理事会决议").await?;
    }
    Ok(demo)
}

/// The identity number of the somebody-th of the staff: they are counted from the end of the world.
fn number(world: &World, at: u64) -> String {
    world.member(world.sizes().members - 1 - at).id_number.as_str().to_owned()
}

async fn first(hand: &mut Hand, world: &World) -> Result<String, DemoError> {
    let store = hand.office().store.clone();
    let broken = |why: String| StoreError::Broken(why);
    let book = BookId::try_from(CITY).map_err(|why| broken(why.to_string()))?;
    let document = crate::engine::ids::IdentityDocument::parse(DocumentKind::Resident, &number(world, 0));
    let document = document.map_err(|why| broken(why.to_string()))?;
    let (login, _, _, _, (title, _)) = FIRST;
    let staff = format!("{CITY}-u00000001");
    let account = NewStaff {
        id: staff.clone(),
        organisation_id: CITY.into(),
        person: identity::index_of(store.keys(), &document),
        name: format!("演示{title}"),
        login: login.into(),
    };
    let first =
        First { id: CITY.into(), kind: OrganisationKind::City, name: "示例市总工会".into(), book };
    if !found_first(&store, first, account, hand.now()).await? {
        return Err(DemoError::There);
    }
    hand.know(login, staff.clone());
    Ok(staff)
}

/// One administrator proposes and the other confirms; one edition is left to be confirmed.
async fn publish(hand: &mut Hand) -> Result<(), DemoError> {
    for (scheme, text) in SCHEMES {
        let proposal = proposal(scheme, FROM, text.into());
        let answer = hand.ask::<ProposeScheme>((CITY, FIRST.0), proposal, "").await?;
        let confirmation = Confirmation { scheme: answer.scheme, from: answer.from, hash: answer.hash };
        hand.ask::<ConfirmScheme>((CITY, "admin-2"), confirmation, "").await?;
    }
    Ok(())
}

/// A scheme that waits for its second person: nothing is decided by it before it is confirmed.
pub(super) async fn propose_next(hand: &mut Hand) -> Result<(), DemoError> {
    let (scheme, text) = SCHEMES[1];
    let text = text.replace(scheme, NEXT).replace("职工重大疾病互助", "女职工特殊疾病互助");
    let text = text.replace("employees' critical-illness", "women employees' special-disease");
    hand.ask::<ProposeScheme>((CITY, FIRST.0), proposal(NEXT, FROM, text), "").await?;
    Ok(())
}

fn proposal(scheme: &str, from: Day, text: String) -> Proposal {
    Proposal { scheme: scheme.into(), from, text, lists: BTreeMap::new() }
}

/// What the pools had when their books began.
fn balances() -> OpenRequest {
    let row = |line, pool: &str, code, debit, credit| Given {
        line,
        pool: pool.into(),
        code,
        sub: "".into(),
        party: "".into(),
        debit: Fen::yuan(debit),
        credit: Fen::yuan(credit),
    };
    let (mutual, critical) = ("demo/mutual/county", "demo/critical/critical");
    let rows = vec![
        row(2, mutual, Code::IncomeBank, 800_000, 0),
        row(3, mutual, Code::Accumulated, 0, 800_000),
        row(4, critical, Code::IncomeBank, 300_000, 0),
        row(5, critical, Code::Accumulated, 0, 300_000),
    ];
    OpenRequest { rows, document: "期初余额表".into(), period: None }
}
