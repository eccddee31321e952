//! Handlers of the jobs about holds, reservations and their cards.

mod end_reservation;
mod expire_hold;
mod release_card;
mod remind;
mod send_guest_link;
mod sync_setup_intent;
