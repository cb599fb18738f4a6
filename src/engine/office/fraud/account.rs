//! The account that is to be paid: shared by several members, or in somebody else's name.

use super::{Signal, distinct};
use crate::engine::name::Name;

/// What was observed of the account that a claim is to be paid to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountSeen {
    /// Members of the book with the same account, the claim's own not among them.
    pub members: Vec<Name>,
    /// Other books in which a member has it.
    pub books: Vec<Name>,
    /// In whose name it is, where that is known.
    pub holder: Option<String>,
    /// Who may be paid: the member and the payees with proof.
    pub payees: Vec<String>,
}

/// What is to be held because of the account.
pub fn account(seen: &AccountSeen) -> Vec<Signal> {
    let mut signals = Vec::new();
    if !seen.members.is_empty() {
        signals.push(Signal::SharedAccount { members: distinct(seen.members.iter().cloned()) });
    }
    if !seen.books.is_empty() {
        signals.push(Signal::SharedAccountElsewhere { books: distinct(seen.books.iter().cloned()) });
    }
    let strange = |holder: &String| !seen.payees.iter().any(|payee| spelt(payee) == spelt(holder));
    if seen.holder.as_ref().is_some_and(strange) {
        signals.push(Signal::AccountName);
    }
    signals
}

/// A name without spaces and with one kind of dot, in one case: 阿依·古丽 is 阿依•古丽 and 阿依．古丽.
fn spelt(name: &str) -> String {
    let dot = |c: char| if "·•・‧∙．.".contains(c) { '·' } else { c };
    name.chars().filter(|c| !c.is_whitespace()).map(dot).flat_map(char::to_uppercase).collect()
}
