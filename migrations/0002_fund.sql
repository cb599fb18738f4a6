-- The fund: pools, accounts, periods, vouchers with their postings and lines. One text for SQLite and PostgreSQL.
-- A posting is one amount, debited to one account and credited to another of the same pool; a line is what a voucher adds
-- to one side of one account. Vouchers, postings and lines are only ever added.

create table pool (
    book_id     text not null,
    id          text not null,
    scheme_id   text not null,
    title       text not null,
    posted_fen  bigint not null check (posted_fen >= 0),
    owed_fen    bigint not null check (owed_fen >= 0),
    held_fen    bigint not null check (held_fen >= 0),
    waiting_fen bigint not null check (waiting_fen >= 0),
    version     bigint not null default 0,
    primary key (book_id, id),
    check (posted_fen + owed_fen - held_fen >= 0)
);

-- An account's balance is that of its last line.
create table account (
    book_id text not null,
    id      text not null,
    pool_id text not null,
    code    text not null,
    sub     text not null,
    primary key (book_id, id)
);

-- What moved on an account in a period: a trial balance reads these and no lines.
create table account_period (
    book_id    text not null,
    account_id text not null,
    period     text not null,
    debit_fen  bigint not null check (debit_fen >= 0),
    credit_fen bigint not null check (credit_fen >= 0),
    primary key (book_id, account_id, period)
);

create table period (
    book_id   text not null,
    id        text not null,
    state     text not null check (state in ('open', 'soft-closed', 'closed')),
    closed_by text,
    closed_at text,
    version   bigint not null default 0,
    primary key (book_id, id)
);

create table voucher (
    book_id  text not null,
    id       bigint not null check (id >= 1),
    period   text not null,
    kind     text not null check (kind in ('receipt', 'payment', 'transfer')),
    number   bigint not null check (number >= 1),
    day      text not null,
    act      text not null,
    document text not null,
    reason   text not null,
    made_by  text not null,
    made_at  text not null,
    reverses bigint,
    primary key (book_id, id),
    unique (book_id, period, kind, number),
    unique (book_id, reverses)
);

create table posting (
    book_id    text not null,
    voucher_id bigint not null,
    number     bigint not null,
    pool_id    text not null,
    event      text not null,
    debit      text not null,
    credit     text not null,
    sub        text not null,
    amount_fen bigint not null check (amount_fen > 0),
    object     text not null,
    party      text not null,
    primary key (book_id, voucher_id, number),
    check (debit <> credit)
);
create index posting_by_object on posting (book_id, object);
create index posting_by_party on posting (book_id, party) where party <> '';

create table entry (
    book_id     text not null,
    account_id  text not null,
    version     bigint not null check (version >= 1),
    voucher_id  bigint not null,
    side        text not null check (side in ('debit', 'credit')),
    amount_fen  bigint not null check (amount_fen > 0),
    balance_fen bigint not null,
    primary key (book_id, account_id, version),
    -- What is in a bank is never less than nothing.
    check (balance_fen >= 0 or account_id not like '%:%-bank')
);
create index entry_by_voucher on entry (book_id, voucher_id);

-- What stands on each account, and how many lines it has.
create view balance as
select a.book_id, a.id, a.pool_id, a.code, a.sub,
    coalesce((select e.balance_fen from entry e where e.book_id = a.book_id and e.account_id = a.id
        order by e.version desc limit 1), 0) as balance_fen,
    coalesce((select e.version from entry e where e.book_id = a.book_id and e.account_id = a.id
        order by e.version desc limit 1), 0) as version
from account a;
