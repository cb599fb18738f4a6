-- Contributions by party: read as they stand, and not added up from all postings. One text for SQLite and PostgreSQL.

-- What moved in a period between a pool and a party, for one payer: an employer, or a member without one.
create table party_period (
    book_id      text not null,
    party        text not null,
    pool_id      text not null,
    payer        text not null,
    period       text not null,
    due_fen      bigint not null,
    received_fen bigint not null,
    open_fen     bigint not null,
    advance_fen  bigint not null,
    primary key (book_id, party, pool_id, payer, period)
);

-- What was booked before; also where a backup of an earlier version is put back.
insert into party_period (book_id, party, pool_id, payer, period, due_fen, received_fen, open_fen, advance_fen)
select p.book_id, p.party, p.pool_id, p.sub, v.period,
    cast(sum(case when p.debit = 'contribution-receivable' and p.credit = 'contribution-income' then p.amount_fen
        when p.credit = 'contribution-receivable' and p.debit = 'contribution-income' then -p.amount_fen else 0 end) as bigint),
    cast(sum(case when p.debit in ('income-bank', 'payment-bank') then p.amount_fen
        when p.credit in ('income-bank', 'payment-bank') then -p.amount_fen else 0 end) as bigint),
    cast(sum(case when p.debit = 'contribution-receivable' then p.amount_fen
        when p.credit = 'contribution-receivable' then -p.amount_fen else 0 end) as bigint),
    cast(sum(case when p.credit = 'contribution-advance' then p.amount_fen
        when p.debit = 'contribution-advance' then -p.amount_fen else 0 end) as bigint)
from posting p join voucher v on v.book_id = p.book_id and v.id = p.voucher_id
where p.party <> '' and ('contribution-receivable' in (p.debit, p.credit)
    or 'contribution-advance' in (p.debit, p.credit) or 'contribution-income' in (p.debit, p.credit))
group by p.book_id, p.party, p.pool_id, p.sub, v.period;
