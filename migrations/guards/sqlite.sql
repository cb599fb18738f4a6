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
when new.book_id is not old.book_id or new.number is not old.number or new.version is not old.version
    or new.at is not old.at or new.who is not old.who or new.on_behalf_of is not old.on_behalf_of
    or new.act is not old.act or new.object is not old.object or new.scope is not old.scope
    or new.before_hash is not old.before_hash or new.after_hash is not old.after_hash
    or new.reason is not old.reason or new.result is not old.result or new.request_id is not old.request_id
    or new.previous is not old.previous or new.hash is not old.hash
    or new.key is not null or new.body_hash is not null or new.answer is not null
    or old.at >= strftime('%Y-%m-%dT%H:%M:%S', 'now', '-400 days')
begin
    select raise(abort, 'audit is append-only, its answers for 400 days');
end;

drop trigger if exists audit_no_delete;

create trigger audit_no_delete before delete on audit
begin
    select raise(abort, 'audit is append-only');
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
