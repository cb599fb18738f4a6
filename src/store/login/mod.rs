//! Logging in: credentials, sessions and tokens, and who is behind each of them.

mod caller;
mod credential;
mod session;
mod token;

pub use caller::{Caller, Shows, who_calls};
pub use credential::{
    Credential, NewCredential, Principal, attempt, book_of, changed, insert, lock, member_exists, of_login,
    of_number, of_principal, second_off, second_on, second_salt, set_code, staff_without, succeed,
};
pub use session::{end, end_all, end_others, see, start};
pub use token::{Listed, NewToken, issue, list, revoke};
