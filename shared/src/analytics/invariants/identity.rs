//! Invariants of personal data.

use super::Invariant;

/// Plates are erased with the driver.
pub(super) const PLATES: Invariant = Invariant {
    name: "plates",
    sentence: "no plate is stored of a driver whose personal data was erased, and no reservation \
        has the saved vehicle of another driver",
    sql: "select 'vehicle ' || v.id || ' of user ' || u.id || ', who was erased' \
          from vehicles v join users u on u.id = v.user_id where u.erased_at is not null \
          union all \
          select 'reservation ' || r.id || ' of a driver who was erased' \
          from reservation_vehicles c \
              join reservations r on r.id = c.reservation_id and r.city_id = c.city_id \
              left join users u on u.id = r.user_id left join guests g on g.id = r.guest_id \
          where coalesce(u.erased_at, g.erased_at) is not null \
          union all \
          select 'reservation ' || r.id || ' with vehicle ' || v.id || ' of another user' \
          from reservation_vehicles c \
              join reservations r on r.id = c.reservation_id and r.city_id = c.city_id \
              join vehicles v on v.id = c.vehicle_id \
          where v.user_id is distinct from r.user_id",
};
