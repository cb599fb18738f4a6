//! The number of statements of a slice does not depend on its length, whatever the act.

use std::collections::BTreeMap;

use huzhu::desk::add_employer::{AddEmployer, EmployerAddition};
use huzhu::desk::add_organisation::{AddOrganisation, Addition};
use huzhu::desk::appoint::{Appoint, Appointment};
use huzhu::desk::categorise::{Categorise, Recognition};
use huzhu::desk::change_employer::{ChangeEmployer, EmployerChange};
use huzhu::desk::change_staff::{ChangeStaff, StaffChange};
use huzhu::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use huzhu::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use huzhu::desk::correct_identity::{CorrectIdentity, Correction};
use huzhu::desk::declare_relative::{Declaration, DeclareRelative};
use huzhu::desk::deputise::{Deputise, Deputyship};
use huzhu::desk::end_category::{CategoryEnd, EndCategory};
use huzhu::desk::end_payee::{EndPayee, PayeeEnd};
use huzhu::desk::enrol::{Enrol, Enrolment};
use huzhu::desk::join_household::{JoinHousehold, Joining};
use huzhu::desk::leave::{Departure, Leave};
use huzhu::desk::merge_members::{Merge, MergeMembers};
use huzhu::desk::name_payee::{NamePayee, Naming};
use huzhu::desk::propose_scheme::{Proposal, ProposeScheme};
use huzhu::desk::relieve::{Relief, Relieve};
use huzhu::desk::renew::{Renew, Renewal};
use huzhu::desk::transfer::{Move, Transfer};
use huzhu::desk::withdraw_scheme::{WithdrawScheme, WithdrawalRequest};
use huzhu::desk::{Act, Call};
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::office::{AccountState, OrganisationKind, PayeeKind, Role};

use super::{TEXT, day, enrolment, past, world};
use crate::office::claims::world::{SCHEME, World};
use crate::office::databases::{Base, on_both};

/// A slice of one, and one of many.
const ONE: std::ops::Range<usize> = 1..2;
const MANY: std::ops::Range<usize> = 2..7;

impl World {
    /// Carries an act out for one request and for many, and gives all answers; both take as many statements.
    async fn slices<A: Act>(&self, staff: &str, request: impl Fn(usize) -> A::Request) -> Vec<A::Answer> {
        let mut answers = vec![];
        let mut statements = vec![];
        for places in [ONE, MANY] {
            let before = self.store.statements();
            let calls = places.map(|at| Call::new(staff, &self.key(), request(at)).because("测试"));
            for reply in self.desk.many::<A>(&self.book, calls.collect()).await.unwrap() {
                answers
                    .push(reply.answer.unwrap_or_else(|refusal| panic!("{}: {}", A::NAME, refusal.said())));
            }
            statements.push(self.store.statements() - before);
        }
        assert_eq!(statements[0], statements[1], "{} of one and of many", A::NAME);
        answers
    }
}

fn document(number: usize) -> (DocumentKind, String) {
    let number = world(0).member(u64::try_from(number).unwrap()).id_number;
    (DocumentKind::Resident, number.as_str().into())
}

fn member(at: usize) -> String {
    format!("m{at}")
}

async fn office(base: &Base) -> World {
    let category = "[[category]]\nid = \"poor\"\nlabel = \"困难职工\"\nlabel_en = \"poor\"\nclause = \"1\"\n\
        reverify_months = 12\n\n[[category]]\nid = \"plain\"\nlabel = \"一般\"\nlabel_en = \"plain\"\n\
        default = true\n\n[[benefit]]";
    World::with(base, &[("[[benefit]]", category)]).await
}

#[test]
fn staff_and_organisations() {
    on_both(async |base| {
        let world = office(base).await;
        world
            .slices::<AddOrganisation>("s6", |at| Addition {
                id: format!("town-{at}"),
                name: format!("镇{at}"),
                kind: OrganisationKind::Township,
                above: None,
                keeps_book: true,
            })
            .await;
        let login = |at: usize| format!("login-{at}");
        world
            .slices::<Appoint>("s6", |at| Appointment {
                login: login(at),
                name: "例".into(),
                document: document(at),
                roles: vec![(Role::Clerk, None)],
                from: day("2026-01-01"),
                to: None,
                organisation: None,
            })
            .await;
        let change = |at| StaffChange { login: login(at), to: AccountState::Active };
        world.slices::<ChangeStaff>("s6", change).await;
        world
            .slices::<Relieve>("s6", |at| Relief {
                login: login(at),
                role: Role::Clerk,
                level: None,
                last: day("2026-06-30"),
            })
            .await;
        world
            .slices::<Deputise>("s6", |at| Deputyship {
                absent: login(at),
                deputy: "s5".into(),
                from: day("2026-06-01"),
                to: day("2026-06-30"),
            })
            .await;
        world
            .slices::<DeclareRelative>("s6", |at| Declaration {
                login: Some(login(at)),
                member: member(at),
                relation: "配偶".into(),
                take_back: false,
            })
            .await;
    });
}

#[test]
fn members_and_employers() {
    on_both(async |base| {
        let world = office(base).await;
        let employer =
            |at| EmployerAddition { name: format!("单位{at}"), credit_code: None, size: Some(5) };
        world.slices::<AddEmployer>("s1", employer).await;
        world
            .slices::<ChangeEmployer>("s1", |at| EmployerChange {
                employer: format!("单位{at}"),
                name: Some(format!("新单位{at}")),
                ..EmployerChange::default()
            })
            .await;
        let to = |at| Move { member: member(at), employer: "新单位1".into(), on: day("2026-06-01") };
        world.slices::<Transfer>("s1", to).await;
        world.slices::<JoinHousehold>("s1", |at| Joining { members: vec![member(at)], with: None }).await;
        let poor = |at: usize| Recognition {
            member: member(at),
            category: "poor".into(),
            from: None,
            to: None,
            verified: None,
            proof: None,
        };
        // The first one reads the schemes.
        world.ask::<Categorise>("s1", poor(20)).await.unwrap();
        world.slices::<Categorise>("s1", poor).await;
        world
            .slices::<EndCategory>("s1", |at| CategoryEnd {
                member: member(at),
                category: "poor".into(),
                on: day("2026-06-30"),
            })
            .await;
        past(base, "insert into document (book_id, id, member_id, content_hash, media_type, bytes, name_sealed, \
            attached_by, attached_at) select book_id, 'd' || id, id, 'h', 'image/png', 1, '', 's1', '' from member").await;
        let payees = world
            .slices::<NamePayee>("s1", |at| Naming {
                member: member(at),
                kind: PayeeKind::Guardian,
                name: "例".into(),
                document: document(at),
                account: "6222020000000000000".into(),
                proof: format!("dm{at}"),
                from: None,
            })
            .await;
        let payee = |at: usize| payees[at - 1].payee.clone();
        world.slices::<ConfirmPayee>("s2", |at| PayeeConfirmation { payee: payee(at) }).await;
        world.slices::<EndPayee>("s1", |at| PayeeEnd { payee: payee(at), on: day("2026-06-30") }).await;
        world
            .slices::<CorrectIdentity>("s1", |at| Correction { member: member(at), document: document(at) })
            .await;
        let merge = |at: usize| Merge { member: member(at + 20), into: member(at) };
        world.slices::<MergeMembers>("s1", merge).await;
        let leave = |at| Departure { member: member(at), on: day("2026-06-30"), died: false };
        world.slices::<Leave>("s1", leave).await;
    });
}

#[test]
fn schemes_and_enrolments() {
    on_both(async |base| {
        let world = office(base).await;
        let scheme = |at: usize| format!("test/p{at}");
        let from = day("2016-01-01");
        let proposed = world
            .slices::<ProposeScheme>("s6", |at| Proposal {
                scheme: scheme(at),
                from,
                text: TEXT.replace(super::SCHEME, &scheme(at)),
                lists: BTreeMap::new(),
            })
            .await;
        let hash = |at: usize| proposed[at - 1].hash.clone();
        past(
            base,
            "insert into staff (id, organisation_id, person, name, login, state) \
            values ('s7', 'o1', 'p7', '某人', 's7', 'active')",
        )
        .await;
        past(
            base,
            "insert into staff_role (staff_id, role, from_day) values ('s7', 'administrator', '2020-01-01')",
        )
        .await;
        world
            .slices::<ConfirmScheme>("s7", |at| Confirmation { scheme: scheme(at), from, hash: hash(at) })
            .await;
        for staff in ["s6", "s7"] {
            let withdrawal = |at: usize| WithdrawalRequest { scheme: scheme(at), from, hash: hash(at) };
            world.slices::<WithdrawScheme>(staff, withdrawal).await;
        }
        let enrol = |at: usize| Enrolment {
            scheme: SCHEME.into(),
            as_of: day("2026-06-01"),
            plans: vec![],
            employer: Some(format!("单位{at}")),
            ..enrolment(&super::world(0), u64::try_from(at).unwrap())
        };
        world.ask::<Enrol>("s1", enrol(20)).await.unwrap();
        let members = world.slices::<Enrol>("s1", enrol).await;
        world
            .slices::<Renew>("s1", |at| Renewal {
                scheme: SCHEME.into(),
                as_of: day("2027-06-01"),
                enrolled_on: None,
                member: members[at - 1].member.clone(),
            })
            .await;
    });
}
