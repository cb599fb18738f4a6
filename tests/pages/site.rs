//! A demonstration that is served on a port, with the scheme of the published dialysis case beside its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use huzhu::clock::Now;
use huzhu::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use huzhu::desk::enrol::{Enrol, Enrolment};
use huzhu::desk::propose_scheme::{Proposal, ProposeScheme};
use huzhu::desk::{Act, Call, Desk, Office};
use huzhu::engine::calendar::Day;
use huzhu::service::demo::{self, PEOPLE, SEED};
use huzhu::service::{App, Settings, serve, served_beside};
use huzhu::store::files::Files;
use huzhu::store::seal::{KeyRing, SeededRandom};
use huzhu::store::{BookId, Store, login, staff};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The scheme whose base is the total less what insurance paid.
pub const DIALYSIS: &str = "cn/guizhou/provincial";

/// A demonstration that is served while it is held.
pub struct Site {
    pub url: String,
    _app: App,
    /// The member whom `member` is.
    pub member: String,
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
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (router, ..) = served_beside(&app, huzhu::pages::router(&app));
        tokio::spawn(serve(router, listener, std::future::pending()));
        Self { url, _app: app, member, _folder: folder }
    }
}

/// The day so many days ago.
pub fn ago(days: i64) -> Day {
    Now::read().plus_seconds(-86_400 * days).day()
}

/// Publishes the scheme and enrols the member.
async fn dialysis(app: &App, member: &str) {
    let text = std::fs::read_to_string(format!("schemes/{DIALYSIS}/2009-01-01.toml")).unwrap();
    let from = Day::constant(2009, 1, 1);
    let proposal = Proposal { scheme: DIALYSIS.into(), from, text, lists: BTreeMap::new() };
    let proposed = bring::<ProposeScheme>(app, ("city", "admin"), proposal).await;
    let confirmation = Confirmation { scheme: proposed.scheme, from: proposed.from, hash: proposed.hash };
    bring::<ConfirmScheme>(app, ("city", "admin-2"), confirmation).await;
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
