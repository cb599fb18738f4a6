-- The service: who may log in, sessions and tokens. One text for SQLite and PostgreSQL.
-- Neither passwords nor what a caller shows is kept: only hashes. They belong to no book: whoever logs in is known first.

create table credential (
    id            text not null primary key,
    staff_id      text unique references staff (id),
    book_id       text,
    member_id     text,
    login         text not null unique,
    password_hash text not null,
    is_temporary  bigint not null check (is_temporary in (0, 1)),
    changed_at    text not null,
    failures      bigint not null default 0,
    locked_until  text not null default '',
    second_state  text not null default 'off' check (second_state in ('off', 'asked', 'on')),
    second_salt   text not null default '',
    second_step   bigint not null default 0,
    version       bigint not null default 0,
    unique (book_id, member_id),
    check ((staff_id is null) = (member_id is not null) and (book_id is null) = (member_id is null))
);

create table session (
    hash          text not null primary key,
    credential_id text not null references credential (id),
    created_at    text not null,
    seen_at       text not null,
    ended_at      text
);
create index session_by_credential on session (credential_id);

create table token (
    id            text not null primary key,
    hash          text not null unique,
    credential_id text not null references credential (id),
    title         text not null,
    rights        text not null,
    created_at    text not null,
    expires_at    text not null,
    revoked_at    text
);
create index token_by_credential on token (credential_id);
