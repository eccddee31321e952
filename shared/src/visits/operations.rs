//! Operations, one file per verb. Each runs inside the transaction of its caller.
//!
//! Lock order: device, plate of a camera (an advisory lock), driver, spot, reservation, visit, then
//! as in `reservations/operations.rs`. Spots beyond the first are locked without waiting, except
//! those of visits that end because their vehicle enters again: they are locked before the first of
//! them ends, together with that of the booking that is used, in order of id.

mod arrival;
pub mod check_in;
pub mod check_out;
mod choose_spot;
mod departure;
mod just_arrived;
pub mod keep_open;
mod left_before_end;
mod make_room;
pub mod may_enter;
mod note_overdue;
pub mod open_again;
pub mod open_exit;
mod open_visit;
mod open_with_booking;
pub mod operate;
mod passback;
pub mod passes;
mod pay;
pub mod read_plate;
pub mod record_event;
pub mod recount;
pub mod search_visits;
pub mod site_states;

pub use check_in::{Arriving, CheckIn, CheckedIn, SeenAt, check_in};
pub use check_out::{CheckOut, CheckedOut, check_out, leave_without_visit};
pub use keep_open::keep_open;
pub use may_enter::may_enter;
pub use open_exit::{OpenExit, OpenedExit, open_exit};
pub use operate::{begin_visit, depart, end_visit, open_barrier};
pub use passes::{account_pass, reservation_pass};
pub use read_plate::{DecideRead, Decision, decide_read, list_reads, read_plate};
pub use record_event::{DeviceEvent, Scanned, record_event, scan_pass};
pub use recount::recount;
pub use search_visits::search_visits;
pub use site_states::refresh_site_states;
