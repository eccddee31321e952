//! Reservations with their places, drivers, segments and charges.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::{Value, json};
use shared::identity::domain::scope::Scope;
use shared::reservations::models::{
    reservation_details::{ReservationDetails, ReservationFilter},
    segment::Segment,
    transition::Transition,
};

use super::{Comparison, Facts, micros, query};

const PAGE: i64 = 100;

pub(super) const RESERVATIONS: Comparison = Comparison { name: "reservations", before, after };

fn before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    query(
        conn,
        "select r.id::text as key, jsonb_build_array( \
             r.city_id, r.spot_id, r.user_id, r.guest_id, coalesce(u.email, g.email), \
             pg_temp.micros(lower(r.period)), pg_temp.micros(upper(r.period)), r.status, \
             r.revision, r.rate_minor_per_hour, r.currency, r.agreed_minor, \
             pg_temp.micros(r.hold_expires_at), pg_temp.micros(r.created_at), \
             r.must_confirm_email, pg_temp.micros(r.email_confirmed_at), r.reseat_of, \
             jsonb_build_array(r.stripe_customer_id, r.stripe_setup_intent_id, \
                 r.stripe_payment_method_id, r.card_brand, r.card_last4, r.card_exp_month, \
                 r.card_exp_year, r.card_fingerprint), \
             jsonb_build_array(s.label, z.street, z.from_street, z.to_street, z.side, c.name, \
                 c.time_zone), \
             (select h.id from charges h where h.reservation_id = r.id), \
             (select coalesce(jsonb_agg(jsonb_build_array( \
                  pg_temp.micros(lower(p.agreed)), pg_temp.micros(upper(p.agreed)), \
                  pg_temp.micros(lower(p.period)), pg_temp.micros(upper(p.period)), \
                  p.rate_minor_per_hour) order by p.revision), '[]') \
              from segments p where p.reservation_id = r.id), \
             (select coalesce(jsonb_agg(jsonb_build_array(t.revision, t.event, t.from_status, \
                  t.to_status, t.actor, pg_temp.micros(t.at)) order by t.revision), '[]') \
              from reservation_transitions t where t.reservation_id = r.id) \
         )::text as value \
         from reservations r join spots s on s.id = r.spot_id join zones z on z.id = s.zone_id \
         join cities c on c.id = r.city_id left join users u on u.id = r.user_id \
         left join guests g on g.id = r.guest_id",
    )
}

fn after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let mut found = Facts::new();
    let mut filter = ReservationFilter::default();
    loop {
        let page = ReservationDetails::search(conn, &filter, &Scope::Everywhere, PAGE).unwrap();
        let Some(last) = page.last() else { return found };
        filter.before = Some(last.reservation.id);
        for details in page {
            found.insert(details.reservation.id.to_string(), value(conn, &details));
        }
    }
}

fn value(conn: &mut PgConnection, details: &ReservationDetails) -> Value {
    let ReservationDetails { reservation: r, place, email, charge, .. } = details;
    let segments = Segment::of_reservation(conn, r.id).unwrap();
    let segments = segments.iter().map(|segment| {
        let (agreed, period) = (segment.agreed, segment.period());
        json!([
            agreed.starts_at().timestamp_micros(),
            agreed.ends_at().timestamp_micros(),
            micros(period.map(|period| period.starts_at())),
            micros(period.map(|period| period.ends_at())),
            segment.rate_minor_per_hour,
        ])
    });
    let transitions = Transition::of_reservation(conn, r.id).unwrap();
    let transitions = transitions.iter().map(|step| {
        json!([
            step.revision,
            step.event,
            step.from_status,
            step.to_status,
            step.actor,
            step.at.timestamp_micros(),
        ])
    });
    json!([
        r.city_id,
        r.spot_id,
        r.user_id,
        r.guest_id,
        email,
        r.period.starts_at().timestamp_micros(),
        r.period.ends_at().timestamp_micros(),
        r.status,
        r.revision,
        r.rate_minor_per_hour,
        r.currency.code(),
        r.agreed_minor,
        micros(r.hold_expires_at),
        r.created_at.timestamp_micros(),
        r.must_confirm_email,
        micros(r.email_confirmed_at),
        r.reseat_of,
        [
            json!(r.stripe_customer_id),
            json!(r.stripe_setup_intent_id),
            json!(r.stripe_payment_method_id),
            json!(r.card_brand),
            json!(r.card_last4),
            json!(r.card_exp_month),
            json!(r.card_exp_year),
            json!(r.card_fingerprint),
        ],
        [
            &place.label,
            &place.street,
            &place.from_street,
            &place.to_street,
            &place.side,
            &place.city,
            place.time_zone.name(),
        ],
        charge.as_ref().map(|charge| charge.id),
        segments.collect::<Vec<_>>(),
        transitions.collect::<Vec<_>>(),
    ])
}
