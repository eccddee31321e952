//! Search, holds, reservations and live updates.

mod admin_reservations;
mod availability;
mod calendar;
mod changes;
mod ending;
mod guest_links;
mod hold_expiry;
mod hold_limits;
mod holds;
mod languages;
mod live;
mod mail_languages;
mod read_model;
mod rebinding;
mod report_taken;
mod reseats;
mod reserved_ahead;
mod search;
mod search_polling;
mod search_tariffs;
mod shared_stays;
mod undo;
mod unverified_holds;
mod vehicles;
mod whole_seconds;
