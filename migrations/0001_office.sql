-- The office: organisations and people, schemes, claims and what was decided. One text for SQLite and PostgreSQL.
-- Amounts are fen in bigint columns that end in _fen; days are ISO text, moments UTC text (RFC 3339, ending in Z);
-- what ends in _sealed is encrypted, what ends in _index is a keyed hash to look it up by; structures are JSON.
-- Hot tables lead with book_id: no act's transaction touches two books.

create table organisation (
    id        text not null primary key,
    parent_id text references organisation (id),
    kind      text not null check (kind in ('province', 'city', 'county', 'township', 'industry', 'enterprise')),
    name      text not null,
    path      text not null unique,
    book_id   text,
    version   bigint not null default 0
);

-- An act takes the row of its book first: from then on nobody else writes in the book until it is done.
create table book (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    title           text not null,
    version         bigint not null default 0,
    issued          bigint not null default 0
);

create table staff (
    id              text not null primary key,
    organisation_id text not null references organisation (id),
    person          text not null,
    name            text not null,
    login           text not null unique,
    state           text not null check (state in ('active', 'suspended', 'left')),
    version         bigint not null default 0
);

create table staff_role (
    staff_id text not null references staff (id),
    role     text not null check (role in ('clerk', 'reviewer', 'finance', 'administrator', 'auditor')),
    level    text not null default '',
    from_day text not null,
    to_day   text,
    primary key (staff_id, role, level, from_day)
);

create table deputy (
    staff_id  text not null references staff (id),
    deputy_id text not null references staff (id),
    from_day  text not null,
    to_day    text not null,
    reason    text not null,
    primary key (staff_id, deputy_id, from_day)
);

create table scheme_edition (
    scheme_id    text not null,
    from_day     text not null,
    hash         text not null,
    text         text not null,
    lists        text not null,
    state        text not null check (state in ('proposed', 'published', 'withdrawn')),
    proposed_by  text not null references staff (id),
    proposed_at  text not null,
    confirmed_by text references staff (id),
    confirmed_at text,
    withdrawn_by text references staff (id),
    withdrawn_at text,
    primary key (scheme_id, from_day, hash)
);

create table employer (
    book_id         text not null,
    id              text not null,
    organisation_id text not null references organisation (id),
    name            text not null,
    credit_code     text,
    size            bigint,
    import_id       text,
    version         bigint not null default 0,
    primary key (book_id, id),
    unique (book_id, credit_code),
    unique (book_id, name)
);

create table household (
    book_id text not null,
    id      text not null,
    version bigint not null default 0,
    primary key (book_id, id)
);

create table member (
    book_id        text not null,
    id             text not null,
    employer_id    text,
    household_id   text,
    name_sealed    text not null,
    sex            text check (sex in ('female', 'male')),
    birth_sealed   text,
    phone_sealed   text,
    account_sealed text,
    account_index  text,
    -- In whose name the account is, where the office was told.
    holder_sealed  text,
    service        text,
    insurance      text,
    state          text not null check (state in ('active', 'left', 'dead', 'merged')),
    died_on        text,
    merged_into    text,
    import_id      text,
    version        bigint not null default 0,
    primary key (book_id, id)
);
-- Of few rows each, so that PostgreSQL does not take one of them for the way to a member of whom it knows the id.
create index member_by_employer on member (book_id, employer_id) where employer_id is not null;
create index member_by_account on member (book_id, account_index) where account_index is not null;
create index member_by_merged on member (book_id, merged_into) where merged_into is not null;

create table identity_document (
    book_id       text not null,
    number_index  text not null,
    member_id     text not null,
    kind          text not null,
    number_sealed text not null,
    state         text not null check (state in ('current', 'replaced')),
    reason        text,
    primary key (book_id, number_index, member_id)
);
create index identity_document_by_member on identity_document (book_id, member_id, number_index);

create table relative (
    book_id     text not null,
    staff_id    text not null,
    member_id   text not null,
    relation    text not null,
    declared_at text not null,
    primary key (book_id, staff_id, member_id)
);
create index relative_by_member on relative (book_id, member_id, staff_id);

create table payee (
    book_id        text not null,
    id             text not null,
    member_id      text not null,
    kind           text not null check (kind in ('heir', 'guardian', 'other')),
    person         text not null,
    name_sealed    text not null,
    account_sealed text not null,
    account_index  text not null,
    document_id    text not null,
    from_day       text not null,
    to_day         text,
    named_by       text not null,
    confirmed_by   text,
    confirmed_at   text,
    primary key (book_id, id)
);
create index payee_by_member on payee (book_id, member_id);

-- Another account for a member, named by one person; it is paid to once another has confirmed it.
create table account_change (
    book_id        text not null,
    id             text not null,
    member_id      text not null,
    account_sealed text not null,
    account_index  text not null,
    holder_sealed  text,
    named_by       text not null,
    named_at       text not null,
    confirmed_by   text,
    confirmed_at   text,
    primary key (book_id, id)
);
create index account_change_by_member on account_change (book_id, member_id);

create table category_spell (
    book_id     text not null,
    member_id   text not null,
    category    text not null,
    from_day    text not null,
    to_day      text,
    verified_on text,
    document_id text,
    import_id   text,
    version     bigint not null default 0,
    primary key (book_id, member_id, category, from_day)
);

create table enrolment (
    book_id     text not null,
    id          text not null,
    member_id   text not null,
    scheme_id   text not null,
    plan        text not null,
    employer_id text,
    from_day    text not null,
    to_day      text,
    enrolled_on text not null,
    hired_on    text,
    left_on     text,
    share_units bigint not null check (share_units >= 1),
    state       text not null check (state in ('active', 'taken-back')),
    import_id   text,
    version     bigint not null default 0,
    primary key (book_id, id)
);
create index enrolment_by_member on enrolment (book_id, member_id, scheme_id);
create index enrolment_by_employer on enrolment (book_id, employer_id) where employer_id is not null;

create table claim (
    book_id      text not null,
    id           text not null,
    receipt      bigint not null,
    scheme_id    text not null,
    member_id    text not null,
    household_id text,
    employer_id  text,
    event_day    text,
    stage        text not null check (stage in
        ('draft', 'submitted', 'pending', 'proposed', 'approved', 'denied', 'revoked')),
    holds        bigint not null default 0 check (holds >= 0),
    facts_sealed text not null,
    facts_hash   text not null,
    decisions    bigint not null default 0,
    paid_fen     bigint not null default 0,
    entered_by   text not null,
    entered_for  text,
    import_id    text,
    -- The settlement that an import brought: found again by it, and taken in once.
    settlement_index text,
    version      bigint not null default 0,
    primary key (book_id, id)
);
create index claim_by_settlement on claim (book_id, settlement_index) where settlement_index is not null;
create index claim_by_import on claim (book_id, import_id, receipt) where import_id is not null;
-- The last claim of an owner is the first that is looked at.
create index claim_by_member on claim (book_id, member_id, scheme_id, event_day, receipt);
create index claim_by_household on claim (book_id, household_id, scheme_id, event_day, receipt)
    where household_id is not null;
create index claim_by_employer on claim (book_id, employer_id, scheme_id, event_day, receipt)
    where employer_id is not null;
create index claim_by_stage on claim (book_id, stage, receipt);

-- Who handed a claim in for the member: how he is related, and the blind index of his identity document.
create table agent (
    book_id     text not null,
    claim_id    text not null,
    agent_index text not null,
    relation    text not null,
    came_on     text not null,
    primary key (book_id, claim_id)
);
create index agent_by_index on agent (book_id, agent_index, came_on);

create table decision (
    book_id      text not null,
    claim_id     text not null,
    number       bigint not null,
    outcome      text not null check (outcome in ('approve', 'deny', 'pend', 'none')),
    cause        text not null check (cause in ('decide', 'correct', 'revoke', 'replay', 'review', 'appeal')),
    paid_fen     bigint not null check (paid_fen >= 0),
    change_fen   bigint not null,
    edition      text not null,
    funding      text not null,
    answer       text not null,
    decided_by   text not null,
    decided_for  text,
    decided_at   text not null,
    primary key (book_id, claim_id, number)
);

create table movement (
    book_id   text not null,
    claim_id  text not null,
    decision  bigint not null,
    number    bigint not null,
    scheme_id text not null,
    scope     text not null,
    owner_id  text not null,
    total     text not null,
    stretch   text not null,
    window_id text not null,
    before_by text not null,
    primary key (book_id, claim_id, decision, number)
);

-- What each running total stands at: a cache of the movements.
create table accumulator (
    book_id   text not null,
    scheme_id text not null,
    scope     text not null,
    owner_id  text not null,
    total     text not null,
    stretch   text not null,
    window_id text not null,
    value     text not null,
    primary key (book_id, scheme_id, scope, owner_id, total, stretch, window_id)
);

create table review (
    book_id      text not null,
    claim_id     text not null,
    number       bigint not null,
    decision     bigint not null,
    level        text not null,
    outcome      text not null check (outcome in ('approve', 'send-back', 'deny', 'recuse')),
    reviewed_by  text not null,
    on_behalf_of text,
    reason       text not null,
    reviewed_at  text not null,
    primary key (book_id, claim_id, number)
);

create table hold (
    book_id     text not null,
    claim_id    text not null,
    number      bigint not null,
    code        text not null,
    detail      text not null,
    placed_by   text not null,
    placed_at   text not null,
    released_by text,
    released_at text,
    reason      text,
    primary key (book_id, claim_id, number)
);

create table appeal (
    book_id     text not null,
    claim_id    text not null,
    number      bigint not null,
    grounds     text not null,
    told_on     text,
    filed_by    text not null,
    filed_at    text not null,
    outcome     text check (outcome in ('upheld', 'rejected')),
    answered_by text,
    answered_at text,
    reason      text,
    primary key (book_id, claim_id, number)
);

-- Numbers that the office sets itself, where neither a scheme nor a source names one.
create table policy (
    book_id text not null,
    name    text not null,
    value   bigint not null,
    set_by  text not null,
    set_at  text not null,
    primary key (book_id, name)
);

create table document (
    book_id      text not null,
    id           text not null,
    claim_id     text,
    member_id    text,
    content_hash text not null,
    media_type   text not null,
    bytes        bigint not null,
    name_sealed  text not null,
    attached_by  text not null,
    attached_at  text not null,
    primary key (book_id, id)
);
create index document_by_claim on document (book_id, claim_id);
create index document_by_member on document (book_id, member_id) where member_id is not null;

create table import_run (
    book_id     text not null,
    id          text not null,
    kind        text not null check (kind in ('roster', 'settlements')),
    file_hash   text not null,
    file_name   text not null,
    good_rows   bigint not null,
    bad_rows    bigint not null,
    imported_by text not null,
    imported_at text not null,
    undone_by   text,
    undone_at   text,
    primary key (book_id, id)
);
create index import_run_by_file on import_run (book_id, file_hash);

-- Who did what. Of what was done it keeps the key of the request, a hash of what was asked and what was answered, so
-- that the same key gets the same answer; these three alone are forgotten after 400 days.
create table audit (
    book_id      text not null,
    number       bigint not null,
    version      bigint not null,
    at           text not null,
    who          text not null,
    on_behalf_of text not null,
    act          text not null,
    object       text not null,
    scope        text not null,
    before_hash  text not null,
    after_hash   text not null,
    reason       text not null,
    result       text not null,
    request_id   text not null,
    previous     text not null,
    hash         text not null,
    key          text,
    body_hash    text,
    answer       text,
    primary key (book_id, number),
    unique (book_id, who, key)
);

-- The day on which a book was last swept of answers that are kept no longer.
create table swept (
    book_id  text not null primary key,
    swept_on text not null
);

-- What must be unique across books is looked up here, and ends as a hold, never as a constraint.
create table seen_person (
    number_index text not null,
    book_id      text not null,
    member_id    text not null,
    primary key (number_index, book_id, member_id)
);
create table seen_account (
    account_index text not null,
    book_id       text not null,
    member_id     text not null,
    primary key (account_index, book_id, member_id)
);
create table seen_invoice (
    invoice_index text not null,
    book_id       text not null,
    claim_id      text not null,
    primary key (invoice_index, book_id, claim_id)
);
create index seen_invoice_by_claim on seen_invoice (book_id, claim_id);
