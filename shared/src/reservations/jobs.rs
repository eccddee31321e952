//! Jobs about holds, reservations and their cards, one file per job.

mod end_reservation;
mod expire_hold;
mod release_card;
mod remind;
mod sync_setup_intent;

pub use end_reservation::EndReservation;
pub use expire_hold::ExpireHold;
pub use release_card::ReleaseCard;
pub use remind::Remind;
pub use sync_setup_intent::SyncSetupIntent;
