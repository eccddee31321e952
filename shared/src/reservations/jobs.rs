//! Jobs about holds, reservations and their cards, one file per job.

mod end_reservation;
mod expire_hold;
mod release_card;
mod remind;
mod send_guest_link;
mod sync_setup_intent;

pub use end_reservation::EndReservation;
pub use expire_hold::ExpireHold;
pub use release_card::ReleaseCard;
pub use remind::Remind;
pub use send_guest_link::SendGuestLink;
pub use sync_setup_intent::SyncSetupIntent;
