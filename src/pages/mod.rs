//! SHOWS: the pages that staff and members work with in a browser.
//!
//! One folder a page: its handler, and its template beside it. A page reads from the store under the scope of who looks,
//! and changes something only by an act of the desk, under a key that its form carries. Nothing is loaded from elsewhere,
//! and no script or style stands in a page.

mod account;
mod around;
mod assets;
mod books;
mod claims;
mod desk;
mod explained;
mod failed;
mod finance;
mod form;
mod format;
mod frame;
mod home;
mod import;
mod letter;
mod members;
mod my;
mod nav;
mod office;
mod paid_to;
mod promise;
mod review;
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
    of_office(of_members(of_finance(on_review(of_claims(at_the_desk(account_and_home(entrance(
        Routes::new(app),
    ))))))))
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
        .get(Needs::Somebody, "/books", books::show)
        .post(Needs::Somebody, "/books", books::choose)
        .get(Needs::Somebody, "/account", account::show)
        .post(Needs::Somebody, "/account/password", account::change_password)
        .post(Needs::Somebody, "/account/second-factor", account::ask_second)
        .post(Needs::Somebody, "/account/second-factor/code", account::confirm_second)
}

fn at_the_desk(routes: Routes) -> Routes {
    routes
        .get(SUBMIT, "/desk", desk::show)
        .post(READ, "/desk/find", desk::find)
        .get(IMPORT, "/import", import::show)
        .post(IMPORT, "/import", import::import)
        .post(IMPORT, "/import/check", import::check)
        .post(IMPORT, "/import/bad", import::bad)
        .get(READ, "/members", members::find)
        .post(READ, "/members/find", members::look_up)
        .post(READ, "/members/by-name", members::by_name)
        .get(READ, "/members/{member}", members::show)
}

fn of_claims(routes: Routes) -> Routes {
    routes
        .get(SUBMIT, "/claims/new", claims::new::show)
        .post(SUBMIT, "/claims/from-file", claims::from_file::fill)
        .post(READ, "/claims/quote", claims::new::ask)
        .post(SUBMIT, "/claims", claims::new::submit)
        .get(READ, "/claims/{claim}", claims::show::show)
        .post(SUBMIT, "/claims/{claim}/hand-in", claims::acts::hand_in)
        .post(Needs::Right(Right::Decide), "/claims/{claim}/decide", claims::acts::decide)
        .get(CORRECT, "/claims/{claim}/correct", claims::acts::correct)
        .post(CORRECT, "/claims/{claim}/correct", claims::acts::put_right)
        .post(CORRECT, "/claims/{claim}/revoke", claims::acts::revoke)
        .post(Needs::Right(Right::Hold), "/claims/{claim}/hold", claims::acts::hold)
        .post(Needs::Right(Right::Release), "/claims/{claim}/release", claims::acts::release)
        .post(Needs::Right(Right::FileAppeal), "/claims/{claim}/appeal", claims::appeals::file)
        .post(Needs::Right(Right::AnswerAppeal), "/claims/{claim}/appeal/answer", claims::appeals::answer)
        .post(SUBMIT, "/claims/{claim}/documents", claims::documents::attach)
        .get(READ, "/claims/{claim}/documents/{number}", claims::documents::give)
}

fn on_review(routes: Routes) -> Routes {
    routes
        .get(REVIEW, "/review", review::show)
        .get(REVIEW, "/review/next", review::next)
        .post(REVIEW, "/review/many", review::give_many)
        .post(REVIEW, "/claims/{claim}/review", review::give)
}

fn of_office(routes: Routes) -> Routes {
    routes
        .get(READ, "/office", office::users::show)
        .post(STAFF, "/office/users", office::users::add)
        .post(STAFF, "/office/users/{login}/state", office::users::change)
        .post(STAFF, "/office/users/{login}/password", office::users::reset)
        .get(READ, "/office/organisations", office::organisations::show)
        .post(STAFF, "/office/organisations", office::organisations::add)
        .get(READ, "/office/schemes", office::schemes::show)
        .get(READ, "/office/schemes/edition", office::schemes::one)
        .post(Needs::Right(Right::ProposeScheme), "/office/schemes/propose", office::publish::propose)
        .post(Needs::Right(Right::ConfirmScheme), "/office/schemes/confirm", office::publish::confirm)
        .get(Needs::Right(Right::Maintain), "/office/health", office::health::show)
        .get(Needs::Right(Right::ReadAudit), "/audit", office::audit::show)
}

fn of_members(routes: Routes) -> Routes {
    routes
        .get(Needs::Nobody, "/my/sign-in", my::sign_in::show)
        .post(Needs::Nobody, "/my/sign-in", my::sign_in::enter)
        .get(nav::MEMBER, "/my", my::entitled::show)
        .get(nav::MEMBER, "/my/claims", my::claims::list)
        .get(nav::MEMBER, "/my/claims/{claim}", my::claims::one)
        .post(nav::MEMBER, "/my/claims/{claim}/documents", my::file::attach)
        .post(nav::MEMBER, "/my/claims/{claim}/appeal", my::claims::appeal)
        .get(nav::MEMBER, "/my/claims/new", my::file::show)
        .post(nav::MEMBER, "/my/claims", my::file::file)
        .get(nav::MEMBER, "/my/account", my::account::show)
        .post(nav::MEMBER, "/my/account", my::account::name)
        .get(nav::MEMBER, "/my/estimate", my::estimate::show)
        .post(nav::MEMBER, "/my/estimate", my::estimate::ask)
        .get(nav::MEMBER, "/claims/{claim}/letter", letter::show)
        .get(READ, "/members/{member}/account", paid_to::show)
        .post(Needs::Right(Right::ChangeAccount), "/members/{member}/account", paid_to::change)
        .post(Needs::Right(Right::ConfirmAccount), "/members/{member}/account/confirm", paid_to::confirm)
        .get(EDIT, "/members/{member}/code", my::code::show)
        .post(EDIT, "/members/{member}/code", my::code::set)
}

fn of_finance(routes: Routes) -> Routes {
    routes
        .get(READ, "/finance", finance::pools::show)
        .get(READ, "/finance/received", finance::received::show)
        .get(READ, "/finance/received/{file}", finance::received::give)
        .get(READ, "/finance/vouchers", finance::vouchers::show)
        .get(READ, "/finance/vouchers/{voucher}", finance::vouchers::one)
        .post(BOOKS, "/finance/vouchers/{voucher}/reverse", finance::vouchers::reverse)
        .get(READ, "/finance/trial", finance::trial::show)
        .get(READ, "/finance/export/{file}", finance::trial::give)
        .get(READ, "/finance/ledger", finance::ledger::show)
        .get(READ, "/finance/periods", finance::periods::show)
        .post(CLOSE, "/finance/periods/close", finance::periods::close)
        .post(CLOSE, "/finance/periods/reopen", finance::periods::reopen)
        .get(BOOKS, "/finance/book", finance::book::show)
        .post(BOOKS, "/finance/book", finance::book::book)
        .get(BOOKS, "/finance/opening", finance::opening::show)
        .post(BOOKS, "/finance/opening", finance::opening::open)
}

/// What all roles of the staff have: the right to look.
const READ: Needs = Needs::Right(Right::Read);
const SUBMIT: Needs = Needs::Right(Right::Submit);
const IMPORT: Needs = Needs::Right(Right::Import);
const CORRECT: Needs = Needs::Right(Right::Correct);
const REVIEW: Needs = Needs::Right(Right::Review);
const BOOKS: Needs = Needs::Right(Right::KeepBooks);
const CLOSE: Needs = Needs::Right(Right::CloseBooks);
const EDIT: Needs = Needs::Right(Right::EditMember);
const STAFF: Needs = Needs::Right(Right::ManageStaff);
