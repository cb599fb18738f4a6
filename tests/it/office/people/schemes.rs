//! Schemes are published by two persons, whole, and once.

use huzhu::desk::enrol::Enrol;

use super::{Setting, TEXT, code, enrolment, world};
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
