//! What is noticed on a claim, and what is not.

use proptest::prelude::*;

use super::*;
use crate::engine::calendar::parse_day;
use crate::engine::claim::words::Event;
use crate::engine::claim::{Component, Settlement};
use crate::engine::scheme::model::Lang;

fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

fn names(list: &[&str]) -> Vec<Name> {
    list.iter().map(|name| Name::from(*name)).collect()
}

#[test]
fn invoices_are_found_however_they_are_typed() {
    let identity = |text| Invoice::read(text).map(|invoice| invoice.identity());
    for text in [
        "36060120 0012345678",
        "36060120-0012345678-a1b2c3",
        "３６０６０１２０，００１２３４５６７８",
        "36060120/0012345678/XYZ",
    ] {
        assert_eq!(identity(text).as_deref(), Some("36060120-0012345678"), "{text}");
    }
    assert_eq!(identity("25312000000012345678").as_deref(), Some("-25312000000012345678"));
    for text in ["", " - ", "1 2 3 4", "发票"] {
        assert_eq!(identity(text), None, "{text}");
    }
}

#[test]
fn the_same_invoice() {
    let seen = |book: &str, claim: &str, check: Option<&str>, stands| Sighting {
        book: book.into(),
        claim: claim.into(),
        check: check.map(Into::into),
        stands,
    };
    let here = |claims: &[&str], other_check| Signal::SameInvoice { claims: names(claims), other_check };
    let table = [
        (vec![], vec![]),
        (vec![seen("b1", "c1", None, false)], vec![]),
        (vec![seen("b1", "c1", Some("A"), true)], vec![here(&["c1"], false)]),
        (
            vec![seen("b1", "c2", None, true), seen("b1", "c1", Some("B"), true)],
            vec![here(&["c1", "c2"], true)],
        ),
        (
            vec![seen("b2", "c9", None, true), seen("b1", "c1", None, true), seen("b2", "c8", None, true)],
            vec![here(&["c1"], false), Signal::SameInvoiceElsewhere { books: names(&["b2"]) }],
        ),
    ];
    let invoice = Invoice::new("1", "2", "a").unwrap();
    for (seen, signals) in table {
        assert_eq!(same_invoice(&invoice, "b1", &seen), signals, "{seen:?}");
    }
}

#[test]
fn an_invoice_is_looked_up_again_before_payment() {
    let fresh = day("2026-03-01");
    let red = Signal::RedInvoice { state: InvoiceState::Red };
    let table = [
        (None, Err(AskAgain)),
        (Some((InvoiceState::Valid, day("2026-02-28"))), Err(AskAgain)),
        (Some((InvoiceState::Valid, fresh)), Ok(None)),
        (Some((InvoiceState::Red, fresh)), Ok(Some(red))),
        (Some((InvoiceState::Unknown, fresh)), Ok(Some(Signal::RedInvoice { state: InvoiceState::Unknown }))),
    ];
    for (answer, signal) in table {
        assert_eq!(at_payment(answer, fresh), signal, "{answer:?}");
    }
}

#[test]
fn bills_and_payers() {
    let slip = Settlement::new()
        .with(Component::Total, Fen::yuan(1000))
        .with(Component::FundsPaid, Fen::yuan(700))
        .with(Component::HospitalPaid, Fen::yuan(100));
    let over = Signal::BillExceeded { total: Fen::yuan(1000), paid: Fen::yuan(1001) };
    assert_eq!(exceeded(&slip, &[Fen::yuan(150), Fen::yuan(50)]), None);
    assert_eq!(exceeded(&slip, &[Fen::yuan(150), Fen::yuan(51)]), Some(over));
    assert_eq!(exceeded(&Settlement::new(), &[Fen::yuan(51)]), None);
    assert_eq!(exceeded(&slip.reversed(), &[]), None);
}

#[test]
fn figures_that_cannot_all_be_right() {
    use Component::{FundsPaid, InScope, MemberPart, SelfPay, Total};
    type Figures<'a> = &'a [(Component, i32)];
    let table: [(Figures<'_>, &str); 7] = [
        (&[(Total, 500), (FundsPaid, 400), (MemberPart, 100)], ""),
        (&[(FundsPaid, 400), (MemberPart, 100)], ""),
        (&[(Total, 500), (SelfPay, 500)], ""),
        (&[(Total, 500), (FundsPaid, 600)], ""),
        (&[(Total, -500), (SelfPay, -100)], ""),
        (
            &[(Total, 500), (FundsPaid, 400), (MemberPart, 101)],
            "个人负担总金额＋医院负担金额合计501.00元，大于医疗费总额500.00元",
        ),
        (
            &[(Total, 500), (SelfPay, 600), (InScope, 550)],
            "政策范围内个人自付600.00元，大于医疗费总额500.00元",
        ),
    ];
    for (figures, says) in table {
        let slip = figures.iter().fold(Settlement::new(), |slip, (c, yuan)| slip.with(*c, Fen::yuan(*yuan)));
        let said: Vec<String> = differ(&slip).iter().map(|s| s.said().get(Lang::Zh).to_owned()).collect();
        assert_eq!(said.len(), usize::from(!says.is_empty()), "{figures:?}: {said:?}");
        assert!(said.iter().all(|said| said.contains(says)), "{figures:?}: {said:?}");
    }
}

#[test]
fn figures_that_were_changed() {
    let entered =
        Settlement::new().with(Component::Total, Fen::yuan(1000)).with(Component::SelfPay, Fen::yuan(200));
    let more = entered.clone().with(Component::SelfFunded, Fen::yuan(10));
    assert_eq!(changed(&entered, &more), []);
    let now = Settlement::new().with(Component::Total, Fen::yuan(1500));
    let figure =
        |figure: &str, was, now| Signal::TotalsChanged { figure: figure.into(), was: Fen::yuan(was), now };
    let signals = [figure("total", 1000, Some(Fen::yuan(1500))), figure("self_pay", 200, None)];
    assert_eq!(changed(&entered, &now), signals);
    assert_eq!(
        signals[1].said().get(Lang::Zh),
        "录入后“政策范围内个人自付”由200.00元改为空，请核对结算单原件。"
    );
}

#[test]
fn accounts() {
    let seen = |holder: &str| AccountSeen {
        holder: Some(holder.into()),
        payees: vec!["甲某".into(), "阿某·乙某".into()],
        ..AccountSeen::default()
    };
    for (holder, signals) in [
        ("甲某", vec![]),
        (" 甲 某", vec![]),
        ("阿某•乙某", vec![]),
        ("丙某", vec![Signal::AccountName]),
        ("", vec![Signal::AccountName]),
    ] {
        assert_eq!(account(&seen(holder)), signals, "{holder}");
    }
    let shared =
        AccountSeen { members: names(&["m2", "m1", "m2"]), books: names(&["b2"]), ..AccountSeen::default() };
    let signals = [
        Signal::SharedAccount { members: names(&["m1", "m2"]) },
        Signal::SharedAccountElsewhere { books: names(&["b2"]) },
    ];
    assert_eq!(account(&shared), signals);
}

#[test]
fn the_dead_and_those_who_left() {
    let (before, on, after) = (day("2026-01-09"), day("2026-01-10"), day("2026-01-11"));
    let dead = |event| Some(Signal::Dead { on: Some(on), event });
    let table = [
        (MemberState::Active, Some(on), Event::Treatment, Some(after), None),
        (MemberState::Dead, Some(on), Event::Treatment, Some(on), None),
        (MemberState::Dead, Some(on), Event::Treatment, Some(after), dead(Some(after))),
        (MemberState::Dead, Some(on), Event::Treatment, None, dead(None)),
        (
            MemberState::Dead,
            None,
            Event::Treatment,
            Some(before),
            Some(Signal::Dead { on: None, event: Some(before) }),
        ),
        (MemberState::Dead, Some(on), Event::Death, Some(after), None),
        (MemberState::Left, Some(on), Event::Treatment, Some(on), None),
        (MemberState::Left, Some(on), Event::Treatment, Some(after), Some(Signal::Left { on, event: after })),
        (MemberState::Left, None, Event::Treatment, Some(after), None),
    ];
    for (state, ended, event, on, signal) in table {
        assert_eq!(member(state, ended, (event, on)), signal, "{state:?} {event:?} {on:?}");
    }
    assert_eq!(before_cover(Some(on), Some(on)), None);
    assert_eq!(before_cover(None, Some(on)), None);
    let ill = Signal::DiagnosisBeforeCover { diagnosed: before, covered: on };
    assert_eq!(before_cover(Some(before), Some(on)), Some(ill));
    let watch = Watch { members: 20, days: 30 };
    assert_eq!(many_by_agent(20, watch), None);
    assert_eq!(many_by_agent(21, watch), Some(Signal::ManyByAgent { members: 21, days: 30 }));
    assert_eq!(covered_elsewhere(names(&[])), None);
}

/// One signal of every kind.
fn every() -> Vec<Signal> {
    let on = day("2026-01-10");
    vec![
        Signal::SameInvoice { claims: names(&["c1", "c2"]), other_check: true },
        Signal::SameInvoiceElsewhere { books: names(&["b2"]) },
        Signal::SameFacts { claims: names(&["c1"]) },
        Signal::BillExceeded { total: Fen::yuan(1), paid: Fen::yuan(2) },
        Signal::FiguresDiffer {
            whole: "total".into(),
            stated: Fen::yuan(1),
            parts: names(&["self_pay"]),
            sum: Fen::yuan(2),
        },
        Signal::SharedAccount { members: names(&["m1"]) },
        Signal::SharedAccountElsewhere { books: names(&["b2"]) },
        Signal::AccountName,
        Signal::ManyByAgent { members: 21, days: 30 },
        Signal::Dead { on: None, event: Some(on) },
        Signal::Left { on, event: on },
        Signal::DiagnosisBeforeCover { diagnosed: on, covered: on },
        Signal::TotalsChanged { figure: "total".into(), was: Fen::yuan(1), now: None },
        Signal::RedInvoice { state: InvoiceState::Void },
        Signal::CoveredElsewhere { books: names(&["b2"]) },
        Signal::ByHand { reason: "等待医院回函。".into() },
    ]
}

#[test]
fn every_signal_is_stored_and_said() {
    let signals = every();
    assert_eq!(signals.len(), HoldCode::ALL.len());
    for (signal, (code, kind, _)) in signals.iter().zip(HoldCode::ALL) {
        assert_eq!((signal.kind(), signal.code()), (*kind, *code));
        assert_eq!(Signal::from_detail(&signal.detail()).as_ref(), Some(signal));
        assert!(signal.detail().starts_with(&format!("{{\"is\":\"{code}\"")), "{}", signal.detail());
        assert!(signal.said().get(Lang::Zh).ends_with('。') && signal.said().get(Lang::En).len() > 10);
    }
    assert_eq!(
        signals[0].said().get(Lang::Zh),
        "同一票据已用于申请c1、c2，请核对票据原件。两处校验码不一致，请查验票据真伪。"
    );
    assert_eq!(
        signals[9].said().get(Lang::Zh),
        "会员已身故，事由日期为2026年1月10日，请核实申请人和收款人。"
    );
}

proptest! {
    #[test]
    fn an_invoice_is_its_parts_however_separated(code in "[0-9]{8,12}", number in "[0-9]{8,20}", check in "[0-9A-F]{6}", by in "[-,;/ ，、|]") {
        let typed = Invoice::read(&format!("{code}{by}{number} {by} {}", check.to_lowercase()));
        prop_assert_eq!(typed, Invoice::new(&code, &number, &check));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}") {
        let _ = Invoice::read(&text);
        let _ = Signal::from_detail(&text);
    }
}
