//! Pure types of the domain: money, periods, prices, statuses. No clock, no database, no network.

pub mod charge;
pub mod email;
pub mod hold;
pub mod human_check;
pub mod ids;
pub mod ledger;
pub mod lockout;
pub mod mail;
pub mod money;
pub mod period;
pub mod position;
pub mod price;
pub mod proof;
pub mod quota;
pub mod refund;
pub mod status;
pub mod terms;
pub mod text;
pub mod text_enum;
pub mod time_zone;
pub mod version;
pub mod when;
