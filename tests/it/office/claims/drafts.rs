//! Drafts and documents: kept, changed, handed in later, dropped; documents are added once and come back.

use huzhu::desk::attach::{Attach, AttachRequest};
use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::hand_in::{HandIn, HandInRequest};
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::submit::{NewRequest, Submit};
use huzhu::engine::money::Fen;
use huzhu::engine::office::stage::StageName;
use huzhu::store::files::Files;
use huzhu::store::{Scope, document};

use super::world::{World, request, stay};
use crate::office::databases::{keys, on_both};

#[test]
fn a_draft_is_changed_and_handed_in_later() {
    on_both(async |base| {
        let world = World::open(base).await;
        let mut first = stay("m2", "2026-03-01", 100);
        first.claim.invoice = Some("36060120/0012345678".into());
        world.submit(first.clone()).await;
        first.person.member = "m1".into();
        let draft = NewRequest { draft: true, ..request(first.clone()) };
        let draft = world.ask::<Submit>("s1", draft).await.unwrap();
        assert!(draft.holds.is_empty(), "nobody looks at a draft");
        let claim = draft.claim;
        let hand_in = HandInRequest { claim: claim.clone() };
        assert_eq!(base.number("select count(*) from seen_invoice").await, 1);
        let decide = huzhu::desk::decide::DecideRequest { claim: claim.clone() };
        let refused = world.ask::<huzhu::desk::decide::Decide>("s1", decide).await.unwrap_err();
        assert_eq!(refused.code(), "wrong-stage");
        let mut facts = stay("m1", "2026-03-02", 250);
        facts.claim.invoice = first.claim.invoice;
        world.ask::<Correct>("s1", CorrectRequest { claim: claim.clone(), facts }).await.unwrap();
        let handed_in = world.ask::<HandIn>("s1", hand_in.clone()).await.unwrap();
        assert_eq!(handed_in.holds, ["same-invoice"]);
        assert_eq!(handed_in.receipt, draft.receipt);
        assert_eq!(base.number("select count(*) from seen_invoice").await, 2);
        assert_eq!(base.number("select holds from claim where id = 'c00000002'").await, 1);
        assert_eq!(world.ask::<HandIn>("s1", hand_in).await.unwrap_err().code(), "wrong-stage");
        let decided = world.decide(&claim).await;
        assert_eq!((decided.stage, decided.amount), (StageName::Proposed, Fen::yuan(250)));
    });
}

#[test]
fn a_draft_is_dropped() {
    on_both(async |base| {
        let world = World::open(base).await;
        let draft = NewRequest { draft: true, ..request(stay("m1", "2026-03-01", 100)) };
        let claim = world.ask::<Submit>("s1", draft).await.unwrap().claim;
        world.ask::<Revoke>("s1", RevokeRequest { claim: claim.clone() }).await.unwrap();
        let refused = world.ask::<HandIn>("s1", HandInRequest { claim }).await.unwrap_err();
        assert_eq!(refused.code(), "wrong-stage");
        assert_eq!(base.number("select count(*) from decision where change_fen <> 0").await, 0);
    });
}

#[test]
fn a_document_is_added_once_and_comes_back() {
    on_both(async |base| {
        let world = World::open(base).await;
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path(), keys());
        let claim = world.submit(stay("m1", "2026-03-01", 100)).await.claim;
        let stored = files.put("b1", b"%PDF-1.7 invoice").unwrap();
        let attach = |claim: &str, name: &str| AttachRequest::new(claim, name, &stored);
        let first = world.ask::<Attach>("s1", attach(&claim, "发票.pdf")).await.unwrap();
        let again = world.ask::<Attach>("s1", attach(&claim, "发票2.pdf")).await.unwrap();
        assert_eq!((first.known, again.known, &again.document), (false, true, &first.document));
        let other = files.put("b1", b"\xff\xd8\xff scan").unwrap();
        world.ask::<Attach>("s1", AttachRequest::new(&claim, " 病案.jpg ", &other)).await.unwrap();
        let scope = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
        let id = (&world.book, claim.as_str());
        let listed = document::of_claim(&world.store, world.store.keys(), &scope, id).await.unwrap();
        let shown: Vec<_> = listed
            .iter()
            .map(|one| (one.number, one.name.as_str(), one.media_type.as_str(), one.bytes))
            .collect();
        assert_eq!(shown, [(1, "发票.pdf", "application/pdf", 16), (2, "病案.jpg", "image/jpeg", 8)]);
        assert_eq!(files.get("b1", &listed[0].content_hash).unwrap(), b"%PDF-1.7 invoice");
        assert_eq!(base.number("select count(*) from document where name_sealed like '%pdf%'").await, 0);
        for (claim, name, code) in [("c9", "a", "not-found"), (claim.as_str(), "  ", "field")] {
            assert_eq!(world.ask::<Attach>("s1", attach(claim, name)).await.unwrap_err().code(), code);
        }
        assert_eq!(world.ask::<Attach>("s2", attach(&claim, "a")).await.unwrap_err().code(), "no-right");
        world.ask::<Revoke>("s1", RevokeRequest { claim: claim.clone() }).await.unwrap();
        assert_eq!(world.ask::<Attach>("s1", attach(&claim, "a")).await.unwrap_err().code(), "field");
    });
}
