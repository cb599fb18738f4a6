//! Schemes are published by two persons, whole, and once.

use huzhu::desk::Call;
use huzhu::desk::add_organisation::{AddOrganisation, Addition};
use huzhu::desk::appoint::{Appoint, Appointment};
use huzhu::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use huzhu::desk::enrol::Enrol;
use huzhu::desk::propose_scheme::{Proposal, ProposeScheme};
use huzhu::desk::withdraw_scheme::{WithdrawScheme, WithdrawalRequest};
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::office::{OrganisationKind, Role};
use huzhu::engine::scheme::model::Lang;
use huzhu::store::BookId;

use super::{SCHEME, Setting, TEXT, code, day, enrolment, past, world};
use crate::office::databases::on_both;

#[test]
fn two_persons_publish_a_scheme() {
    on_both(async |base| {
        let setting = Setting::bare(base).await;
        let request = enrolment(&world(0), 3);
        assert_eq!(code(setting.ask::<Enrol>("s1", "e1", request.clone()).await), "not-found");
        assert_eq!(code(setting.propose("s1", TEXT).await), "no-right");
        let faulty = TEXT.replace("total    = 260", "total    = 261");
        assert_eq!(code(setting.propose("s2", &faulty).await), "scheme-faulty");
        let hash = setting.propose("s2", TEXT).await.unwrap();
        assert_eq!(code(setting.ask::<Enrol>("s1", "e2", request.clone()).await), "not-found");
        for (staff, hash, says) in [
            ("s2", &*hash, "maker-is-checker"),
            ("s4", &*hash, "maker-is-checker"),
            ("s3", "0000", "not-found"),
            ("s3", &*hash, "done"),
        ] {
            assert_eq!(code(setting.confirm(staff, hash).await), says, "{staff} {hash}");
        }
        assert_eq!(code(setting.ask::<Enrol>("s1", "e3", request).await), "done");
        assert_eq!(code(setting.propose("s3", &format!("{TEXT}\n")).await), "already-published");
    });
}

fn withdrawal(hash: &str) -> WithdrawalRequest {
    WithdrawalRequest { scheme: SCHEME.into(), from: day("2016-01-01"), hash: hash.into() }
}

#[test]
fn two_persons_withdraw_a_scheme_that_nothing_stands_on() {
    on_both(async |base| {
        let setting = Setting::bare(base).await;
        let hash = setting.propose("s2", TEXT).await.unwrap();
        setting.confirm("s3", &hash).await.unwrap();
        let ask = async |staff: &str, key: &str, hash: &str| {
            setting.ask::<WithdrawScheme>(staff, key, withdrawal(hash)).await
        };
        let member = setting.ask::<Enrol>("s1", "e1", enrolment(&world(0), 3)).await.unwrap().member;
        let refused = ask("s2", "w1", &hash).await.unwrap_err();
        assert_eq!(refused.code(), "edition-stands-under");
        assert!(refused.said().get(Lang::Zh).contains("后续参加记录1条"), "{}", refused.said());
        past(base, "update enrolment set state = 'taken-back'").await;
        let claim = format!(
            "insert into claim (book_id, id, receipt, scheme_id, member_id, stage, facts_sealed, facts_hash, entered_by) \
             values ('b1', 'c1', 1, '{SCHEME}', '{member}', 'submitted', '', '', 's1')"
        );
        let pool = base.pool(1).await;
        sqlx::query(sqlx::AssertSqlSafe(claim)).execute(&pool).await.unwrap();
        assert!(ask("s2", "w2", &hash).await.unwrap_err().said().get(Lang::Zh).contains("申请1条"));
        let decision = format!(
            "insert into decision (book_id, claim_id, number, outcome, cause, paid_fen, change_fen, edition, funding, answer, \
             decided_by, decided_at) values ('b1', 'c1', 1, 'deny', 'decide', 0, 0, '2016-01-01 {hash}', '[]', '', 's1', '')"
        );
        sqlx::query(sqlx::AssertSqlSafe(decision)).execute(&pool).await.unwrap();
        past(base, "update claim set decisions = 1").await;
        assert!(ask("s2", "w3", &hash).await.unwrap_err().said().get(Lang::Zh).contains("审核结论1条"));
        pool.close().await;
    });
}

#[test]
fn a_withdrawn_edition_decides_nothing_and_can_be_published_again() {
    on_both(async |base| {
        let setting = Setting::bare(base).await;
        let hash = setting.propose("s2", TEXT).await.unwrap();
        let ask = async |staff: &str, key: &str, hash: &str| {
            let answer = setting.ask::<WithdrawScheme>(staff, key, withdrawal(hash)).await;
            answer.map_or_else(
                |refusal| refusal.code(),
                |done| if done.is_withdrawn { "gone" } else { "wanted" },
            )
        };
        // A proposal is withdrawn by one, and then nobody confirms it.
        assert_eq!(ask("s2", "w1", &hash).await, "gone");
        assert_eq!(code(setting.confirm("s3", &hash).await), "not-found");
        let again = Proposal {
            scheme: SCHEME.into(),
            from: day("2016-01-01"),
            text: TEXT.into(),
            lists: std::collections::BTreeMap::new(),
        };
        setting.ask::<ProposeScheme>("s2", "p2", again.clone()).await.unwrap();
        setting.confirm("s3", &hash).await.unwrap();
        for (staff, key, hash, says) in [
            ("s1", "w2", &*hash, "no-right"),
            ("s2", "w3", "0000", "not-found"),
            ("s2", "w4", &*hash, "wanted"),
            ("s2", "w5", &*hash, "maker-is-checker"),
            ("s4", "w6", &*hash, "maker-is-checker"),
            ("s3", "w7", &*hash, "gone"),
            ("s3", "w8", &*hash, "stale"),
        ] {
            assert_eq!(ask(staff, key, hash).await, says, "{key}");
        }
        assert_eq!(code(setting.ask::<Enrol>("s1", "e1", enrolment(&world(0), 3)).await), "not-found");
        setting.ask::<ProposeScheme>("s2", "p3", again).await.unwrap();
        let confirmation = Confirmation { scheme: SCHEME.into(), from: day("2016-01-01"), hash };
        setting.ask::<ConfirmScheme>("s3", "c3", confirmation).await.unwrap();
        assert_eq!(code(setting.ask::<Enrol>("s1", "e2", enrolment(&world(0), 3)).await), "done");
    });
}

#[test]
fn a_scheme_is_its_organisations_and_of_those_above() {
    on_both(async |base| {
        let setting = Setting::new(base).await;
        let town = Addition {
            id: "town".into(),
            name: "镇工会".into(),
            kind: OrganisationKind::Township,
            above: None,
            keeps_book: true,
        };
        setting.ask::<AddOrganisation>("s2", "town", town).await.unwrap();
        let book = BookId::try_from("town").unwrap();
        let appointment = Appointment {
            login: "head".into(),
            name: "例".into(),
            document: (DocumentKind::Resident, world(0).member(9).id_number.as_str().into()),
            roles: vec![(Role::Administrator, None)],
            from: day("2025-01-01"),
            to: None,
            organisation: None,
        };
        let call = Call::new("s2", "head", appointment);
        let head = setting.desk.one::<Appoint>(&book, call).await.unwrap().answer.unwrap().staff;
        let hash = TEXT.len().to_string();
        let call = Call::new(&head, "w", withdrawal(&hash));
        let answer = setting.desk.one::<WithdrawScheme>(&book, call).await.unwrap().answer;
        assert!(
            answer.unwrap_err().said().get(Lang::Zh).contains("方案cn/guizhou/sinan"),
            "not his to withdraw"
        );
        let own = |id: &str| Proposal {
            scheme: id.into(),
            from: day("2016-01-01"),
            text: TEXT.replace(SCHEME, id),
            lists: std::collections::BTreeMap::new(),
        };
        for (id, says) in [(SCHEME, "not-found"), ("town/own", "done")] {
            let call = Call::new(&head, id, own(id));
            let answer = setting.desk.one::<ProposeScheme>(&book, call).await.unwrap().answer;
            assert_eq!(code(answer), says, "{id}");
        }
        assert_eq!(code(setting.ask::<ProposeScheme>("s3", "above", own("town/own")).await), "done");
    });
}
