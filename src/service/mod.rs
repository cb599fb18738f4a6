//! LISTENS: the JSON API over HTTP, for other systems and for pages.
//!
//! A request passes the `outer` layer (request id, language, log, time), then the door of its route (`admit`): who
//! calls, may he, how often. What a handler sees is parsed; what it answers is a value or a [`Problem`]. Every change
//! goes through the desk, every read under the scope of who calls. The routes stand in `resources`.

mod acting;
mod admit;
mod app;
mod asked;
mod codes;
mod cookie;
pub mod demo;
mod document;
mod etag;
mod examples;
mod fault;
mod holds;
mod lang;
mod limit;
mod listen;
mod metrics;
mod of_refusal;
mod outer;
mod page;
mod password;
mod problem;
mod resources;
mod routes;
mod schema;
mod second;
mod secret;
mod sent;
mod strict_json;

pub use acting::Looking;
pub use admit::{Admitted, entry_of, record};
pub use app::{App, Settings};
pub use holds::IDLE;
pub use listen::{listen, serve};
pub use outer::About;
pub use password::first_password;
pub use problem::Problem;
pub use resources::{
    enter, enter_demo, enter_member, first_code, leave, letter_of, new_password, new_second, one_time,
    set_code,
};
pub use routes::{Needs, Served, door, served, served_beside};
