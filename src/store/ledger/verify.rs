//! What must hold in the books, each as a statement that finds the first place where it does not.

use sqlx::FromRow;

use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::store::Store;

/// One thing that must hold.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name, kept for ever.
    pub name: &'static str,
    /// What is looked at, in Chinese and in English.
    pub said: (&'static str, &'static str),
    count: &'static str,
    first_break: &'static str,
}

/// What was found: how many were looked at, and where it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many were looked at.
    pub count: i64,
    /// The first place where it does not hold.
    pub at: Option<Place>,
}

/// Where something does not hold: what stands there, and what should.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Place {
    /// The row, in words of the store.
    pub place: String,
    /// What stands there.
    pub found: i64,
    /// What should.
    pub wanted: i64,
}

/// What must hold in the books. `$1` is the book.
pub const CHECKS: [Check; 13] = [
    Check {
        name: "vouchers-balance",
        said: ("每张凭证借贷相等", "each voucher's debits are its credits"),
        count: "select count(*) from voucher where book_id = $1",
        first_break: "select 'voucher ' || cast(e.voucher_id as text) as place, \
            cast(sum(case when e.side = 'debit' then e.amount_fen else 0 end) as bigint) as found, \
            cast(sum(case when e.side = 'credit' then e.amount_fen else 0 end) as bigint) as wanted \
            from entry e join account a on a.book_id = e.book_id and a.id = e.account_id where e.book_id = $1 \
            group by e.voucher_id, a.pool_id \
            having sum(case when e.side = 'debit' then e.amount_fen else -e.amount_fen end) <> 0 \
            order by e.voucher_id limit 1",
    },
    Check {
        name: "postings-are-lines",
        said: ("凭证明细合计等于凭证分录", "the postings of a voucher add up to its lines"),
        count: "select count(*) from posting where book_id = $1",
        first_break: "select 'voucher ' || cast(voucher_id as text) || ' ' || pool_id || ':' || code as place, \
            cast(sum(line) as bigint) as found, cast(sum(booked) as bigint) as wanted from ( \
            select e.voucher_id, a.pool_id, a.code, a.sub, e.side, e.amount_fen as line, 0 as booked from entry e \
            join account a on a.book_id = e.book_id and a.id = e.account_id where e.book_id = $1 union all \
            select voucher_id, pool_id, debit, case when debit in ('contribution-receivable', 'contribution-advance', \
            'contribution-income', 'subsidy-receivable', 'subsidy-income', 'benefit-expense', 'benefit-cut') \
            then sub else '' end, 'debit', 0, amount_fen from posting where book_id = $1 union all \
            select voucher_id, pool_id, credit, case when credit in ('contribution-receivable', 'contribution-advance', \
            'contribution-income', 'subsidy-receivable', 'subsidy-income', 'benefit-expense', 'benefit-cut') \
            then sub else '' end, 'credit', 0, amount_fen from posting where book_id = $1) as both_sides \
            group by voucher_id, pool_id, code, sub, side having sum(line) <> sum(booked) order by voucher_id limit 1",
    },
    Check {
        name: "numbers-gapless",
        said: ("凭证编号连续", "vouchers are numbered without a gap"),
        count: "select count(*) from voucher where book_id = $1",
        first_break: "select period || ' ' || kind as place, number as found, wanted from ( \
            select period, kind, number, row_number() over (partition by period, kind order by number) as wanted \
            from voucher where book_id = $1) as numbered where number <> wanted order by period, kind, number limit 1",
    },
    Check {
        name: "vouchers-gapless",
        said: ("凭证没有缺失，且都有分录和明细", "no voucher is missing, and each has lines and postings"),
        count: "select count(*) from voucher where book_id = $1",
        first_break: "select 'voucher ' || cast(wanted as text) as place, id as found, wanted from ( \
            select v.id, row_number() over (order by v.id) as wanted, \
            (select count(*) from entry e where e.book_id = v.book_id and e.voucher_id = v.id) as lines, \
            (select count(*) from posting p where p.book_id = v.book_id and p.voucher_id = v.id) as postings \
            from voucher v where v.book_id = $1) as numbered \
            where id <> wanted or lines = 0 or postings = 0 order by wanted limit 1",
    },
    Check {
        name: "balances-are-lines",
        said: ("科目余额等于分录逐笔累计", "each account's balance is the sum of its lines, line by line"),
        count: "select count(*) from entry where book_id = $1",
        first_break: "select account_id || ' line ' || cast(version as text) as place, \
            cast(balance_fen as bigint) as found, cast(before + signed as bigint) as wanted from ( \
            select account_id, version, balance_fen, \
            case when side = 'debit' then amount_fen else -amount_fen end as signed, \
            lag(balance_fen, 1, 0) over (partition by account_id order by version) as before, \
            row_number() over (partition by account_id order by version) as nth \
            from entry where book_id = $1) as lines \
            where balance_fen <> before + signed or version <> nth order by account_id, version limit 1",
    },
    Check {
        name: "periods-are-lines",
        said: ("各期发生额等于分录合计", "what moved in a period is the sum of its lines"),
        count: "select count(*) from account_period where book_id = $1",
        first_break: "select account_id || ' ' || period as place, cast(sum(moved) as bigint) as found, \
            cast(sum(line) as bigint) as wanted from ( \
            select account_id, period, 'debit' as side, debit_fen as moved, 0 as line \
            from account_period where book_id = $1 union all \
            select account_id, period, 'credit', credit_fen, 0 from account_period where book_id = $1 union all \
            select e.account_id, v.period, e.side, 0, e.amount_fen from entry e \
            join voucher v on v.book_id = e.book_id and v.id = e.voucher_id where e.book_id = $1) as both_sides \
            group by account_id, period, side having sum(moved) <> sum(line) order by account_id, period limit 1",
    },
    Check {
        name: "parties-are-postings",
        said: ("各单位缴费情况等于凭证明细合计", "what parties owe and paid is the sum of their postings"),
        count: "select count(*) from party_period where book_id = $1",
        first_break: "select party || ' ' || period as place, cast(sum(stands) as bigint) as found, \
            cast(sum(booked) as bigint) as wanted from ( \
            select party, pool_id, payer, period, 1 as figure, due_fen as stands, 0 as booked from party_period \
            where book_id = $1 union all \
            select party, pool_id, payer, period, 2, received_fen, 0 from party_period where book_id = $1 union all \
            select party, pool_id, payer, period, 3, open_fen, 0 from party_period where book_id = $1 union all \
            select party, pool_id, payer, period, 4, advance_fen, 0 from party_period where book_id = $1 union all \
            select p.party, p.pool_id, p.sub, v.period, f.figure, 0, case f.figure \
            when 1 then case when p.debit = 'contribution-receivable' and p.credit = 'contribution-income' then p.amount_fen \
            when p.credit = 'contribution-receivable' and p.debit = 'contribution-income' then -p.amount_fen else 0 end \
            when 2 then case when p.debit in ('income-bank', 'payment-bank') then p.amount_fen \
            when p.credit in ('income-bank', 'payment-bank') then -p.amount_fen else 0 end \
            when 3 then case when p.debit = 'contribution-receivable' then p.amount_fen \
            when p.credit = 'contribution-receivable' then -p.amount_fen else 0 end \
            else case when p.credit = 'contribution-advance' then p.amount_fen \
            when p.debit = 'contribution-advance' then -p.amount_fen else 0 end end \
            from posting p join voucher v on v.book_id = p.book_id and v.id = p.voucher_id \
            cross join (select 1 as figure union all select 2 union all select 3 union all select 4) as f \
            where p.book_id = $1 and p.party <> '' and ('contribution-receivable' in (p.debit, p.credit) \
            or 'contribution-advance' in (p.debit, p.credit) or 'contribution-income' in (p.debit, p.credit))) as both_sides \
            group by party, pool_id, payer, period, figure having sum(stands) <> sum(booked) \
            order by party, period limit 1",
    },
    Check {
        name: "pools-are-accounts",
        said: ("资金池余额等于科目余额", "each pool's figures are those of its accounts"),
        count: "select count(*) from pool where book_id = $1",
        first_break: "select p.id as place, \
            cast(p.posted_fen + p.owed_fen - p.held_fen - p.waiting_fen as bigint) as found, \
            cast(coalesce(a.posted, 0) + coalesce(a.owed, 0) - coalesce(a.held, 0) - coalesce(a.waiting, 0) as bigint) \
            as wanted from pool p left join (select book_id, pool_id, \
            sum(case when code in ('income-bank', 'payment-bank') then balance_fen else 0 end) as posted, \
            sum(case when code = 'guarantee-receivable' then balance_fen else 0 end) as owed, \
            sum(case when code in ('benefit-payable', 'benefit-withheld', 'contribution-advance') \
            then -balance_fen else 0 end) as held, \
            sum(case when code = 'benefit-waiting' then -balance_fen else 0 end) as waiting \
            from balance where book_id = $1 group by book_id, pool_id) as a on a.book_id = p.book_id and a.pool_id = p.id \
            where p.book_id = $1 and (p.posted_fen <> coalesce(a.posted, 0) or p.owed_fen <> coalesce(a.owed, 0) \
            or p.held_fen <> coalesce(a.held, 0) or p.waiting_fen <> coalesce(a.waiting, 0)) order by p.id limit 1",
    },
    Check {
        name: "claims-are-booked",
        said: ("每笔申请的核定金额等于账面金额", "what each claim is granted is what was booked for it"),
        count: "select count(*) from claim where book_id = $1",
        first_break: "select object as place, cast(sum(booked) as bigint) as found, cast(sum(granted) as bigint) as wanted \
            from (select id as object, 0 as booked, case when stage = 'approved' then paid_fen else 0 end as granted \
            from claim where book_id = $1 union all \
            select object, case when debit = 'benefit-expense' then amount_fen else -amount_fen end, 0 from posting \
            where book_id = $1 and 'benefit-expense' in (debit, credit) and event <> 'carried-forward') as both_sides \
            group by object having sum(booked) <> sum(granted) order by object limit 1",
    },
    Check {
        name: "decisions-have-claims",
        said: (
            "审核结论都有对应的申请，累计变动都有对应的审核结论",
            "each decision is of a claim, and each movement of a decision",
        ),
        count: "select count(*) from decision where book_id = $1",
        first_break: "select place, cast(1 as bigint) as found, cast(0 as bigint) as wanted from ( \
            select 'decision ' || d.claim_id || '/' || cast(d.number as text) as place from decision d \
            where d.book_id = $1 and not exists (select 1 from claim c where c.book_id = d.book_id and c.id = d.claim_id) \
            union all select 'movement ' || m.claim_id || '/' || cast(m.decision as text) from movement m \
            where m.book_id = $1 and not exists (select 1 from decision d where d.book_id = m.book_id \
            and d.claim_id = m.claim_id and d.number = m.decision) \
            union all select 'movement ' || m.claim_id || ' ' || m.scheme_id from movement m \
            join claim c on c.book_id = m.book_id and c.id = m.claim_id \
            where m.book_id = $1 and c.scheme_id <> m.scheme_id) as astray order by place limit 1",
    },
    Check {
        name: "holds-are-counted",
        said: (
            "暂停逐条编号，未解除的与申请一致",
            "holds are numbered without a gap, and claims know those that are open",
        ),
        count: "select count(*) from hold where book_id = $1",
        first_break: "select id as place, cast(sum(open) as bigint) as found, cast(sum(known) as bigint) as wanted from ( \
            select id, holds as known, 0 as open, 0 as last, 0 as placed from claim where book_id = $1 and holds > 0 union all \
            select claim_id, 0, case when released_at is null then 1 else 0 end, number, 1 from hold where book_id = $1) as both_sides \
            group by id having sum(open) <> sum(known) or max(last) <> sum(placed) order by id limit 1",
    },
    Check {
        name: "acts-have-rows",
        said: (
            "操作日志中的审核、复核、暂停、解除和材料都有对应的记录",
            "what the audit chain says was decided, reviewed, held, released and attached is there",
        ),
        count: "select count(*) from audit where book_id = $1 and result = 'done' and act in ('decide', 'review', \
            'hold', 'release', 'attach', 'attach-own', 'attach-to-member')",
        first_break: "select 'audit ' || cast(a.number as text) || ' ' || a.act || ' ' || a.object as place, \
            cast(0 as bigint) as found, cast(1 as bigint) as wanted from audit a where a.book_id = $1 and a.result = 'done' and ( \
            (a.act = 'decide' and not exists (select 1 from decision d where d.book_id = a.book_id and d.claim_id = a.object \
            and d.decided_at = a.at and d.decided_by = a.who)) \
            or (a.act = 'review' and not exists (select 1 from review r where r.book_id = a.book_id and r.claim_id = a.object \
            and r.reviewed_at = a.at and r.reviewed_by = a.who) and not exists (select 1 from hold h \
            where h.book_id = a.book_id and h.claim_id = a.object and h.placed_at = a.at and h.placed_by = a.who)) \
            or (a.act = 'hold' and not exists (select 1 from hold h where h.book_id = a.book_id and h.claim_id = a.object \
            and h.placed_at = a.at and h.placed_by = a.who)) \
            or (a.act = 'release' and not exists (select 1 from hold h where h.book_id = a.book_id and h.claim_id = a.object \
            and h.released_at = a.at and h.released_by = a.who)) \
            or (a.act in ('attach', 'attach-own', 'attach-to-member') and not exists (select 1 from document d \
            where d.book_id = a.book_id and d.id = a.object and d.content_hash = a.after_hash))) order by a.number limit 1",
    },
    Check {
        name: "closed-periods-rest",
        said: ("结账以后未再记账", "nothing was booked into a period after it was closed"),
        count: "select count(*) from period where book_id = $1",
        first_break: "select p.id || ' voucher ' || cast(v.id as text) as place, cast(1 as bigint) as found, \
            cast(0 as bigint) as wanted from period p \
            join voucher v on v.book_id = p.book_id and v.period = p.id and v.made_at > p.closed_at \
            where p.book_id = $1 and p.state = 'closed' order by p.id, v.id limit 1",
    },
];

/// Looks whether something holds, in one statement, and counts what was looked at in another.
///
/// # Errors
///
/// Those of the database.
pub async fn run(store: &Store, book: &BookId, check: &Check) -> Result<Found, StoreError> {
    let count = sqlx::query_scalar(check.count).bind(book.as_str()).fetch_one(store.reads()).await?;
    let at = sqlx::query_as(check.first_break).bind(book.as_str()).fetch_optional(store.reads()).await?;
    Ok(Found { count, at })
}

/// The benefits that pools have paid, by the accounts of their expenses: pool, and the benefit's id.
///
/// # Errors
///
/// Those of the database.
pub async fn paid_benefits(store: &Store, book: &BookId) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select pool_id, sub from account where book_id = $1 and code = 'benefit-expense' order by pool_id, sub";
    Ok(sqlx::query_as(sql).bind(book.as_str()).fetch_all(store.reads()).await?)
}

#[cfg(test)]
mod tests {
    use super::CHECKS;
    use crate::engine::claim::words::Word;
    use crate::engine::ledger::Code;

    #[test]
    fn the_accounts_with_sub_accounts_are_those_of_the_engine() {
        let check = CHECKS.iter().find(|check| check.name == "postings-are-lines").unwrap();
        for (word, code, _) in Code::ALL {
            let times = check.first_break.matches(&format!("'{word}'")).count();
            assert_eq!(times, if code.has_sub() { 2 } else { 0 }, "{word}");
        }
    }
}
