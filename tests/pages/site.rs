//! A demonstration that is served on a port, with the scheme of the published dialysis case beside its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use huzhu::clock::Now;
use huzhu::desk::attach_to_member::{AttachToMember, MemberDocument};
use huzhu::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use huzhu::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use huzhu::desk::enrol::{Enrol, Enrolment};
use huzhu::desk::name_payee::{NamePayee, Naming};
use huzhu::desk::open_balances::{Given, OpenBalances, OpenRequest};
use huzhu::desk::propose_scheme::{Proposal, ProposeScheme};
use huzhu::desk::{Act, Call, Desk, Office};
use huzhu::engine::calendar::Day;
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::ledger::Code;
use huzhu::engine::money::Fen;
use huzhu::engine::office::PayeeKind;
use huzhu::service::demo::{self, PEOPLE, SEED};
use huzhu::service::{App, Settings, serve, served_beside};
use huzhu::store::claim::queue;
use huzhu::store::files::Files;
use huzhu::store::member::shown;
use huzhu::store::seal::{KeyRing, SeededRandom};
use huzhu::store::{BookId, Scope, Store, login, staff};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The scheme whose base is the total less what insurance paid.
pub const DIALYSIS: &str = "cn/guizhou/provincial";

/// A demonstration that is served while it is held.
pub struct Site {
    pub url: String,
    app: App,
    /// The member whom `member` is.
    pub member: String,
    /// His identity number.
    pub number: String,
    _folder: TempDir,
}

impl Site {
    /// A new demonstration.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyRing::generate(Arc::new(SeededRandom::new(1)));
        let url = format!("sqlite:{}", folder.path().join("office.db").display());
        let store = Store::open(&url, keys.clone()).await.unwrap();
        let documents = folder.path().join("documents");
        let people = demo::load(&store, &documents, Now::read(), (SEED, PEOPLE)).await.unwrap();
        let desk = Desk::new(Office::new(store.clone(), Now::read));
        let settings = Settings { per_account: 0, per_address: 0, logins: 0, ..Settings::default() };
        let app = App::demonstration(desk, Files::new(documents, keys), settings, people);
        let member = login::of_login(&store, "member").await.unwrap().unwrap().member_id;
        dialysis(&app, &member).await;
        let number = number(&store, &member).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (router, ..) = served_beside(&app, huzhu::pages::router(&app));
        tokio::spawn(serve(router, listener, std::future::pending()));
        Self { url, app, member, number, _folder: folder }
    }
}

impl Site {
    /// The claims of the county at a stage, at most so many as a list has.
    pub async fn claims(&self, stage: &str) -> Vec<String> {
        let store = self.app.store();
        let clerk = staff::of_login(store, "clerk").await.unwrap().unwrap();
        let scope = Scope::of_staff(store, &clerk).await.unwrap().unwrap();
        let book = BookId::try_from("jia").unwrap();
        let found = queue::at_stage(store, &scope, &book, (stage, false, 100)).await.unwrap();
        found.into_iter().map(|claim| claim.id).collect()
    }

    /// Makes the member the guardian of another one of the county.
    pub async fn makes_guardian(&self) {
        let ward = login::of_login(self.app.store(), "member-2").await.unwrap().unwrap().member_id;
        let content = include_bytes!("../../src/service/demo/paper.pdf").to_vec();
        let stored = self.app.files().put("jia", &content).unwrap();
        let document = MemberDocument::new(&ward, "监护证明.pdf", &stored);
        let proof = bring::<AttachToMember>(&self.app, ("jia", "clerk"), document).await.document;
        let naming = Naming {
            member: ward,
            kind: PayeeKind::Guardian,
            name: "某某".into(),
            document: (DocumentKind::Resident, self.number.clone()),
            account: "9999000000000017".into(),
            proof: proof.to_string(),
            from: Some(ago(100)),
        };
        let payee = bring::<NamePayee>(&self.app, ("jia", "clerk"), naming).await.payee;
        bring::<ConfirmPayee>(&self.app, ("jia", "reviewer"), PayeeConfirmation { payee }).await;
    }
}

/// The day so many days ago.
pub fn ago(days: i64) -> Day {
    Now::read().plus_seconds(-86_400 * days).day()
}

/// The identity number of a member of the county.
async fn number(store: &Store, member: &str) -> String {
    let book = BookId::try_from("jia").unwrap();
    let scope = Scope::of_member(store, &book, member).await.unwrap().unwrap();
    let member = shown::find(store, &scope, (&book, member)).await.unwrap().unwrap();
    shown::numbers(store, &book, &member).await.unwrap().remove(0).number
}

/// Publishes the scheme, puts money into its pool, and enrols the member.
async fn dialysis(app: &App, member: &str) {
    let text = std::fs::read_to_string(format!("schemes/{DIALYSIS}/2009-01-01.toml")).unwrap();
    let from = Day::constant(2009, 1, 1);
    let proposal = Proposal { scheme: DIALYSIS.into(), from, text, lists: BTreeMap::new() };
    let proposed = bring::<ProposeScheme>(app, ("city", "admin"), proposal).await;
    let confirmation = Confirmation { scheme: proposed.scheme, from: proposed.from, hash: proposed.hash };
    bring::<ConfirmScheme>(app, ("city", "admin-2"), confirmation).await;
    let row = |line, code, debit, credit| Given {
        line,
        pool: format!("{DIALYSIS}/province").into(),
        code,
        sub: "".into(),
        party: "".into(),
        debit: Fen::yuan(debit),
        credit: Fen::yuan(credit),
    };
    let rows = vec![row(2, Code::IncomeBank, 50_000, 0), row(3, Code::Accumulated, 0, 50_000)];
    let opening = OpenRequest { rows, document: "期初余额表".into(), period: None };
    bring::<OpenBalances>(app, ("jia", "finance"), opening).await;
    let enrolment = Enrolment {
        scheme: DIALYSIS.into(),
        as_of: ago(30).first_of_year(),
        enrolled_on: ago(30).first_of_year().yesterday().ok(),
        member: Some(member.into()),
        ..Enrolment::default()
    };
    bring::<Enrol>(app, ("jia", "clerk"), enrolment).await;
}

/// Brings a request of somebody to the desk.
pub async fn bring<A: Act>(app: &App, (book, login): (&str, &str), request: A::Request) -> A::Answer {
    let who = staff::of_login(app.store(), login).await.unwrap().unwrap();
    let book = BookId::try_from(book).unwrap();
    let call = Call::new(&who, &format!("site-{}-{login}", A::NAME), request);
    app.desk().one::<A>(&book, call).await.unwrap().answer.unwrap()
}
