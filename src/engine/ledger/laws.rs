//! Laws of the books, tried on random events, and examples worked out by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::benefit::{Booked, Pools, Rules, Share, Touched, follow};
use super::contribution::{Dues, receive, refund, settle};
use super::events;
use super::waiting::{Waiting, pay_waiting};
use super::{Account, Amount, Books, Code, Event, JournalEntry, Line, Pool, Posting, carry_forward};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::shortage::{OddFen, Rule};

const POOL: &str = "p";

fn amount(fen: i64) -> Amount {
    Amount::new(Fen::new(fen).unwrap()).unwrap()
}

fn fen(fen: i64) -> Fen {
    Fen::new(fen).unwrap()
}

/// Books with an amount in the income account.
fn books(fen: i64) -> Books {
    let mut books = Books::default();
    if fen > 0 {
        post(&mut books, vec![events::interest(POOL, amount(fen))]);
    }
    books
}

fn post(books: &mut Books, postings: Vec<Posting>) -> Vec<Line> {
    JournalEntry::of(postings).iter().flat_map(|entry| books.post(entry).unwrap()).collect()
}

fn share(fen: i64) -> Share {
    Share { pool: POOL.into(), benefit: "b".into(), amount: Fen::new(fen).unwrap() }
}

/// Claims as the books know them, and the books.
struct Office {
    books: Books,
    pools: Pools,
    rules: Rules,
    booked: BTreeMap<Name, Vec<Booked>>,
    granted: BTreeMap<Name, (i64, bool)>,
}

impl Office {
    fn new(has: i64, rule: Option<Rule>) -> Self {
        let books = books(has);
        let rules = rule.map(|rule| (POOL.into(), rule)).into_iter().collect();
        Self { pools: books.pools.clone(), books, rules, booked: BTreeMap::new(), granted: BTreeMap::new() }
    }

    fn put(&mut self, postings: Vec<Posting>) {
        for one in &postings {
            self.booked.entry(one.object().into()).or_default().push(Booked {
                pool: one.pool().into(),
                benefit: one.sub().into(),
                debit: one.debit(),
                credit: one.credit(),
                amount: one.amount(),
            });
        }
        post(&mut self.books, postings);
        assert_eq!(self.pools, self.books.pools);
    }

    fn follow(&mut self, claim: &str, granted: i64, held: bool) {
        let granted_now = if granted > 0 { vec![share(granted)] } else { vec![] };
        let booked = self.booked.get(claim).cloned().unwrap_or_default();
        let touched = Touched { claim: claim.into(), granted: granted_now, held, booked };
        let postings = follow(&[touched], &mut self.pools, &self.rules);
        self.put(postings);
        self.granted.insert(claim.into(), (granted, held));
    }

    fn pay_waiting(&mut self) {
        let waiting: Vec<Waiting> = self
            .booked
            .iter()
            .filter_map(|(claim, booked)| {
                let amount = net(booked, Code::BenefitWaiting);
                (amount < Fen::ZERO).then(|| Waiting {
                    claim: claim.clone(),
                    benefit: "b".into(),
                    amount: -amount,
                    held: self.granted[claim].1,
                })
            })
            .collect();
        let rule = self.rules.get(POOL).copied();
        let postings = pay_waiting(POOL, self.books.pool(POOL), rule, &waiting);
        for posting in &postings {
            self.pools.entry(POOL.into()).or_default().apply(posting);
        }
        self.put(postings);
    }
}

fn net(booked: &[Booked], code: Code) -> Fen {
    let of = |one: &Booked| {
        let debit = if one.debit == code { one.amount } else { Fen::ZERO };
        let credit = if one.credit == code { one.amount } else { Fen::ZERO };
        debit - credit
    };
    booked.iter().map(of).sum()
}

fn balance(books: &Books, code: Code) -> i64 {
    let own = books.accounts.iter().filter(|(account, _)| account.code == code);
    own.map(|(_, balance)| balance.amount.get()).sum()
}

#[test]
fn a_claim_is_approved_held_released_and_taken_back() {
    let mut office = Office::new(1000, None);
    let figures = |office: &Office| {
        let pool = office.books.pool(POOL);
        (pool.posted.get(), pool.held.get(), pool.available().get())
    };
    office.follow("c1", 400, false);
    assert_eq!(figures(&office), (1000, 400, 600));
    office.follow("c1", 400, true);
    assert_eq!((balance(&office.books, Code::BenefitWithheld), figures(&office).1), (-400, 400));
    office.follow("c1", 400, false);
    assert_eq!(balance(&office.books, Code::BenefitPayable), -400);
    // Corrected: full negation, then the new amount.
    office.follow("c1", 300, false);
    assert_eq!((balance(&office.books, Code::BenefitExpense), figures(&office)), (300, (1000, 300, 700)));
    office.follow("c1", 0, false);
    assert_eq!((balance(&office.books, Code::BenefitExpense), figures(&office)), (0, (1000, 0, 1000)));
    // Nothing changed, nothing is booked.
    let before = office.booked["c1"].len();
    office.follow("c1", 0, false);
    assert_eq!(office.booked["c1"].len(), before);
}

#[test]
fn what_was_paid_is_clawed_back_and_kept_from_the_next_grant() {
    let mut office = Office::new(1000, None);
    office.follow("c1", 400, false);
    let allocated = events::allocated(POOL, amount(400));
    let paid =
        Posting::new(POOL, Event::BenefitReleased, (Code::BenefitPayable, Code::PaymentBank), amount(400));
    office.put_all(vec![allocated, paid.under("b").about("c1")]);
    office.follow("c1", 0, false);
    assert_eq!(
        (balance(&office.books, Code::ClawbackReceivable), balance(&office.books, Code::BenefitExpense)),
        (400, 0)
    );
    office.follow("c1", 300, false);
    assert_eq!(
        (balance(&office.books, Code::ClawbackReceivable), balance(&office.books, Code::BenefitPayable)),
        (100, 0)
    );
    office.follow("c1", 0, false);
    assert_eq!(
        (balance(&office.books, Code::ClawbackReceivable), balance(&office.books, Code::BenefitExpense)),
        (400, 0)
    );
}

impl Office {
    /// Postings that no claim made.
    fn put_all(&mut self, postings: Vec<Posting>) {
        for posting in &postings {
            self.pools.entry(POOL.into()).or_default().apply(posting);
        }
        self.put(postings);
    }
}

#[test]
fn a_pool_that_is_short_follows_its_rule() {
    let pro_rata = Rule::ProRata(OddFen::LargestRemainder);
    // (rule, payable, waiting, owed, and after 100 more and paying those that wait: payable, waiting, cut)
    for (rule, before, after) in [
        (None, (600, 900, 0), (1100, 400, 0)),
        (Some(Rule::Queue), (600, 900, 0), (1100, 400, 0)),
        (Some(pro_rata), (600, 900, 0), (1100, 0, 400)),
        (Some(Rule::PayInFull), (1500, 0, 500), (1500, 0, 0)),
    ] {
        let mut office = Office::new(1000, rule);
        office.follow("c1", 600, false);
        office.follow("c2", 500, false);
        // Would fit, and does not overtake.
        office.follow("c3", 400, false);
        let of = |office: &Office| {
            (-balance(&office.books, Code::BenefitPayable), -balance(&office.books, Code::BenefitWaiting))
        };
        let (payable, waiting) = of(&office);
        assert_eq!((payable, waiting, office.books.pool(POOL).owed.get()), before, "{rule:?}");
        office.put_all(vec![events::interest(POOL, amount(100))]);
        office.pay_waiting();
        let (payable, waiting) = of(&office);
        assert_eq!((payable, waiting, -balance(&office.books, Code::BenefitCut)), after, "{rule:?}");
    }
}

#[test]
fn money_comes_short_exact_and_over() {
    let due = |owed: i64, advance: i64| Dues { owed: fen(owed), advance: fen(advance), paid: Fen::ZERO };
    for (dues, came, made) in [
        (due(500, 0), 300, vec![(Event::ContributionReceived, 300)]),
        (due(500, 0), 500, vec![(Event::ContributionReceived, 500)]),
        (due(500, 0), 700, vec![(Event::ContributionReceived, 500), (Event::AdvanceReceived, 200)]),
        (due(500, 200), 300, vec![(Event::AdvanceApplied, 200), (Event::ContributionReceived, 300)]),
        (due(0, 0), 1, vec![(Event::AdvanceReceived, 1)]),
        // A due was taken back after it was paid.
        (due(-100, 0), 50, vec![(Event::Reversed, 100), (Event::AdvanceReceived, 50)]),
    ] {
        let postings = receive(POOL, "member", dues, amount(came));
        let events: Vec<_> = postings.iter().map(|one| (one.event(), one.amount().get())).collect();
        assert_eq!(events, made, "{dues:?} {came}");
    }
    assert!(settle(POOL, "member", due(0, 0)).is_empty());
}

#[test]
fn no_more_is_given_back_than_was_paid() {
    let dues = Dues { owed: Fen::ZERO, advance: fen(200), paid: fen(700) };
    let events =
        |made: Vec<Posting>| made.iter().map(|one| (one.event(), one.amount().get())).collect::<Vec<_>>();
    assert_eq!(
        refund(POOL, "member", dues, amount(300)).map(events),
        Ok(vec![(Event::AdvanceRefunded, 200), (Event::ContributionRefunded, 100)])
    );
    assert_eq!(refund(POOL, "member", dues, amount(701)), Err(fen(700)));
    let since_before = Dues { owed: Fen::ZERO, advance: fen(10), paid: Fen::ZERO };
    assert_eq!(
        refund(POOL, "member", since_before, amount(10)).map(events),
        Ok(vec![(Event::AdvanceRefunded, 10)])
    );
}

#[test]
fn a_bank_account_and_a_pool_are_never_below_nought() {
    let mut books = books(100);
    let before = books.clone();
    let short =
        |posting: Posting, books: &mut Books| books.post(&JournalEntry::of(vec![posting]).unwrap()).is_err();
    assert!(short(events::allocated(POOL, amount(101)), &mut books));
    assert!(short(events::transferred_out(POOL, amount(1)), &mut books), "nothing is in the payment account");
    assert!(short(events::benefit_approved(POOL, "b", events::Stands::Payable, amount(101)), &mut books));
    let most = events::interest(POOL, Amount::new(Fen::MAX).unwrap());
    assert!(short(most, &mut books), "no account holds more than any amount that is kept");
    assert_eq!(books, before);
}

/// Any event on one of two pools.
fn any_posting() -> impl Strategy<Value = Vec<Posting>> {
    let pool = prop_oneof![Just("p"), Just("q")];
    (pool, 0_usize..20, 1_i64..1000).prop_map(|(pool, which, fen)| {
        let some = amount(fen);
        match which {
            0 => vec![events::contribution_due(pool, "member", some)],
            1 => vec![events::contribution_received(pool, "member", some)],
            2 => vec![events::advance_received(pool, "member", some)],
            3 => vec![events::advance_applied(pool, "member", some)],
            4 => vec![events::contribution_refunded(pool, "member", some)],
            5 => {
                vec![events::subsidy_due(pool, "union", some), events::subsidy_received(pool, "union", some)]
            }
            6 => vec![events::guarantee_due(pool, some)],
            7 => vec![events::guarantee_received(pool, some)],
            8 => vec![events::benefit_approved(pool, "b", events::Stands::Payable, some)],
            9 => vec![events::benefit_approved(pool, "b", events::Stands::Waiting, some)],
            10 => vec![events::benefit_held(pool, "b", some)],
            11 => vec![events::benefit_revoked(pool, "b", events::Stands::Payable, some)],
            12 => vec![events::clawed_back(pool, "b", some), events::clawback_received(pool, "b", some)],
            13 => vec![events::allocated(pool, some)],
            14 => vec![events::transferred_out("p", some), events::transferred_in("q", some)],
            15 => events::reserve_filled(pool, some).into(),
            16 => events::reserve_drawn(pool, some).into(),
            17 => vec![events::benefit_funded(pool, "b", false, some)],
            18 => vec![events::benefit_cut(pool, "b", some)],
            _ => vec![events::interest(pool, some)],
        }
    })
}

/// Are the debits of each pool its credits?
fn balanced(lines: &[Line]) -> bool {
    let mut sums: BTreeMap<Name, Fen> = BTreeMap::new();
    for line in lines {
        *sums.entry(line.account.pool.clone()).or_default() += line.side.signed(line.amount);
    }
    sums.values().all(|sum| *sum == Fen::ZERO)
}

proptest! {
    /// Whatever is booked: every voucher balances in every pool, no bank account and no pool is below nought, and the
    /// pools are what their accounts make.
    #[test]
    fn books_balance_whatever_is_booked(made in prop::collection::vec(any_posting(), 0..60)) {
        let mut books = Books::default();
        let mut reversed = vec![];
        for postings in made {
            let before = books.clone();
            let mut lines = vec![];
            let done = JournalEntry::of(postings.clone()).iter().try_for_each(|entry| {
                books.post(entry).map(|more| lines.extend(more))
            });
            if done.is_err() {
                books = before;
                continue;
            }
            reversed.extend(postings.iter().map(Posting::reversal));
            prop_assert!(balanced(&lines));
            for line in &lines {
                prop_assert!(line.amount > Fen::ZERO);
                prop_assert!(!line.account.code.is_bank() || books.balance(&line.account) >= Fen::ZERO);
            }
            for (id, pool) in &books.pools {
                let own = books.accounts.iter().filter(|(account, _)| account.pool == *id);
                prop_assert_eq!(*pool, Pool::of(own.map(|(account, balance)| (account.code, balance.amount))));
                prop_assert!(pool.available() >= Fen::ZERO);
            }
        }
        // The year closed, what remains are balances that stay.
        let balances: Vec<(Account, Fen)> =
            books.accounts.iter().map(|(account, balance)| (account.clone(), balance.amount)).collect();
        post(&mut books, carry_forward(balances.iter().map(|(account, balance)| (account, *balance))));
        let left = books.accounts.iter().filter(|(account, _)| !account.code.stays());
        prop_assert!(left.into_iter().all(|(_, balance)| balance.amount == Fen::ZERO));
    }

    /// Whatever becomes of claims, the books say what they are granted, and no pool is below nought.
    #[test]
    fn the_books_follow_the_claims(
        has in 0_i64..3000,
        rule in prop_oneof![Just(None), Just(Some(Rule::Queue)), Just(Some(Rule::PayInFull)), Just(Some(Rule::ProRata(OddFen::FirstClaim)))],
        acts in prop::collection::vec((0_usize..8, 0_i64..900, any::<bool>()), 0..40)
    ) {
        let mut office = Office::new(has, rule);
        for (which, granted, held) in acts {
            match which {
                6 => office.put_all(vec![events::interest(POOL, amount(granted + 1))]),
                7 => office.pay_waiting(),
                claim => office.follow(&format!("c{claim}"), granted, held),
            }
            let granted: i64 = office.granted.values().map(|(granted, _)| granted).sum();
            prop_assert_eq!(balance(&office.books, Code::BenefitExpense), granted);
            prop_assert!(office.books.pool(POOL).available() >= Fen::ZERO);
            let owes = [Code::BenefitPayable, Code::BenefitWithheld, Code::BenefitWaiting, Code::BenefitCut];
            let stands: i64 = owes.into_iter().map(|code| -balance(&office.books, code)).sum();
            prop_assert_eq!(stands, granted, "nothing was paid, so all of it stands somewhere");
        }
    }
}

/// What no code of ours can make: a voucher whose sides differ. The sum over its lines finds it.
#[test]
fn canary_an_unbalanced_voucher_is_caught() {
    let mut lines = post(&mut books(0), vec![events::interest(POOL, amount(100))]);
    assert!(balanced(&lines));
    lines[0].amount = fen(99);
    assert!(!balanced(&lines));
}
