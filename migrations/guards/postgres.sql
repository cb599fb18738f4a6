-- What was decided, moved, reviewed, booked, audited or answered is never changed and never taken away (PostgreSQL 14 or later).
-- Re-applied at each start. Statements are divided by a blank line.

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end;
$$;

create or replace trigger decision_append_only before update or delete or truncate on decision
    for each statement execute function refuse_change();

create or replace trigger movement_append_only before update or delete or truncate on movement
    for each statement execute function refuse_change();

create or replace trigger review_append_only before update or delete or truncate on review
    for each statement execute function refuse_change();

create or replace trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();

create or replace trigger idempotency_append_only before update or delete or truncate on idempotency
    for each statement execute function refuse_change();

create or replace trigger voucher_append_only before update or delete or truncate on voucher
    for each statement execute function refuse_change();

create or replace trigger posting_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();

create or replace trigger entry_append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();
