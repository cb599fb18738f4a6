//! What is written in the life of a claim, a plain statement for the rows of each table.

/// The book is taken.
pub const TAKE: &str = "update book set version = version + 1 where id = 'b1' \
    returning id, organisation_id, title, version, issued";
/// Claim, receipt, scheme, member, facts, their hash.
pub const CLAIM: &str = "insert into claim (book_id, id, receipt, scheme_id, member_id, household_id, employer_id, \
    event_day, stage, holds, facts_sealed, facts_hash, decisions, paid_fen, entered_by, entered_for, import_id, \
    settlement_index) values ('b1', $1, $2, $3, $4, null, null, '2025-01-01', 'submitted', 0, $5, $6, 0, 0, 's1', \
    null, null, null)";
/// Invoice, claim.
pub const INVOICE: &str = "insert into seen_invoice (invoice_index, book_id, claim_id) values ($1, 'b1', $2) \
    on conflict do nothing";
/// Claim, edition, answer, moment.
pub const DECISION: &str = "insert into decision (book_id, claim_id, number, outcome, cause, paid_fen, change_fen, \
    edition, funding, answer, decided_by, decided_for, decided_at) values ('b1', $1, 1, 'approve', 'decide', 500, 500, \
    $2, '[[\"inpatient\",\"\",500]]', $3, 's1', null, $4)";
/// Claim, scheme, member.
pub const MOVEMENTS: &str = "insert into movement (book_id, claim_id, decision, number, scheme_id, scope, owner_id, \
    total, stretch, window_id, before_by) values \
    ('b1', $1, 1, 1, $2, 'member', $3, 'inpatient.banded', 'year', '2025', '[\"0\",\"500\"]'), \
    ('b1', $1, 1, 2, $2, 'member', $3, 'inpatient.paid', 'year', '2025', '[\"0\",\"500\"]')";
/// Scheme, member, what they stand at.
pub const TOTALS: &str = "insert into accumulator (book_id, scheme_id, scope, owner_id, total, stretch, window_id, value) \
    values ('b1', $1, 'member', $2, 'inpatient.banded', 'year', '2025', $3), \
    ('b1', $1, 'member', $2, 'inpatient.paid', 'year', '2025', $3) \
    on conflict (book_id, scheme_id, scope, owner_id, total, stretch, window_id) do update set value = excluded.value";
/// Claim.
pub const DECIDED: &str = "update claim set stage = 'proposed', holds = 0, decisions = 1, paid_fen = 500, \
    event_day = '2025-01-01', version = version + 1 where book_id = 'b1' and id = $1";
/// Claim, moment.
pub const REVIEW: &str = "insert into review (book_id, claim_id, number, decision, level, outcome, reviewed_by, \
    on_behalf_of, reason, reviewed_at) values ('b1', $1, 1, 1, 'review', 'approve', 's2', null, '', $2)";
/// Claim.
pub const APPROVED: &str =
    "update claim set stage = 'approved', version = version + 1 where book_id = 'b1' and id = $1";
/// Id, number, moment.
pub const VOUCHER: &str = "insert into voucher (book_id, id, period, kind, number, day, act, document, reason, made_by, \
    made_at, reverses) values ('b1', $1, '2026-06', 'transfer', $2, '2026-06-01', 'review', '', '', 's2', $3, null)";
/// Voucher, claim.
pub const POSTING: &str = "insert into posting (book_id, voucher_id, number, pool_id, event, debit, credit, sub, \
    amount_fen, object, party) values ('b1', $1, 1, 'cn/guizhou/sinan/sinan', 'benefit-approved', 'benefit-expense', \
    'benefit-payable', 'inpatient', 500, $2, '')";
/// Line and balance of the expense, the voucher, and line and balance of what is payable: lines, voucher, balance, lines,
/// balance.
pub const LINES: &str = "insert into entry (book_id, account_id, version, voucher_id, side, amount_fen, balance_fen) values \
    ('b1', 'cn/guizhou/sinan/sinan:benefit-expense:inpatient', $1, $2, 'debit', 500, $3), \
    ('b1', 'cn/guizhou/sinan/sinan:benefit-payable', $4, $2, 'credit', 500, $5)";
/// Nothing.
pub const MOVED: &str = "insert into account_period (book_id, account_id, period, debit_fen, credit_fen) values \
    ('b1', 'cn/guizhou/sinan/sinan:benefit-expense:inpatient', '2026-06', 500, 0), \
    ('b1', 'cn/guizhou/sinan/sinan:benefit-payable', '2026-06', 0, 500) \
    on conflict (book_id, account_id, period) do update set debit_fen = account_period.debit_fen + excluded.debit_fen, \
    credit_fen = account_period.credit_fen + excluded.credit_fen";
/// What is held, and the version before.
pub const POOL: &str = "update pool set held_fen = $1, version = version + 1 where book_id = 'b1' \
    and id = 'cn/guizhou/sinan/sinan' and version = $2";
/// Number, version, moment, account, act, object, hash, key, hash of the row before.
pub const AUDIT: &str = "insert into audit (book_id, number, version, at, who, on_behalf_of, act, object, scope, \
    before_hash, after_hash, reason, result, request_id, previous, hash, key, body_hash, answer) values \
    ('b1', $1, $2, $3, $4, '', $5, $6, '/o1/', '', $7, '', 'done', $8, $9, $7, $8, $7, $6)";
/// The version that was taken.
pub const GIVE_BACK: &str = "update book set issued = issued + 1 where id = 'b1' and version = $1";
