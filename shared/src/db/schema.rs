//! The tables, column by column in the order of the database. A test compares them with the migrated schema.

#![expect(missing_docs, reason = "the macro writes the items; the columns are explained in the migrations")]

use diesel::{allow_tables_to_appear_in_same_query, table};

table! {
    use diesel::sql_types::*;
    cities (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        time_zone -> Text,
        currency -> Text,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::functions::Geography;
    zones (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        source_ref -> Text,
        street -> Text,
        from_street -> Text,
        to_street -> Text,
        side -> Text,
        line -> Geography,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::functions::Geography;
    spots (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        zone_id -> Uuid,
        source_ref -> Text,
        label -> Text,
        lat -> Double,
        lng -> Double,
        location -> Geography,
        rate_minor_per_hour -> Integer,
        attributes -> Array<Text>,
        hours -> Nullable<Text>,
        position_assumed -> Bool,
        retired_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    users (id) {
        id -> Uuid,
        email -> Text,
        password_hash -> Text,
        role -> Text,
        stripe_customer_id -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    guests (id) {
        id -> Uuid,
        email -> Text,
        stripe_customer_id -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    refresh_tokens (token_hash) {
        token_hash -> Bytea,
        session_id -> Uuid,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    reservations (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        spot_id -> Uuid,
        user_id -> Nullable<Uuid>,
        guest_id -> Nullable<Uuid>,
        period -> Tstzrange,
        status -> Text,
        revision -> Integer,
        rate_minor_per_hour -> Integer,
        currency -> Text,
        hold_expires_at -> Nullable<Timestamptz>,
        stripe_customer_id -> Nullable<Text>,
        stripe_setup_intent_id -> Nullable<Text>,
        stripe_payment_method_id -> Nullable<Text>,
        card_brand -> Nullable<Text>,
        card_last4 -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    reservation_transitions (id) {
        id -> Uuid,
        reservation_id -> Uuid,
        city_id -> Uuid,
        revision -> Integer,
        event -> Text,
        from_status -> Nullable<Text>,
        to_status -> Text,
        period -> Tstzrange,
        actor -> Text,
        at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    idempotency_keys (scope, key) {
        scope -> Text,
        key -> Text,
        request_hash -> Bytea,
        reservation_id -> Uuid,
        city_id -> Uuid,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    charges (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Uuid,
        kind -> Text,
        revision -> Integer,
        seconds -> BigInt,
        amount_minor -> BigInt,
        currency -> Text,
        state -> Text,
        idempotency_key -> Text,
        stripe_payment_intent_id -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        settled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    jobs (id) {
        id -> Uuid,
        kind -> Text,
        payload -> Jsonb,
        dedupe_key -> Nullable<Text>,
        state -> Text,
        run_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        published_at -> Nullable<Timestamptz>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        finished_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    mails (id) {
        id -> Uuid,
        reservation_id -> Uuid,
        city_id -> Uuid,
        template -> Text,
        revision -> Integer,
        sent_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    stripe_events (id) {
        id -> Text,
        kind -> Text,
        object_ref -> Text,
        received_at -> Timestamptz,
    }
}

allow_tables_to_appear_in_same_query!(
    charges,
    cities,
    guests,
    idempotency_keys,
    jobs,
    mails,
    refresh_tokens,
    reservation_transitions,
    reservations,
    sessions,
    spots,
    stripe_events,
    users,
    zones,
);
