//! The rules of the office: who may do what, how a claim moves, what is held, what is refused and how it is said.

mod agent;
pub mod eyes;
pub mod fraud;
pub mod ladder;
pub mod mask;
mod organisation;
mod payee;
mod policy;
pub mod possible;
pub mod refusal;
pub mod rights;
pub mod role;
pub mod stage;
pub mod undo;

pub use agent::AgentRelation;
pub use eyes::{Conflict, Involved, Recusal};
pub use fraud::Signal;
pub use ladder::{Ladder, LadderRefusal};
pub use organisation::OrganisationKind;
pub use payee::PayeeKind;
pub use policy::{Policies, Policy};
pub use refusal::Refusal;
pub use rights::Right;
pub use role::{AccountState, Actor, Person, Role};
pub use stage::{IllegalMove, Move, Outcome, Stage, Standing};
pub use undo::StandsOn;
