//! Organisations are a tree: who belongs to one part sees and changes nothing of another, and those above see theirs.

use std::future::ready;

use huzhu::desk::add_employer::{AddEmployer, EmployerAddition};
use huzhu::desk::add_organisation::{AddOrganisation, Addition};
use huzhu::desk::appoint::{Appoint, Appointment};
use huzhu::desk::change_staff::{ChangeStaff, StaffChange};
use huzhu::desk::{Act, Call};
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::office::{AccountState, OrganisationKind, Refusal, Role};
use huzhu::store::organisation::{self, First};
use huzhu::store::{BookId, Scope, StoreError, book, employer, staff};

use super::{Setting, code, day, world};
use crate::office::databases::on_both;

fn named(id: &str) -> BookId {
    BookId::try_from(id).unwrap()
}

fn addition(id: &str, kind: OrganisationKind, above: Option<&str>) -> Addition {
    let name = format!("{id}工会");
    Addition { id: id.into(), name, kind, above: above.map(Into::into), keeps_book: true }
}

fn clerk(login: &str, person: u64, role: Role) -> Appointment {
    Appointment {
        login: login.into(),
        name: "例".into(),
        document: (DocumentKind::Resident, world(0).member(person).id_number.as_str().into()),
        roles: vec![(role, None)],
        from: day("2025-01-01"),
        to: None,
        organisation: None,
    }
}

impl Setting {
    /// One request in a book.
    async fn ask_in<A: Act>(
        &self,
        book: &str,
        (staff, key): (&str, &str),
        request: A::Request,
    ) -> Result<A::Answer, Refusal> {
        let call = Call::new(staff, key, request).because("为测试");
        self.desk.one::<A>(&named(book), call).await.unwrap().answer
    }

    /// Two organisations with books below the first, each with a clerk and an administrator; a third without a book
    /// below the second. Gives the accounts: clerk and administrator of the one, clerk and administrator of the other.
    async fn with_two_below(&self) -> [String; 4] {
        for (id, kind, above) in [
            ("east", OrganisationKind::Township, None),
            ("west", OrganisationKind::Township, Some("o1")),
            ("mill", OrganisationKind::Enterprise, Some("west")),
        ] {
            let keeps_book = id != "mill";
            let request = Addition { keeps_book, ..addition(id, kind, above) };
            self.ask::<AddOrganisation>("s2", &format!("add-{id}"), request).await.unwrap();
        }
        let mut accounts = vec![];
        for (book, login, person, role) in [
            ("east", "clerk-east", 1, Role::Clerk),
            ("east", "admin-east", 2, Role::Administrator),
            ("west", "clerk-west", 3, Role::Clerk),
            ("west", "admin-west", 4, Role::Administrator),
        ] {
            let appointment = clerk(login, person, role);
            accounts.push(self.ask_in::<Appoint>(book, ("s2", login), appointment).await.unwrap().staff);
        }
        accounts.try_into().unwrap()
    }
}

#[test]
fn who_sees_and_changes_what() {
    on_both(async |base| {
        let setting = Setting::bare(base).await;
        let [east, admin_east, west, _] = setting.with_two_below().await;
        let everything = ["b1", "east", "west"];
        // (account, books in which he acts and which he sees)
        let table: [(&str, &[&str]); 3] = [(&east, &["east"]), (&west, &["west"]), ("s1", &everything)];
        for (at, (account, may)) in table.into_iter().enumerate() {
            for book in everything {
                let name = format!("{book}单位{at}");
                let request = EmployerAddition { name, credit_code: None, size: None };
                let key = format!("employer-{at}");
                let answer = setting.ask_in::<AddEmployer>(book, (account, &key), request).await;
                let expected = if may.contains(&book) { "done" } else { "not-active" };
                assert_eq!(code(answer), expected, "{account} in {book}");
            }
        }
        let store = &setting.desk.office().store;
        for (account, sees) in table {
            let scope = Scope::of_staff(store, account).await.unwrap().unwrap();
            let seen: Vec<String> =
                book::seen(store, &scope).await.unwrap().into_iter().map(|book| book.id).collect();
            assert_eq!(seen, sees, "{account}");
            for book in everything {
                let listed = employer::list(store, &scope, &named(book)).await.unwrap().len();
                assert_eq!(listed > 0, sees.contains(&book), "{account} looks at {book}");
            }
            let organisations = organisation::list(store, &scope).await.unwrap();
            let expected = if account == "s1" { 4 } else { 1 + usize::from(account == west) };
            assert_eq!(organisations.len(), expected, "{account}");
            let accounts = staff::list(store, &scope, day("2025-01-10")).await.unwrap();
            let others = accounts.iter().any(|row| row.login.ends_with("west"));
            assert_eq!(others, account != east, "{account} looks at the staff");
        }
        // An administrator of one part reaches no account and no organisation of another.
        let admin = admin_east.as_str();
        let taken = clerk("clerk-west", 3, Role::Administrator);
        assert_eq!(code(setting.ask_in::<Appoint>("east", (admin, "a1"), taken).await), "field");
        let elsewhere = Appointment { organisation: Some("west".into()), ..clerk("new", 5, Role::Clerk) };
        assert_eq!(code(setting.ask_in::<Appoint>("east", (admin, "a2"), elsewhere).await), "not-found");
        let suspend = StaffChange { login: "clerk-west".into(), to: AccountState::Suspended };
        let answer = setting.ask_in::<ChangeStaff>("east", (admin, "a3"), suspend.clone()).await;
        assert_eq!(code(answer), "not-found");
        let below = addition("shop", OrganisationKind::Enterprise, Some("west"));
        let answer = setting.ask_in::<AddOrganisation>("east", (admin, "a4"), below).await;
        assert_eq!(code(answer), "not-found");
        assert_eq!(code(setting.ask::<ChangeStaff>("s2", "a5", suspend).await), "done");
        let request = EmployerAddition { name: "又一单位".into(), credit_code: None, size: None };
        let answer = setting.ask_in::<AddEmployer>("west", (&west, "a6"), request).await;
        assert_eq!(code(answer), "not-active", "who is suspended acts no more");
    });
}

#[test]
fn which_organisation_stands_below_which() {
    use OrganisationKind::{City, County, Enterprise, Township};
    on_both(async |base| {
        let setting = Setting::bare(base).await;
        let table = [
            ("s1", addition("a", Township, None), "no-right"),
            ("s2", addition("A b", Township, None), "field"),
            ("s2", addition("a", City, None), "field"),
            ("s2", addition("a", County, Some("o1")), "field"),
            ("s2", addition("a", Township, Some("nowhere")), "not-found"),
            ("s2", Addition { name: " ".into(), ..addition("a", Township, None) }, "field"),
            ("s2", addition("b1", Township, None), "field"),
            ("s2", addition("o1", Township, None), "field"),
            ("s2", addition("a", Township, None), "done"),
            ("s2", addition("a", Township, None), "field"),
            ("s2", addition("b", Enterprise, Some("a")), "done"),
        ];
        for (at, (staff, request, says)) in table.into_iter().enumerate() {
            let answer = setting.ask::<AddOrganisation>(staff, &format!("k{at}"), request).await;
            assert_eq!(code(answer), says, "{at}");
        }
    });
}

#[test]
fn half_an_office_never_stands() {
    on_both(async |base| {
        let store = base.store().await;
        let first = First {
            id: "o1".into(),
            kind: OrganisationKind::County,
            name: "某县总工会".into(),
            book: named("b1"),
        };
        let failed = store
            .found(first.clone(), |_| Box::pin(ready(Err::<(), _>(StoreError::Broken("for a test".into())))));
        assert!(failed.await.is_err());
        assert_eq!(organisation::first(&store).await.unwrap(), None);
        for sql in ["select count(*) from organisation", "select count(*) from book"] {
            assert_eq!(base.number(sql).await, 0, "{sql}");
        }
        store.found(first.clone(), |_| Box::pin(ready(Ok(())))).await.unwrap();
        assert!(store.found(first, |_| Box::pin(ready(Ok(())))).await.is_err(), "there is one office");
        assert_eq!(base.number("select count(*) from book").await, 1);
    });
}
