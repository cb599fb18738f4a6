//! The routes: this is the table of contents of the service.

mod audit;
mod books;
mod by_number;
mod claims;
mod demo;
mod employers;
mod fund;
mod login;
mod me;
mod members;
mod office;
mod publishing;
mod quotes;
mod schemes;
mod sentence;
mod system;
mod tokens;

pub use by_number::{enter_member, set_code};
pub use claims::letter_of;
pub use demo::enter_demo;
pub use login::{enter, leave};
pub use me::{first_code, new_password, new_second};
pub use office::one_time;
use utoipa_axum::routes;

use super::routes::{Needs, Routes};
use crate::engine::office::Right;

/// Every operation, and who may call it.
pub(super) fn all(routes: Routes) -> Routes {
    books(fund(payees(claims(members(schemes(office(about_oneself(system(routes)))))))))
}

fn system(routes: Routes) -> Routes {
    routes
        .add(Needs::Nobody, routes!(system::healthz))
        .add(Needs::Nobody, routes!(system::readyz))
        .add(Needs::Right(Right::Read), routes!(system::metrics))
}

fn about_oneself(routes: Routes) -> Routes {
    routes
        .add(Needs::Nobody, routes!(login::log_in))
        .add(Needs::Nobody, routes!(demo::show))
        .add(Needs::Nobody, routes!(demo::enter))
        .add(Needs::Somebody, routes!(login::log_out))
        .add(Needs::Somebody, routes!(me::show))
        .add(Needs::Somebody, routes!(me::change_password))
        .add(Needs::Somebody, routes!(me::ask_second))
        .add(Needs::Somebody, routes!(me::confirm_second))
        .add(Needs::Right(Right::Read), routes!(tokens::list))
        .add(Needs::Right(Right::Read), routes!(tokens::issue))
        .add(Needs::Right(Right::Read), routes!(tokens::revoke))
}

fn claims(routes: Routes) -> Routes {
    routes
        .add(Needs::OwnOr(Right::Read), routes!(quotes::ask))
        .add(Needs::OwnOr(Right::Read), routes!(claims::list))
        .add(Needs::Right(Right::Submit), routes!(claims::submit))
        .add(Needs::Right(Right::Submit), routes!(claims::batch::submit))
        .add(Needs::OwnOr(Right::Submit), routes!(claims::own::file))
        .add(Needs::OwnOr(Right::Read), routes!(claims::show::show))
        .add(Needs::OwnOr(Right::Read), routes!(claims::show::explain))
        .add(Needs::OwnOr(Right::Read), routes!(claims::letter::show))
        .add(Needs::Right(Right::Correct), routes!(claims::acts::correct))
        .add(Needs::Right(Right::Submit), routes!(claims::acts::hand_in))
        .add(Needs::Right(Right::Decide), routes!(claims::acts::decide))
        .add(Needs::Right(Right::Review), routes!(claims::acts::review))
        .add(Needs::Right(Right::Hold), routes!(claims::acts::hold))
        .add(Needs::Right(Right::Release), routes!(claims::acts::release))
        .add(Needs::Right(Right::Correct), routes!(claims::acts::revoke))
        .add(Needs::Right(Right::FileAppeal), routes!(claims::acts::appeal))
        .add(Needs::Right(Right::AnswerAppeal), routes!(claims::acts::answer))
        .add(Needs::OwnOr(Right::Read), routes!(claims::documents::list))
        .add(Needs::Right(Right::Submit), routes!(claims::documents::attach))
        .add(Needs::OwnOr(Right::Read), routes!(claims::documents::give))
}

fn office(routes: Routes) -> Routes {
    routes
        .add(Needs::Right(Right::Read), routes!(office::organisations))
        .add(Needs::Right(Right::ManageStaff), routes!(office::add_organisation))
        .add(Needs::Right(Right::Read), routes!(office::users))
        .add(Needs::Right(Right::Read), routes!(office::user))
        .add(Needs::Right(Right::ManageStaff), routes!(office::add_user))
        .add(Needs::Right(Right::ManageStaff), routes!(office::change_user))
        .add(Needs::Right(Right::ManageStaff), routes!(office::end_role))
        .add(Needs::Right(Right::Read), routes!(office::add_deputy))
        .add(Needs::Right(Right::ManageStaff), routes!(office::reset_password))
        .add(Needs::Right(Right::Read), routes!(members::recognised::declare))
        .add(Needs::Right(Right::Read), routes!(publishing::policies))
        .add(Needs::Right(Right::SetPolicies), routes!(publishing::set_policy))
}

fn schemes(routes: Routes) -> Routes {
    routes
        .add(Needs::OwnOr(Right::Read), routes!(schemes::list))
        .add(Needs::OwnOr(Right::Read), routes!(schemes::schema))
        .add(Needs::OwnOr(Right::Read), routes!(schemes::show))
        .add(Needs::OwnOr(Right::Read), routes!(schemes::sheet))
        .add(Needs::OwnOr(Right::Read), routes!(schemes::differences))
        .add(Needs::Right(Right::Read), routes!(publishing::proposals))
        .add(Needs::Right(Right::ProposeScheme), routes!(publishing::propose))
        .add(Needs::Right(Right::ConfirmScheme), routes!(publishing::confirm))
        .add(Needs::Right(Right::ProposeScheme), routes!(publishing::withdraw))
}

fn members(routes: Routes) -> Routes {
    routes
        .add(Needs::Right(Right::Read), routes!(employers::list))
        .add(Needs::Right(Right::Read), routes!(employers::show))
        .add(Needs::Right(Right::EditMember), routes!(employers::add))
        .add(Needs::Right(Right::EditMember), routes!(employers::change))
        .add(Needs::OwnOr(Right::Read), routes!(members::list))
        .add(Needs::Right(Right::Read), routes!(members::look_up))
        .add(Needs::OwnOr(Right::Read), routes!(members::show))
        .add(Needs::OwnOr(Right::Read), routes!(members::enrolments))
        .add(Needs::OwnOr(Right::Read), routes!(members::entitlements::list))
        .add(Needs::OwnOr(Right::Read), routes!(members::entitlements::own))
        .add(Needs::Right(Right::SeeInFull), routes!(members::reveal))
        .add(Needs::Right(Right::EditMember), routes!(members::access))
        .add(Needs::Right(Right::Enrol), routes!(members::acts::enrol))
        .add(Needs::Right(Right::Enrol), routes!(members::acts::renew))
        .add(Needs::Right(Right::Enrol), routes!(members::acts::transfer))
        .add(Needs::Right(Right::Enrol), routes!(members::acts::leave))
        .add(Needs::Right(Right::MergeMembers), routes!(members::acts::merge))
        .add(Needs::Right(Right::MergeMembers), routes!(members::recognised::correct_identity))
        .add(Needs::Right(Right::EditMember), routes!(members::acts::join))
}

fn payees(routes: Routes) -> Routes {
    routes
        .add(Needs::Right(Right::Read), routes!(members::payees::list))
        .add(Needs::Right(Right::ChangeAccount), routes!(members::payees::name))
        .add(Needs::Right(Right::ConfirmAccount), routes!(members::payees::confirm))
        .add(Needs::Right(Right::ChangeAccount), routes!(members::payees::end))
        .add(Needs::Right(Right::Read), routes!(members::payees::accounts))
        .add(Needs::Right(Right::ChangeAccount), routes!(members::payees::change_account))
        .add(Needs::Right(Right::ConfirmAccount), routes!(members::payees::confirm_account))
        .add(Needs::Right(Right::EditMember), routes!(members::recognised::recognise))
        .add(Needs::Right(Right::EditMember), routes!(members::recognised::end))
        .add(Needs::OwnOr(Right::Read), routes!(members::recognised::documents))
        .add(Needs::Right(Right::EditMember), routes!(members::recognised::attach))
}

fn books(routes: Routes) -> Routes {
    routes
        .add(Needs::Right(Right::KeepBooks), routes!(books::book))
        .add(Needs::Right(Right::KeepBooks), routes!(books::pay_waiting))
        .add(Needs::Right(Right::KeepBooks), routes!(books::open))
        .add(Needs::Right(Right::KeepBooks), routes!(books::reverse))
        .add(Needs::Right(Right::CloseBooks), routes!(books::close))
        .add(Needs::Right(Right::CloseBooks), routes!(books::reopen))
        .add(Needs::Right(Right::CloseBooks), routes!(books::carry))
}

fn fund(routes: Routes) -> Routes {
    routes
        .add(Needs::Right(Right::Read), routes!(fund::pools))
        .add(Needs::Right(Right::Read), routes!(fund::periods))
        .add(Needs::Right(Right::Read), routes!(fund::balances))
        .add(Needs::Right(Right::Read), routes!(fund::vouchers))
        .add(Needs::Right(Right::Read), routes!(fund::voucher))
        .add(Needs::Right(Right::Read), routes!(fund::postings))
        .add(Needs::Right(Right::ReadAudit), routes!(audit::list))
}
