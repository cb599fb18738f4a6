//! Who may hand a claim in for a member.

use serde::{Deserialize, Serialize};

use crate::engine::claim::words::{Word, words};

words! {
    /// What an agent is to the member.
    AgentRelation {
        Spouse "spouse" "配偶",
        Child "child" "子女",
        Parent "parent" "父母",
        Relative "relative" "其他亲属",
        Union "union" "单位工会经办人",
        Other "other" "其他受托人",
    }
}
