//! SHOWS: the pages that staff and members work with in a browser.
//!
//! One folder a page: its handler, and its template beside it. A page reads from the store under the scope of who looks,
//! and changes something only by an act of the desk, under a key that its form carries. Nothing is loaded from elsewhere,
//! and no script or style stands in a page.

mod account;
mod around;
mod assets;
mod claims;
mod desk;
mod explained;
mod failed;
mod form;
mod format;
mod frame;
mod home;
mod members;
mod nav;
mod routes;
mod schemes;
mod sign_in;
mod typed;
mod visit;
mod words;

use axum::Router;

use crate::engine::office::Right;
use crate::service::{App, Needs, Served};
use routes::Routes;

/// All pages of an application: this is the table of contents.
pub fn router(app: &App) -> Router {
    all(app).router()
}

/// Every page, and who may see it or send its form.
pub fn shown(app: &App) -> Vec<Served> {
    all(app).shown()
}

fn all(app: &App) -> Routes {
    at_the_desk(account_and_home(entrance(Routes::new(app))))
}

fn entrance(routes: Routes) -> Routes {
    routes
        .get(Needs::Nobody, "/sign-in", sign_in::show)
        .post(Needs::Nobody, "/sign-in", sign_in::enter)
        .post(Needs::Nobody, "/sign-in/demo", sign_in::enter_demo)
        .post(Needs::Somebody, "/sign-out", sign_in::leave)
        .get(Needs::Nobody, "/show/{how}", home::show_otherwise)
        .get(Needs::Nobody, "/assets/{hash}/{name}", assets::give)
}

fn account_and_home(routes: Routes) -> Routes {
    routes
        .get(Needs::Somebody, "/", home::show)
        .get(Needs::Somebody, "/account", account::show)
        .post(Needs::Somebody, "/account/password", account::change_password)
        .post(Needs::Somebody, "/account/second-factor", account::ask_second)
        .post(Needs::Somebody, "/account/second-factor/code", account::confirm_second)
}

fn at_the_desk(routes: Routes) -> Routes {
    routes
        .get(SUBMIT, "/desk", desk::show)
        .post(READ, "/desk/find", desk::find)
        .get(READ, "/members", members::find)
        .post(READ, "/members/find", members::look_up)
        .get(READ, "/members/{member}", members::show)
}

/// What all roles of the staff have: the right to look.
const READ: Needs = Needs::Right(Right::Read);
const SUBMIT: Needs = Needs::Right(Right::Submit);
