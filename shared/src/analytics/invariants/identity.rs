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

/// Favorites are erased with the driver.
pub(super) const FAVORITES: Invariant = Invariant {
    name: "favorites",
    sentence: "no favorite is stored of a driver whose personal data was erased",
    sql: "select 'favorite ' || f.id || ' of user ' || u.id || ', who was erased' \
          from favorites f join users u on u.id = f.user_id where u.erased_at is not null",
};

/// The languages of account and reservations are erased with the driver.
pub(super) const LANGUAGES: Invariant = Invariant {
    name: "languages",
    sentence: "no language is stored of a driver whose personal data was erased",
    sql: "select 'user ' || id || ', who was erased, with the language ' || language \
          from users where erased_at is not null and language is not null \
          union all \
          select 'reservation ' || r.id || ' of an erased driver with the language ' || r.language \
          from reservations r \
              left join users u on u.id = r.user_id left join guests g on g.id = r.guest_id \
          where r.language is not null and coalesce(u.erased_at, g.erased_at) is not null",
};

/// Permits are erased with the driver, and reduce the rates of this driver only.
pub(super) const PERMITS: Invariant = Invariant {
    name: "permits",
    sentence: "no reduced-rate permit is stored of a driver whose personal data was erased, no \
        rate is above the reduced one of its driver, and a quote with a reduced rate was accepted \
        by its driver",
    sql: "select 'permit ' || p.id || ' of user ' || u.id || ', who was erased' \
          from reduced_rate_permits p join users u on u.id = p.user_id \
          where u.erased_at is not null \
          union all \
          select 'segment ' || id || ' of reservation ' || reservation_id || ' has the rate ' || \
          rate_minor_per_hour || ', above the reduced one of ' || rate_cap_minor \
          from segments where rate_minor_per_hour > rate_cap_minor \
          union all \
          select 'quote ' || q.id || ' with the reduced rate of user ' || q.user_id || ' was \
          accepted by reservation ' || r.id || ' of another driver' \
          from quotes q join reservations r on r.id = q.accepted_by and r.city_id = q.city_id \
          where q.user_id is not null and r.user_id is distinct from q.user_id",
};
