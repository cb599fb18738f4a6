-- What was decided, moved, reviewed, booked, audited or answered is never changed and never taken away (SQLite).
-- Re-applied at each start. Statements are divided by a blank line.

drop trigger if exists decision_no_update;

create trigger decision_no_update before update on decision
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
begin
    select raise(abort, 'idempotency is append-only');
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
