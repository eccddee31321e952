//! Accounts, sessions, email addresses, passwords and vehicles.

pub(crate) mod account;
mod admin;
mod email;
mod human_check;
mod password_resets;
pub(crate) mod vehicles;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(human_check::show_challenge))
        .routes(routes!(account::create_account))
        .routes(routes!(account::show_account, account::update_account))
        .routes(routes!(account::change_password))
        .routes(routes!(account::create_session, account::delete_sessions))
        .routes(routes!(account::renew_session))
        .routes(routes!(account::delete_session))
        .routes(routes!(email::confirm_email))
        .routes(routes!(email::resend_confirmation))
        .routes(routes!(email::change_account_email))
        .routes(routes!(email::change_guest_email))
        .routes(routes!(password_resets::request_password_reset))
        .routes(routes!(password_resets::reset_password))
        .routes(routes!(vehicles::list_vehicles, vehicles::add_vehicle))
        .routes(routes!(vehicles::change_vehicle, vehicles::remove_vehicle))
        .merge(admin::routes())
}
