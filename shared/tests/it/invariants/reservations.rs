//! Reservations and their transitions.

use super::breaks;

#[test]
fn overlapping_reservations_break_i1() {
    breaks(
        "I1",
        "alter table reservations drop constraint reservations_no_overlap; \
         update reservations set spot_id = (select spot_id from reservations where status = \
         'confirmed') where status = 'held'",
    );
}

#[test]
fn reservation_that_leaves_a_final_state_breaks_i5() {
    breaks(
        "I5",
        "select stay('00000000-0000-0000-0000-000000000004', 'completed', 'confirmed', 2, \
            '2030-06-03 14:00Z', '2030-06-03 15:00Z'); \
         alter table reservation_transitions disable trigger user; \
         update reservation_transitions set to_status = 'expired' \
             where revision = 1 and reservation_id = '00000000-0000-0000-0000-000000000004'; \
         update reservation_transitions set from_status = 'expired' \
             where revision = 2 and reservation_id = '00000000-0000-0000-0000-000000000004'",
    );
    breaks(
        "I5",
        "alter table reservation_transitions disable trigger user; \
         update reservation_transitions set from_status = 'cancelled' where to_status = \
         'completed'",
    );
}

#[test]
fn change_without_a_transition_breaks_i6() {
    for statements in [
        "update reservations set revision = 2 where status = 'held'",
        "update reservations set status = 'expired' where status = 'held'",
        "alter table reservation_transitions disable trigger user; delete from \
            reservation_transitions where to_status = 'completed'",
        "alter table reservation_transitions disable trigger user; \
         update reservation_transitions set period = tstzrange(lower(period), upper(period) + \
         interval '1 second') where to_status = 'completed'",
    ] {
        breaks("I6", statements);
    }
}

#[test]
fn spots_that_stay_blocked_break_i8() {
    breaks(
        "I8",
        "update reservations set hold_expires_at = '2030-06-03 12:58:59Z' where status = 'held'",
    );
    breaks(
        "I8",
        "select stay('00000000-0000-0000-0000-000000000004', 'completed', 'confirmed', 2, \
            '2030-06-03 12:31Z', '2030-06-03 12:54Z'); \
         update reservations set agreed_minor = 173 where upper(period) = '2030-06-03 12:54Z'",
    );
}
