-- What was decided, moved, reviewed, booked, audited or answered is never changed and never taken away (SQLite).
-- Two things are let through: the answer of a decision sealed under a newer key, and answers older than 400 days forgotten.
-- Re-applied at each start. Statements are divided by a blank line.

drop trigger if exists decision_no_update;

create trigger decision_no_update before update on decision
when new.book_id is not old.book_id or new.claim_id is not old.claim_id or new.number is not old.number
    or new.outcome is not old.outcome or new.cause is not old.cause or new.paid_fen is not old.paid_fen
    or new.change_fen is not old.change_fen or new.edition is not old.edition
    or new.funding is not old.funding
    or new.decided_by is not old.decided_by or new.decided_for is not old.decided_for
    or new.decided_at is not old.decided_at
    or not (old.answer glob 'v[0-9]*.*' and new.answer glob 'v[0-9]*.*'
        and cast(substr(new.answer, 2) as integer) > cast(substr(old.answer, 2) as integer))
begin
    select raise(abort, 'decision is append-only');
end;

drop trigger if exists decision_no_delete;

create trigger decision_no_delete before delete on decision
begin
    select raise(abort, 'decision is append-only');
end;

drop trigger if exists movement_no_update;

create trigger movement_no_update before update on movement
begin
    select raise(abort, 'movement is append-only');
end;

drop trigger if exists movement_no_delete;

create trigger movement_no_delete before delete on movement
begin
    select raise(abort, 'movement is append-only');
end;

drop trigger if exists review_no_update;

create trigger review_no_update before update on review
begin
    select raise(abort, 'review is append-only');
end;

drop trigger if exists review_no_delete;

create trigger review_no_delete before delete on review
begin
    select raise(abort, 'review is append-only');
end;

drop trigger if exists audit_no_update;

create trigger audit_no_update before update on audit
begin
    select raise(abort, 'audit is append-only');
end;

drop trigger if exists audit_no_delete;

create trigger audit_no_delete before delete on audit
begin
    select raise(abort, 'audit is append-only');
end;

drop trigger if exists idempotency_no_update;

create trigger idempotency_no_update before update on idempotency
begin
    select raise(abort, 'idempotency is append-only');
end;

drop trigger if exists idempotency_no_delete;

create trigger idempotency_no_delete before delete on idempotency
when old.answered_at >= strftime('%Y-%m-%dT%H:%M:%S', 'now', '-400 days')
begin
    select raise(abort, 'idempotency is append-only for 400 days');
end;

drop trigger if exists voucher_no_update;

create trigger voucher_no_update before update on voucher
begin
    select raise(abort, 'voucher is append-only');
end;

drop trigger if exists voucher_no_delete;

create trigger voucher_no_delete before delete on voucher
begin
    select raise(abort, 'voucher is append-only');
end;

drop trigger if exists posting_no_update;

create trigger posting_no_update before update on posting
begin
    select raise(abort, 'posting is append-only');
end;

drop trigger if exists posting_no_delete;

create trigger posting_no_delete before delete on posting
begin
    select raise(abort, 'posting is append-only');
end;

drop trigger if exists entry_no_update;

create trigger entry_no_update before update on entry
begin
    select raise(abort, 'entry is append-only');
end;

drop trigger if exists entry_no_delete;

create trigger entry_no_delete before delete on entry
begin
    select raise(abort, 'entry is append-only');
end;
