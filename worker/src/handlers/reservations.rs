//! Handlers of the jobs about holds, reservations and their cards.

pub(super) mod end_reservation;
pub(super) mod expire_hold;
pub(super) mod remind;
pub(super) mod sync_setup_intent;
