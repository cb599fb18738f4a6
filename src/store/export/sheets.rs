//! The sheets that need no more than their columns.

use super::{Cell, Mask, Sheet};

const NAME: Cell = Cell::Sealed("member", "name_sealed", Mask::Name);
const NUMBER: Cell = Cell::Sealed("identity_document", "number_sealed", Mask::Identity);
const FILE_NUMBER: Cell = Cell::Opened("identity_document", "number_sealed");
const BIRTH: Cell = Cell::Sealed("member", "birth_sealed", Mask::Birth);
const PHONE: Cell = Cell::Sealed("member", "phone_sealed", Mask::Phone);
const ACCOUNT: Cell = Cell::Sealed("member", "account_sealed", Mask::Account);
const HOLDER: Cell = Cell::Sealed("member", "holder_sealed", Mask::Name);

/// The first current document of a member, and the number that files have for him: kind, place and seal of each.
macro_rules! of_person {
    ($before:literal, $after:literal) => {
        concat!(
            "select ",
            $before,
            ", coalesce(d.number_index, '') || '/' || m.id, d.number_sealed, m.id, m.name_sealed, \
             case m.sex when 'female' then '女' when 'male' then '男' end, m.birth_sealed, m.phone_sealed, \
             m.account_sealed, m.holder_sealed, m.service, m.insurance",
            $after,
            "left join identity_document d on d.book_id = m.book_id and d.member_id = m.id and d.number_index = \
             (select min(x.number_index) from identity_document x where x.book_id = m.book_id and x.member_id = m.id \
             and x.state = 'current' and x.kind <> 'member-number') ",
            "left join identity_document f on f.book_id = m.book_id and f.member_id = m.id and f.number_index = \
             (select min(x.number_index) from identity_document x where x.book_id = m.book_id and x.member_id = m.id \
             and x.state = 'current' and x.kind = 'member-number') "
        )
    };
}

/// All of them, in the order in which they are written.
pub const SHEETS: [Sheet; 9] = [
    Sheet {
        name: "movements",
        by_scheme: false,
        sql: "select claim_id, decision, number, scheme_id, scope, owner_id, total, stretch, window_id, before_by, \
            before_by from movement where book_id = $1 order by claim_id, decision, number",
        columns: &[
            ("claim", Cell::Text),
            ("decision", Cell::Number),
            ("number", Cell::Number),
            ("scheme", Cell::Text),
            ("scope", Cell::Text),
            ("owner", Cell::Text),
            ("total", Cell::Text),
            ("stretch", Cell::Text),
            ("window", Cell::Text),
            ("before", Cell::Exact(0)),
            ("by", Cell::Exact(1)),
        ],
    },
    Sheet {
        name: "employers",
        by_scheme: false,
        sql: "select id, name, credit_code, size from employer where book_id = $1 order by id",
        columns: &[
            ("id", Cell::Text),
            ("单位", Cell::Text),
            ("统一社会信用代码", Cell::Text),
            ("单位人数", Cell::Number),
        ],
    },
    Sheet {
        name: "members",
        by_scheme: false,
        sql: concat!(
            of_person!(
                "m.id, m.state, m.died_on, m.merged_into, m.employer_id, m.household_id, d.kind",
                " from member m "
            ),
            "where m.book_id = $1 order by m.id"
        ),
        columns: &[
            ("member", Cell::Text),
            ("state", Cell::Text),
            ("died", Cell::Text),
            ("merged_into", Cell::Text),
            ("employer", Cell::Text),
            ("household", Cell::Text),
            ("cert_type", Cell::Text),
            ("", Cell::Place),
            ("id_number", NUMBER),
            ("", Cell::Place),
            ("name", NAME),
            ("sex", Cell::Text),
            ("birth", BIRTH),
            ("phone", PHONE),
            ("account", ACCOUNT),
            ("account_holder", HOLDER),
            ("service", Cell::Text),
            ("insurance", Cell::Text),
        ],
    },
    // The columns of a roster: such a file can be imported.
    Sheet {
        name: "enrolments",
        by_scheme: true,
        sql: concat!(
            of_person!(
                "e.scheme_id, coalesce(f.number_index, '') || '/' || m.id, f.number_sealed, e.id, m.id, p.name, p.size, \
                 e.hired_on, e.enrolled_on, e.plan, e.share_units, e.from_day, e.to_day, e.left_on, e.state, d.kind",
                " from enrolment e join member m on m.book_id = e.book_id and m.id = e.member_id \
                 left join employer p on p.book_id = e.book_id and p.id = e.employer_id "
            ),
            "where e.book_id = $1 order by e.scheme_id, e.id"
        ),
        columns: &[
            ("scheme", Cell::Text),
            ("", Cell::Place),
            ("member", FILE_NUMBER),
            ("enrolment", Cell::Text),
            ("member_id", Cell::Text),
            ("employer", Cell::Text),
            ("employer_size", Cell::Number),
            ("hired", Cell::Text),
            ("enrolled", Cell::Text),
            ("plan", Cell::Text),
            ("share_units", Cell::Number),
            ("from", Cell::Text),
            ("to", Cell::Text),
            ("left", Cell::Text),
            ("state", Cell::Text),
            ("cert_type", Cell::Text),
            ("", Cell::Place),
            ("id_number", NUMBER),
            ("", Cell::Place),
            ("name", NAME),
            ("sex", Cell::Text),
            ("birth", BIRTH),
            ("phone", PHONE),
            ("account", ACCOUNT),
            ("account_holder", HOLDER),
            ("service", Cell::Text),
            ("insurance", Cell::Text),
        ],
    },
    Sheet {
        name: "categories",
        by_scheme: false,
        sql: "select member_id, category, from_day, to_day, verified_on from category_spell where book_id = $1 \
            order by member_id, category, from_day",
        columns: &[
            ("member", Cell::Text),
            ("category", Cell::Text),
            ("from", Cell::Text),
            ("to", Cell::Text),
            ("verified", Cell::Text),
        ],
    },
    Sheet {
        name: "reviews",
        by_scheme: false,
        sql: "select claim_id, number, decision, level, outcome, reviewed_by, on_behalf_of, reason, reviewed_at \
            from review where book_id = $1 order by claim_id, number",
        columns: &[
            ("claim", Cell::Text),
            ("number", Cell::Number),
            ("decision", Cell::Number),
            ("level", Cell::Text),
            ("outcome", Cell::Text),
            ("by", Cell::Text),
            ("on_behalf_of", Cell::Text),
            ("reason", Cell::Text),
            ("at", Cell::Text),
        ],
    },
    Sheet {
        name: "holds",
        by_scheme: false,
        sql: "select claim_id, number, code, detail, placed_by, placed_at, released_by, released_at, reason from hold \
            where book_id = $1 order by claim_id, number",
        columns: &[
            ("claim", Cell::Text),
            ("number", Cell::Number),
            ("code", Cell::Text),
            ("detail", Cell::Text),
            ("by", Cell::Text),
            ("at", Cell::Text),
            ("released_by", Cell::Text),
            ("released_at", Cell::Text),
            ("reason", Cell::Text),
        ],
    },
    Sheet {
        name: "appeals",
        by_scheme: false,
        sql: "select claim_id, number, grounds, filed_by, filed_at, outcome, answered_by, answered_at, reason from appeal \
            where book_id = $1 order by claim_id, number",
        columns: &[
            ("claim", Cell::Text),
            ("number", Cell::Number),
            ("grounds", Cell::Text),
            ("by", Cell::Text),
            ("at", Cell::Text),
            ("outcome", Cell::Text),
            ("answered_by", Cell::Text),
            ("answered_at", Cell::Text),
            ("reason", Cell::Text),
        ],
    },
    Sheet {
        name: "imports",
        by_scheme: false,
        sql: "select id, kind, file_name, file_hash, good_rows, bad_rows, imported_by, imported_at, undone_by, undone_at \
            from import_run where book_id = $1 order by id",
        columns: &[
            ("import", Cell::Text),
            ("kind", Cell::Text),
            ("file", Cell::Text),
            ("hash", Cell::Text),
            ("good", Cell::Number),
            ("bad", Cell::Number),
            ("by", Cell::Text),
            ("at", Cell::Text),
            ("undone_by", Cell::Text),
            ("undone_at", Cell::Text),
        ],
    },
];
