//! What is read in the life of a claim: the same questions as huzhu asks, for one claim, with plain parameters.

/// Was it asked before, who asks, and where does the audit chain end? Account, key, day.
pub const KNOWN: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as principal, cast($2 as text) as key, \
    cast($1 as text) as staff, '' as absent, cast($3 as text) as day) select g.nth, 'answered' as kind, \
    i.body_hash as a, i.answer as b, '' as c, '' as d, '' as e, '' as f from given g join audit i on i.book_id = \
    g.book_id and i.who = g.principal and i.key = g.key union all select g.nth, 'head', coalesce((select \
    cast(h.number as text) || ' ' || h.hash from audit h where h.book_id = g.book_id order by h.number desc limit \
    1), ''), '', '', '', '', '' from given g where g.nth = 0 union all select distinct g.nth, 'role', s.id, \
    s.person, o.path, coalesce(r.role, ''), coalesce(r.level, ''), case when s.id = g.staff then '' else g.staff \
    end from given g join staff s on s.id in (g.staff, g.absent) and s.state = 'active' join organisation o on \
    o.id = s.organisation_id join book b on b.id = g.book_id join organisation k on k.id = b.organisation_id and \
    substr(k.path, 1, length(o.path)) = o.path left join staff_role r on r.staff_id = s.id and r.from_day <= g.day \
    and coalesce(r.to_day, '9999') >= g.day left join deputy d on d.staff_id = g.absent and d.deputy_id = g.staff \
    and d.from_day <= g.day and d.to_day >= g.day where g.staff is not null and (s.id = g.staff or d.staff_id is \
    not null)";

/// What lies around a new claim: member, scheme, invoice.
pub const AROUND: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as member, cast($2 as text) as scheme, \
    cast($3 as text) as invoice, cast(null as text) as claim), published as (select scheme_id, cast(count(*) as \
    bigint) as published, cast(count(*) as text) || '/' || coalesce(max(confirmed_at), '') as mark from \
    scheme_edition where state = 'published' group by scheme_id) select g.nth, 'member' as kind, m.household_id as \
    a, m.employer_id as b, m.state as c, case when m.state = 'left' then (select max(coalesce(e.left_on, e.to_day, \
    '9999-12-31')) from enrolment e where e.book_id = m.book_id and e.member_id = m.id and e.state = 'active') \
    else m.died_on end as d, m.merged_into as e, m.sex as f, m.birth_sealed as g, m.service as h, m.insurance as \
    i, s.mark as j, (select min(e.from_day) from enrolment e where e.book_id = m.book_id and e.member_id = m.id \
    and e.scheme_id = g.scheme and e.state = 'active') as k, m.holder_sealed as p, case when m.holder_sealed is \
    not null then m.name_sealed end as q, s.published as n, p.size as o from given g join member m on m.book_id = \
    g.book_id and m.id = g.member left join employer p on p.book_id = m.book_id and p.id = m.employer_id left join \
    published s on s.scheme_id = g.scheme union all select g.nth, 'invoice', s.book_id, s.claim_id, c.stage, null, \
    null, null, null, null, null, null, null, null, null, cast(null as bigint), cast(null as bigint) from given g \
    join seen_invoice s on s.invoice_index = g.invoice and not (s.book_id = g.book_id and s.claim_id = \
    coalesce(g.claim, '')) left join claim c on c.book_id = g.book_id and s.book_id = g.book_id and c.id = \
    s.claim_id union all select g.nth, 'account', o.id, null, null, null, null, null, null, null, null, null, \
    null, null, null, cast(null as bigint), cast(null as bigint) from given g join member m on m.book_id = \
    g.book_id and m.id = g.member join member o on o.book_id = m.book_id and o.account_index = m.account_index and \
    o.id <> m.id and o.state <> 'merged' union all select g.nth, 'account-elsewhere', s.book_id, null, null, null, \
    null, null, null, null, null, null, null, null, null, cast(null as bigint), cast(null as bigint) from given g \
    join member m on m.book_id = g.book_id and m.id = g.member join seen_account s on s.account_index = \
    m.account_index and s.book_id <> g.book_id union all select g.nth, 'person-elsewhere', s.book_id, null, null, \
    null, null, null, null, null, null, null, null, null, null, cast(null as bigint), cast(null as bigint) from \
    given g join identity_document d on d.book_id = g.book_id and d.member_id = g.member join seen_person s on \
    s.number_index = d.number_index and s.book_id <> g.book_id";

/// The claim to be decided, by its id.
pub const CLAIM: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as id) select g.nth, c.id, c.receipt, \
    c.scheme_id, (select cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') from scheme_edition s \
    where s.scheme_id = c.scheme_id and s.state = 'published') as editions, c.stage, c.holds, c.decisions, \
    c.paid_fen, c.facts_sealed, c.facts_hash, coalesce((select max(h.number) from hold h where h.book_id = \
    c.book_id and h.claim_id = c.id), 0) as last_hold, m.id as member_id, m.household_id, m.employer_id, e.size, \
    m.sex, m.birth_sealed, m.service, m.insurance from given g join claim c on c.book_id = g.book_id and c.id = \
    g.id join member o on o.book_id = c.book_id and o.id = c.member_id join member m on m.book_id = o.book_id and \
    m.id = coalesce(o.merged_into, o.id) left join employer e on e.book_id = m.book_id and e.id = m.employer_id";

/// What lies beside it: claim, scheme, member.
pub const BESIDE: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as claim, cast($2 as text) as scheme, \
    cast($3 as text) as member, cast(null as text) as household, cast(null as text) as employer, cast($3 as text) \
    as new_member, cast(null as text) as new_household, cast(null as text) as new_employer, cast(null as bigint) \
    as new_pool), own as (select nth, book_id, member as id, member, new_member, scheme, claim from given union \
    all select g.nth, g.book_id, m.id, g.member, g.new_member, g.scheme, g.claim from given g join member m on \
    m.book_id = g.book_id and m.merged_into = g.member), decided as (select o.nth, (select c.event_day || ' ' || \
    cast(1000000000000000000 + c.receipt as text) from claim c where c.book_id = o.book_id and c.member_id = o.id \
    and c.scheme_id = o.scheme and c.event_day is not null and c.id <> o.claim and c.stage in ('pending', \
    'proposed', 'approved', 'denied') order by c.event_day desc, c.receipt desc limit 1) as last from own o union \
    all select g.nth, (select c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text) from claim c \
    where c.book_id = g.book_id and c.household_id = g.household and c.scheme_id = g.scheme and c.event_day is not \
    null and c.id <> g.claim and c.stage in ('pending', 'proposed', 'approved', 'denied') order by c.event_day \
    desc, c.receipt desc limit 1) from given g where g.household is not null union all select g.nth, (select \
    c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text) from claim c where c.book_id = g.book_id \
    and c.employer_id = g.employer and c.scheme_id = g.scheme and c.event_day is not null and c.id <> g.claim and \
    c.stage in ('pending', 'proposed', 'approved', 'denied') order by c.event_day desc, c.receipt desc limit 1) \
    from given g where g.employer is not null union all select g.nth, (select max(c.event_day || ' ' || \
    cast(1000000000000000000 + c.receipt as text)) from claim c where c.book_id = g.book_id and c.scheme_id = \
    g.scheme and c.id <> g.claim and c.stage in ('pending', 'proposed', 'approved', 'denied')) from given g where \
    g.new_pool = 1), owners as (select nth, book_id, scheme, 'member' as scope, id as owner, member as counts_for \
    from own where new_member is not null union all select nth, book_id, scheme, 'household', new_household, \
    new_household from given where new_household is not null union all select nth, book_id, scheme, 'employer', \
    new_employer, new_employer from given where new_employer is not null union all select nth, book_id, scheme, \
    'pool', '', '' from given where new_pool = 1) select o.nth, 'category' as kind, c.category as a, c.from_day as \
    b, c.to_day as c, c.verified_on as d, cast(null as text) as e, cast(null as text) as f, cast(null as text) as \
    g, cast(null as bigint) as n from own o join category_spell c on c.book_id = o.book_id and c.member_id = o.id \
    union all select o.nth, 'cover', e.plan, e.from_day, e.to_day, e.enrolled_on, e.hired_on, e.left_on, \
    e.employer_id, e.share_units from own o join enrolment e on e.book_id = o.book_id and e.member_id = o.id and \
    e.scheme_id = o.scheme and e.state = 'active' union all select d.nth, 'last', max(d.last), null, null, null, \
    null, null, null, null from decided d where d.last is not null group by d.nth union all select o.nth, 'total', \
    m.total, m.scope, o.counts_for, m.stretch, m.window_id, m.value, m.owner_id, null from owners o join \
    accumulator m on m.book_id = o.book_id and m.scheme_id = o.scheme and m.scope = o.scope and m.owner_id = \
    o.owner";

/// The claim to be reviewed, and who had a hand in it.
pub const REVIEWED: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as id), asked as (select g.nth, c.*, \
    coalesce(m.merged_into, m.id) as kept from given g join claim c on c.book_id = g.book_id and c.id = g.id join \
    member m on m.book_id = c.book_id and m.id = c.member_id), family as (select nth, book_id, kept as id from \
    asked union all select k.nth, k.book_id, m.id from asked k join member m on m.book_id = k.book_id and \
    m.merged_into = k.kept) select k.nth, 'claim' as kind, k.id as a, k.stage as b, coalesce(d.answer, '') as c, \
    case when i.undone_at is not null then i.id end as d, k.decisions as n, k.paid_fen as m, k.holds as o from \
    asked k left join import_run i on i.book_id = k.book_id and i.id = k.import_id left join decision d on \
    d.book_id = k.book_id and d.claim_id = k.id and d.number = k.decisions union all select k.nth, 'maker', \
    s.person, null, null, null, null, null, null from asked k join staff s on s.id in (k.entered_by, \
    coalesce(k.entered_for, '')) union all select k.nth, 'maker', s.person, null, null, null, null, null, null \
    from asked k join decision d on d.book_id = k.book_id and d.claim_id = k.id and d.cause in ('decide', \
    'correct') join staff s on s.id in (d.decided_by, coalesce(d.decided_for, '')) union all select k.nth, \
    'maker', a.agent_index, null, null, null, null, null, null from asked k join agent a on a.book_id = k.book_id \
    and a.claim_id = k.id union all select k.nth, 'review', s.person, a.person, r.level, r.outcome, r.decision, \
    r.number, null from asked k join review r on r.book_id = k.book_id and r.claim_id = k.id join staff s on s.id \
    = r.reviewed_by left join staff a on a.id = r.on_behalf_of union all select f.nth, 'member', i.number_index, \
    null, null, null, null, null, null from family f join identity_document i on i.book_id = f.book_id and \
    i.member_id = f.id union all select f.nth, 'member', p.person, null, null, null, null, null, null from family \
    f join payee p on p.book_id = f.book_id and p.member_id = f.id union all select f.nth, 'relative', s.person, \
    s.id, null, null, null, null, null from family f join relative r on r.book_id = f.book_id and r.member_id = \
    f.id join staff s on s.id = r.staff_id union all select k.nth, 'elsewhere', o.book_id, null, null, null, null, \
    null, null from asked k join seen_invoice s on s.book_id = k.book_id and s.claim_id = k.id join seen_invoice o \
    on o.invoice_index = s.invoice_index and o.book_id <> s.book_id union all select k.nth, 'hold', h.detail, \
    null, null, null, h.number, null, null from asked k join hold h on h.book_id = k.book_id and h.claim_id = k.id";

/// The books, and what was booked for the claim: claim, period.
pub const BOOKS: &str = "with given as (select 0 as nth, 'b1' as book_id, cast($1 as text) as id, cast($2 as text) as period), here as \
    (select book_id, period from given where nth = 0), kinds as (select 'receipt' as kind union all select \
    'payment' union all select 'transfer') select 'claim' as kind, g.nth, c.stage as a, coalesce(d.funding, '[]') \
    as b, c.scheme_id as c, cast(null as text) as d, c.holds as n, cast(null as bigint) as m, cast(null as bigint) \
    as o, cast(null as bigint) as p, cast(null as bigint) as q from given g join claim c on c.book_id = g.book_id \
    and c.id = g.id left join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
    union all select 'booked', g.nth, p.pool_id, p.sub, p.debit, p.credit, cast(sum(p.amount_fen) as bigint), \
    null, null, null, null from given g join posting p on p.book_id = g.book_id and p.object = g.id where g.id <> \
    '' group by g.nth, p.pool_id, p.sub, p.debit, p.credit union all select 'pool', 0, p.id, null, null, null, \
    p.posted_fen, p.owed_fen, p.held_fen, p.waiting_fen, p.version from here h join pool p on p.book_id = \
    h.book_id union all select 'account', 0, a.pool_id, a.code, a.sub, null, a.balance_fen, a.version, null, null, \
    null from here h join balance a on a.book_id = h.book_id union all select 'period', 0, p.id, p.state, null, \
    null, null, null, null, null, null from here h join period p on p.book_id = h.book_id union all select \
    'number', 0, p.id, k.kind, null, null, coalesce((select v.number from voucher v where v.book_id = p.book_id \
    and v.period = p.id and v.kind = k.kind order by v.number desc limit 1), 0), null, null, null, null from here \
    h join period p on p.book_id = h.book_id and p.id >= h.period cross join kinds k union all select 'last', 0, \
    null, null, null, null, coalesce((select v.id from voucher v where v.book_id = h.book_id order by v.id desc \
    limit 1), 0), null, null, null, null from here h";
