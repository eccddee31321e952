//! One file per operation. Each operation runs inside the transaction of its caller.

pub mod add_vehicle;
pub mod attempt_sign_in;
pub mod change_password;
pub mod create_admin;
pub mod disable_user;
pub mod enable_user;
pub mod grant_role;
pub mod issue_token;
pub mod keep_admin;
pub mod mail_budget;
pub mod remove_vehicle;
pub mod renew_session;
pub mod request_verification;
pub mod reset_password;
pub mod revoke_role;
pub mod sign_out;
pub mod verify_email;

pub use add_vehicle::{MAX_VEHICLES, SaveVehicle, add_vehicle};
pub use attempt_sign_in::{attempt_sign_in, forgive_sign_in, forgive_sign_ins};
pub use change_password::change_password;
pub use create_admin::create_admin;
pub use disable_user::disable_user;
pub use enable_user::enable_user;
pub use grant_role::grant_role;
pub use issue_token::{issue_token, use_token};
pub use keep_admin::keep_admin;
pub use mail_budget::MailBudget;
pub use remove_vehicle::remove_vehicle;
pub use renew_session::{REFRESH_LIFETIME, Renewal, open_session, renew_session};
pub use request_verification::{RequestVerification, begin_password_reset, begin_sign_up};
pub use reset_password::{ResetCredential, reset_password};
pub use revoke_role::{revoke_all_roles, revoke_role};
pub use sign_out::{sign_out_everywhere, sign_out_user};
pub use verify_email::TypedCode;
