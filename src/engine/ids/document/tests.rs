//! Numbers of documents that are read, and those that are refused.

use proptest::prelude::*;

use super::{DocumentError as E, DocumentKind as K, IdentityDocument};
use crate::engine::claim::words::Word;
use crate::engine::ids::{ResidentId, ResidentIdError};

#[test]
fn numbers_that_are_read() {
    let table = [
        (K::Resident, "110105 19491231 002x", "11010519491231002X"),
        (K::Resident, "110105491231002", "11010519491231002X"),
        (K::HmtResidence, "810000199408230021", "810000199408230021"),
        (K::HmtResidence, "83000019491231002x", "83000019491231002X"),
        (K::ForeignResidence, "gbr110058080702", "GBR110058080702"),
        (K::ForeignResidence, "911156198108030024", "911156198108030024"),
        (K::Passport, "e 1234 5678", "E12345678"),
        (K::Passport, "EA1234567", "EA1234567"),
        (K::HkMoPermit, "H12345678", "H12345678"),
        (K::HkMoPermit, "m1234567803", "M12345678"),
        (K::TaiwanPermit, "12345678", "12345678"),
        (K::TaiwanPermit, "1234567801(B)", "12345678"),
        (K::TaiwanPermit, "1234567801", "12345678"),
    ];
    for (kind, typed, number) in table {
        let document = with_check(kind, typed);
        assert_eq!(document.map(|d| d.as_str().to_owned()), Ok(with_check_text(number)), "{kind:?} {typed}");
    }
}

/// Numbers of 18 characters above are given their check character, so that the table stays readable.
fn with_check(kind: K, typed: &str) -> Result<IdentityDocument, E> {
    IdentityDocument::parse(kind, &with_check_text(typed))
}

fn with_check_text(typed: &str) -> String {
    let fits = |c: &char| ResidentId::parse(&format!("{}{c}", &typed[..17])).is_ok();
    if typed.len() != 18 || !typed.bytes().take(17).all(|b| b.is_ascii_digit()) {
        return typed.to_owned();
    }
    "0123456789X".chars().find(fits).map_or(typed.to_owned(), |c| format!("{}{c}", &typed[..17]))
}

#[test]
fn numbers_that_are_refused() {
    let form = |kind| E::Form { kind };
    let table = [
        (K::Passport, " ", E::Empty),
        (K::Passport, "Ｅ12345678", E::FullWidth { found: 'Ｅ', ascii: 'E' }),
        (K::Passport, "E123", form(K::Passport)),
        (K::Passport, "ABCDEFGH", form(K::Passport)),
        (K::Passport, "护照12345", form(K::Passport)),
        (K::HkMoPermit, "A12345678", form(K::HkMoPermit)),
        (K::HkMoPermit, "H123456789", form(K::HkMoPermit)),
        (K::HkMoPermit, "港12345678", form(K::HkMoPermit)),
        (K::TaiwanPermit, "123456789", form(K::TaiwanPermit)),
        (K::TaiwanPermit, "12345678(AB)", form(K::TaiwanPermit)),
        (K::TaiwanPermit, "12345678(台)", form(K::TaiwanPermit)),
        (K::ForeignResidence, "GB1110058080702", form(K::ForeignResidence)),
        (K::ForeignResidence, "港澳台", form(K::ForeignResidence)),
        (K::Resident, "110105194912310021", E::Resident(ResidentIdError::CheckDigit)),
        (K::HmtResidence, "11010519491231002X", E::Kind { kind: K::HmtResidence, meant: K::Resident }),
    ];
    for (kind, typed, error) in table {
        assert_eq!(IdentityDocument::parse(kind, typed), Err(error.clone()), "{kind:?} {typed}");
        assert!(error.zh().ends_with('。'));
    }
    let permit = with_check_text("810000199408230020");
    let error = IdentityDocument::parse(K::Resident, &permit).unwrap_err();
    assert_eq!(error, E::Kind { kind: K::Resident, meant: K::HmtResidence });
    assert_eq!(error.zh(), "该号码属于港澳台居民居住证，不是居民身份证，请改选证件类型。");
}

#[test]
fn a_resident_number_becomes_the_document_that_it_is() {
    for (number, kind) in [("11010519491231002X", K::Resident), ("820000199408230020", K::HmtResidence)] {
        let id = ResidentId::parse(&with_check_text(number)).unwrap();
        let document = IdentityDocument::from(&id);
        assert_eq!((document.kind(), document.birth()), (kind, Some(id.birth())));
        assert_eq!(IdentityDocument::parse(kind, id.as_str()), Ok(document));
    }
}

proptest! {
    #[test]
    fn one_form_is_read_back_and_nothing_shows_it(kind in 0_usize..6, text in "[HM]?[0-9]{8,18}|[A-Z]{3}[0-9]{12}|\\PC{0,20}") {
        let kind = K::ALL[kind].1;
        match IdentityDocument::parse(kind, &text) {
            Ok(document) => {
                let again = IdentityDocument::parse(kind, document.as_str());
                prop_assert_eq!(again.as_ref(), Ok(&document));
                let shown = format!("{document:?}");
                prop_assert!(!shown.contains(document.as_str()));
            }
            Err(error) => {
                let said = format!("{error}{}", error.zh());
                prop_assert!(text.len() < 9 || !said.contains(&text));
            }
        }
    }
}
