//! Who may be paid in place of a member.

use serde::{Deserialize, Serialize};

use crate::engine::claim::words::{Word, words};

words! {
    /// Why somebody is paid in place of a member.
    PayeeKind {
        Heir "heir" "继承人",
        Guardian "guardian" "监护人",
        Other "other" "其他受托人",
    }
}
