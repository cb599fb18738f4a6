-- What was decided, moved, reviewed, booked, audited or answered is never changed and never taken away (PostgreSQL 14 or later).
-- Two things are let through: the answer of a decision sealed under a newer key, and answers older than 400 days forgotten.
-- Re-applied at each start. Statements are divided by a blank line.

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end;
$$;

create or replace function refuse_all_but_resealing() returns trigger language plpgsql as $$
declare
    same decision := new;
    was bigint := substring(old.answer from '^v([0-9]+)[.]');
    is_now bigint := substring(new.answer from '^v([0-9]+)[.]');
begin
    same.answer := old.answer;
    if same is distinct from old or was is null or is_now is null or is_now <= was then
        raise exception 'decision is append-only' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;

create or replace function refuse_all_but_forgetting() returns trigger language plpgsql as $$
declare
    same audit := new;
begin
    same.key := old.key;
    same.body_hash := old.body_hash;
    same.answer := old.answer;
    if same is distinct from old or new.key is not null or new.body_hash is not null or new.answer is not null
        or old.at collate "C" >= to_char((now() at time zone 'utc') - interval '400 days', 'YYYY-MM-DD"T"HH24:MI:SS') then
        raise exception 'audit is append-only, its answers for 400 days' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;

create or replace trigger decision_append_only before delete or truncate on decision
    for each statement execute function refuse_change();

create or replace trigger decision_resealed before update on decision
    for each row execute function refuse_all_but_resealing();

create or replace trigger movement_append_only before update or delete or truncate on movement
    for each statement execute function refuse_change();

create or replace trigger review_append_only before update or delete or truncate on review
    for each statement execute function refuse_change();

create or replace trigger audit_append_only before delete or truncate on audit
    for each statement execute function refuse_change();

create or replace trigger audit_forgotten before update on audit
    for each row execute function refuse_all_but_forgetting();

create or replace trigger voucher_append_only before update or delete or truncate on voucher
    for each statement execute function refuse_change();

create or replace trigger posting_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();

create or replace trigger entry_append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();
