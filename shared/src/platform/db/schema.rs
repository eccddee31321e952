//! The tables, with columns in the order of the database. A test compares them with the migrated
//! schema.

#![expect(
    missing_docs,
    reason = "the macro writes the items; the columns are explained in the migrations"
)]

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
    use crate::platform::db::functions::Geography;
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
    use crate::platform::db::functions::Geography;
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
        email_confirmed_at -> Nullable<Timestamptz>,
        disabled_at -> Nullable<Timestamptz>,
        erased_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    guests (id) {
        id -> Uuid,
        email -> Text,
        stripe_customer_id -> Nullable<Text>,
        created_at -> Timestamptz,
        erased_at -> Nullable<Timestamptz>,
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
    legacy_tokens (user_id) {
        user_id -> Uuid,
        session_id -> Uuid,
        token_hash -> Bytea,
        expires_at -> Timestamptz,
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
        agreed_minor -> BigInt,
        card_exp_month -> Nullable<Integer>,
        card_exp_year -> Nullable<Integer>,
        must_confirm_email -> Bool,
        email_confirmed_at -> Nullable<Timestamptz>,
        reseat_of -> Nullable<Uuid>,
        card_fingerprint -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    segments (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Uuid,
        revision -> Integer,
        agreed -> Tstzrange,
        period -> Nullable<Tstzrange>,
        rate_minor_per_hour -> Integer,
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
        note -> Nullable<Text>,
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
        stripe_payment_intent_id -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        settled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        captured_minor -> BigInt,
        refunded_minor -> BigInt,
        next_attempt_at -> Nullable<Timestamptz>,
        card_brand -> Nullable<Text>,
        card_last4 -> Nullable<Text>,
        refund_failed_minor -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    charge_attempts (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Uuid,
        number -> Integer,
        idempotency_key -> Text,
        outcome -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    refunds (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Uuid,
        reason -> Text,
        revision -> Integer,
        amount_minor -> BigInt,
        state -> Text,
        note -> Text,
        actor -> Text,
        idempotency_key -> Text,
        stripe_refund_id -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        settled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    disputes (id) {
        id -> Text,
        city_id -> Uuid,
        charge_id -> Uuid,
        amount_minor -> BigInt,
        fee_minor -> BigInt,
        reason -> Text,
        state -> Text,
        opened_at -> Timestamptz,
        closed_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    ledger_entries (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Uuid,
        reservation_id -> Uuid,
        kind -> Text,
        reference -> Text,
        debit -> Text,
        credit -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    cards (id) {
        id -> Uuid,
        user_id -> Uuid,
        stripe_payment_method_id -> Text,
        brand -> Text,
        last4 -> Text,
        exp_month -> Integer,
        exp_year -> Integer,
        is_default -> Bool,
        created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    reconciliations (id) {
        id -> Uuid,
        day -> Nullable<Date>,
        since -> Timestamptz,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
        compared -> Integer,
        differences -> Jsonb,
    }
}

table! {
    use diesel::sql_types::*;
    imports (id) {
        id -> Uuid,
        city_id -> Uuid,
        actor -> Text,
        state -> Text,
        total -> Integer,
        done -> Integer,
        report -> Jsonb,
        error -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
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
        traceparent -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    mails (id) {
        id -> Uuid,
        reservation_id -> Nullable<Uuid>,
        city_id -> Nullable<Uuid>,
        template -> Text,
        revision -> Integer,
        sent_at -> Nullable<Timestamptz>,
        subject_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        recipient -> Nullable<Text>,
        subject -> Nullable<Text>,
        body_text -> Nullable<Text>,
        body_html -> Nullable<Text>,
        sealed -> Nullable<Bytea>,
        undeliverable_at -> Nullable<Timestamptz>,
        undeliverable_reason -> Nullable<Text>,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    email_proofs (id) {
        id -> Uuid,
        purpose -> Text,
        subject -> Text,
        email -> Text,
        user_id -> Nullable<Uuid>,
        reservation_id -> Nullable<Uuid>,
        city_id -> Nullable<Uuid>,
        password_hash -> Nullable<Text>,
        wrong_tries -> Integer,
        created_at -> Timestamptz,
        code_expires_at -> Timestamptz,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    stripe_alarms (call, class) {
        call -> Text,
        class -> Text,
        message -> Text,
        first_at -> Timestamptz,
        last_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    stripe_keys (name) {
        name -> Text,
        generation -> Integer,
        replaced_at -> Timestamptz,
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

table! {
    use diesel::sql_types::*;
    live_changes (id) {
        id -> BigInt,
        xid -> BigInt,
        spot_id -> Nullable<Uuid>,
        lat -> Nullable<Double>,
        lng -> Nullable<Double>,
        reservation_id -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    live_horizon (id) {
        id -> Bool,
        xid -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    audit_entries (id) {
        id -> Uuid,
        actor -> Text,
        action -> Text,
        subject_kind -> Text,
        subject -> Uuid,
        before -> Nullable<Jsonb>,
        after -> Nullable<Jsonb>,
        note -> Nullable<Text>,
        request -> Nullable<Text>,
        at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    closures (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        spot_id -> Nullable<Uuid>,
        zone_id -> Nullable<Uuid>,
        period -> Tstzrange,
        reason -> Text,
        actor -> Text,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

table! {
    use diesel::sql_types::*;
    sign_in_failures (email_hash, source_hash) {
        email_hash -> Bytea,
        failures -> Integer,
        failed_at -> Timestamptz,
        locked_until -> Nullable<Timestamptz>,
        source_hash -> Bytea,
    }
}

table! {
    use diesel::sql_types::*;
    worker_heartbeats (worker_id) {
        worker_id -> Uuid,
        seen_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    hold_origins (reservation_id, city_id) {
        reservation_id -> Uuid,
        city_id -> Uuid,
        narrow_hash -> Bytea,
        wide_hash -> Bytea,
        email_hash -> Bytea,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    unverified_mails (id) {
        id -> Uuid,
        recipient_hash -> Bytea,
        network_hash -> Nullable<Bytea>,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    taken_reports (reservation_id, city_id) {
        reservation_id -> Uuid,
        city_id -> Uuid,
        spot_id -> Uuid,
        card_hash -> Bytea,
        network_hash -> Bytea,
        is_free -> Bool,
        created_at -> Timestamptz,
    }
}

table! {
    use diesel::sql_types::*;
    spent_challenges (id) {
        id -> Uuid,
        spent_at -> Timestamptz,
    }
}

allow_tables_to_appear_in_same_query!(
    audit_entries,
    cards,
    charge_attempts,
    charges,
    cities,
    closures,
    disputes,
    email_proofs,
    guests,
    hold_origins,
    idempotency_keys,
    imports,
    jobs,
    ledger_entries,
    legacy_tokens,
    live_changes,
    live_horizon,
    mails,
    reconciliations,
    refresh_tokens,
    refunds,
    reservation_transitions,
    reservations,
    segments,
    sessions,
    sign_in_failures,
    spent_challenges,
    spots,
    stripe_alarms,
    stripe_events,
    stripe_keys,
    taken_reports,
    unverified_mails,
    users,
    worker_heartbeats,
    zones,
);
