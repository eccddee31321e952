// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

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

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    barrier_commands (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        lane_id -> Uuid,
        device_id -> Uuid,
        visit_id -> Nullable<Uuid>,
        nonce -> Bytea,
        actor -> Text,
        reason -> Text,
        issued_at -> Timestamptz,
        expires_at -> Timestamptz,
        delivered_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    cameras (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        lane_id -> Uuid,
        name -> Text,
        vendor -> Text,
        secret_hash -> Bytea,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    cards (id) {
        id -> Uuid,
        user_id -> Uuid,
        stripe_payment_method_id -> Text,
        brand -> Text,
        last4 -> Text,
        exp_month -> Int4,
        exp_year -> Int4,
        is_default -> Bool,
        created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    charge_attempts (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Uuid,
        number -> Int4,
        idempotency_key -> Text,
        outcome -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    charges (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Nullable<Uuid>,
        kind -> Text,
        revision -> Int4,
        seconds -> Int8,
        amount_minor -> Int8,
        currency -> Text,
        state -> Text,
        stripe_payment_intent_id -> Nullable<Text>,
        failure_code -> Nullable<Text>,
        failure_message -> Nullable<Text>,
        settled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        captured_minor -> Int8,
        refunded_minor -> Int8,
        next_attempt_at -> Nullable<Timestamptz>,
        card_brand -> Nullable<Text>,
        card_last4 -> Nullable<Text>,
        refund_failed_minor -> Int8,
        subject_id -> Nullable<Uuid>,
        user_id -> Nullable<Uuid>,
        guest_id -> Nullable<Uuid>,
        carried_minor -> Int8,
        carried_to -> Nullable<Uuid>,
        carried_until -> Nullable<Timestamptz>,
        reminded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    cities (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        time_zone -> Text,
        currency -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

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

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    device_events (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        device_id -> Uuid,
        sequence -> Int8,
        kind -> Text,
        lane_id -> Nullable<Uuid>,
        at -> Timestamptz,
        received_at -> Timestamptz,
        outcome -> Text,
        visit_id -> Nullable<Uuid>,
        reported_sequence -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    devices (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        kind -> Text,
        name -> Text,
        key_hash -> Bytea,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        last_seen_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    disputes (id) {
        id -> Text,
        city_id -> Uuid,
        charge_id -> Uuid,
        amount_minor -> Int8,
        fee_minor -> Int8,
        reason -> Text,
        state -> Text,
        opened_at -> Timestamptz,
        closed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    email_proofs (id) {
        id -> Uuid,
        purpose -> Text,
        subject -> Text,
        email -> Text,
        user_id -> Nullable<Uuid>,
        reservation_id -> Nullable<Uuid>,
        city_id -> Nullable<Uuid>,
        password_hash -> Nullable<Text>,
        wrong_tries -> Int4,
        created_at -> Timestamptz,
        code_expires_at -> Timestamptz,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    entry_codes (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        kind -> Text,
        lane_id -> Nullable<Uuid>,
        spot_id -> Nullable<Uuid>,
        serial -> Int4,
        words -> Text,
        is_rotating -> Bool,
        created_by -> Text,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        revoked_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    favorites (id) {
        id -> Uuid,
        user_id -> Uuid,
        name -> Text,
        detail -> Nullable<Text>,
        lat -> Float8,
        lng -> Float8,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    guard_rail_counts (city_id, zone_id, guard_rail, local_date) {
        city_id -> Uuid,
        zone_id -> Uuid,
        guard_rail -> Text,
        local_date -> Date,
        count -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    guests (id) {
        id -> Uuid,
        email -> Text,
        stripe_customer_id -> Nullable<Text>,
        created_at -> Timestamptz,
        erased_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    hold_origins (reservation_id, city_id) {
        reservation_id -> Uuid,
        city_id -> Uuid,
        narrow_hash -> Bytea,
        wide_hash -> Bytea,
        email_hash -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    idempotency_keys (scope, key) {
        scope -> Text,
        key -> Text,
        request_hash -> Bytea,
        reservation_id -> Uuid,
        city_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    imports (id) {
        id -> Uuid,
        city_id -> Uuid,
        actor -> Text,
        state -> Text,
        total -> Int4,
        done -> Int4,
        report -> Jsonb,
        error -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    incidents (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        visit_id -> Nullable<Uuid>,
        lane_id -> Nullable<Uuid>,
        kind -> Text,
        detail -> Text,
        at -> Timestamptz,
        created_at -> Timestamptz,
        resolved_by -> Nullable<Text>,
        resolved_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    jobs (id) {
        id -> Uuid,
        kind -> Text,
        payload -> Jsonb,
        dedupe_key -> Nullable<Text>,
        state -> Text,
        run_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        published_at -> Nullable<Timestamptz>,
        attempts -> Int4,
        last_error -> Nullable<Text>,
        finished_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        traceparent -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    lanes (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        name -> Text,
        direction -> Text,
        gateway_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        retired_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    ledger_entries (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Nullable<Uuid>,
        reservation_id -> Nullable<Uuid>,
        kind -> Text,
        reference -> Text,
        debit -> Text,
        credit -> Text,
        amount_minor -> Int8,
        currency -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    legacy_tokens (user_id) {
        user_id -> Uuid,
        session_id -> Uuid,
        token_hash -> Bytea,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    live_changes (id) {
        id -> Int8,
        xid -> Int8,
        spot_id -> Nullable<Uuid>,
        lat -> Nullable<Float8>,
        lng -> Nullable<Float8>,
        reservation_id -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    live_horizon (id) {
        id -> Bool,
        xid -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    lone_exits (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        lane_id -> Uuid,
        subject -> Uuid,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    mails (id) {
        id -> Uuid,
        reservation_id -> Nullable<Uuid>,
        city_id -> Nullable<Uuid>,
        template -> Text,
        revision -> Int4,
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

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    nfc_tags (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        code_id -> Uuid,
        uid -> Bytea,
        keys_sealed -> Bytea,
        last_counter -> Int4,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    occupancy_policies (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        policy -> Jsonb,
        coverage_percent -> Int4,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    plate_images (read_id, city_id) {
        read_id -> Uuid,
        city_id -> Uuid,
        content_type -> Text,
        image -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    plate_reads (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        camera_id -> Uuid,
        vendor_event_id -> Text,
        plate_sealed -> Bytea,
        plate_hash -> Bytea,
        plate_secret_id -> Bytea,
        region -> Nullable<Text>,
        confidence_percent -> Int4,
        direction -> Text,
        captured_at -> Timestamptz,
        received_at -> Timestamptz,
        outcome -> Text,
        visit_id -> Nullable<Uuid>,
        proposed_reservation_id -> Nullable<Uuid>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamptz>,
        seen_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    quotes (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        spot_id -> Uuid,
        reservation_id -> Nullable<Uuid>,
        vehicle_class -> Text,
        period -> Tstzrange,
        tariff_version_id -> Nullable<Uuid>,
        rate_minor_per_hour -> Int4,
        currency -> Text,
        total_minor -> Int8,
        lines -> Jsonb,
        rules -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        accepted_at -> Nullable<Timestamptz>,
        accepted_by -> Nullable<Uuid>,
        rate_cap_minor -> Nullable<Int4>,
        user_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    reconciliations (id) {
        id -> Uuid,
        day -> Nullable<Date>,
        since -> Timestamptz,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
        compared -> Int4,
        differences -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    recounts (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        zone_id -> Nullable<Uuid>,
        counted -> Int4,
        computed -> Int4,
        reason -> Text,
        actor -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    reduced_rate_permits (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        user_id -> Uuid,
        reference -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        granted_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    refresh_tokens (token_hash) {
        token_hash -> Bytea,
        session_id -> Uuid,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    refunds (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        charge_id -> Uuid,
        reason -> Text,
        revision -> Int4,
        amount_minor -> Int8,
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

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    reservation_transitions (id) {
        id -> Uuid,
        reservation_id -> Uuid,
        city_id -> Uuid,
        revision -> Int4,
        event -> Text,
        from_status -> Nullable<Text>,
        to_status -> Text,
        period -> Tstzrange,
        actor -> Text,
        at -> Timestamptz,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    reservation_vehicles (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Uuid,
        vehicle_id -> Nullable<Uuid>,
        plate_sealed -> Bytea,
        plate_hash -> Bytea,
        plate_secret_id -> Bytea,
        jurisdiction -> Nullable<Text>,
        class -> Text,
        is_electric -> Bool,
        disabled_permit_until -> Nullable<Date>,
        chosen_at -> Timestamptz,
        replaced_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    reservations (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        spot_id -> Uuid,
        user_id -> Nullable<Uuid>,
        guest_id -> Nullable<Uuid>,
        period -> Tstzrange,
        status -> Text,
        revision -> Int4,
        rate_minor_per_hour -> Int4,
        currency -> Text,
        hold_expires_at -> Nullable<Timestamptz>,
        stripe_customer_id -> Nullable<Text>,
        stripe_setup_intent_id -> Nullable<Text>,
        stripe_payment_method_id -> Nullable<Text>,
        card_brand -> Nullable<Text>,
        card_last4 -> Nullable<Text>,
        created_at -> Timestamptz,
        agreed_minor -> Int8,
        card_exp_month -> Nullable<Int4>,
        card_exp_year -> Nullable<Int4>,
        must_confirm_email -> Bool,
        email_confirmed_at -> Nullable<Timestamptz>,
        reseat_of -> Nullable<Uuid>,
        card_fingerprint -> Nullable<Text>,
        payment_source -> Text,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    role_grants (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        city_id -> Nullable<Uuid>,
        site_id -> Nullable<Uuid>,
        granted_by -> Text,
        granted_at -> Timestamptz,
        note -> Nullable<Text>,
        revoked_by -> Nullable<Text>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    segments (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Uuid,
        revision -> Int4,
        agreed -> Tstzrange,
        period -> Nullable<Tstzrange>,
        rate_minor_per_hour -> Int4,
        created_at -> Timestamptz,
        tariff_version_id -> Nullable<Uuid>,
        vehicle_class -> Nullable<Text>,
        quote_id -> Nullable<Uuid>,
        rate_cap_minor -> Nullable<Int4>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    sign_in_failures (email_hash, source_hash) {
        email_hash -> Bytea,
        failures -> Int4,
        failed_at -> Timestamptz,
        locked_until -> Nullable<Timestamptz>,
        source_hash -> Bytea,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    site_rules (site_id, city_id) {
        site_id -> Uuid,
        city_id -> Uuid,
        numbering -> Text,
        anti_passback -> Text,
        max_visit_seconds -> Nullable<Int4>,
        remind_after_seconds -> Int4,
        geofence_m -> Nullable<Int4>,
        few_at_percent -> Int4,
        free_from_percent -> Int4,
        full_at -> Int4,
        few_from -> Int4,
        min_confidence_percent -> Int4,
        opens_on_similar -> Bool,
        keeps_images -> Bool,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    site_state_changes (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Uuid,
        from_state -> Nullable<Text>,
        to_state -> Text,
        free -> Int4,
        total -> Int4,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    site_states (site_id, city_id) {
        site_id -> Uuid,
        city_id -> Uuid,
        state -> Text,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    sites (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        source_ref -> Text,
        kind -> Text,
        name -> Text,
        lat -> Float8,
        lng -> Float8,
        boundary -> Nullable<Geography>,
        contact -> Text,
        address -> Text,
        region -> Text,
        country -> Text,
        postcode -> Text,
        arrival_instructions -> Text,
        full_instructions -> Text,
        access -> Text,
        entry_mode -> Text,
        retired_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        name_search -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    spent_challenges (id) {
        id -> Uuid,
        spent_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    spots (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        zone_id -> Uuid,
        source_ref -> Text,
        label -> Text,
        lat -> Float8,
        lng -> Float8,
        location -> Geography,
        rate_minor_per_hour -> Int4,
        attributes -> Array<Text>,
        hours -> Nullable<Text>,
        position_assumed -> Bool,
        retired_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    stay_shares (reservation_id, city_id) {
        reservation_id -> Uuid,
        city_id -> Uuid,
        token_hash -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    stripe_alarms (call, class) {
        call -> Text,
        class -> Text,
        message -> Text,
        first_at -> Timestamptz,
        last_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    stripe_events (id) {
        id -> Text,
        kind -> Text,
        object_ref -> Text,
        received_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    stripe_keys (name) {
        name -> Text,
        generation -> Int4,
        replaced_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

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

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    tariff_assignments (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        site_id -> Nullable<Uuid>,
        zone_id -> Nullable<Uuid>,
        spot_id -> Nullable<Uuid>,
        vehicle_class -> Nullable<Text>,
        starts_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        imported -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    tariff_changes (id) {
        id -> Int8,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    tariff_drafts (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        document -> Jsonb,
        evidence -> Jsonb,
        created_at -> Timestamptz,
        published_version_id -> Nullable<Uuid>,
        discarded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    tariff_versions (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        number -> Int4,
        effective_from -> Timestamptz,
        time_zone -> Text,
        document -> Jsonb,
        published_by -> Nullable<Uuid>,
        published_at -> Timestamptz,
        base_version_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    tariffs (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        name -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    terms (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        site_id -> Nullable<Uuid>,
        hold_seconds -> Nullable<Int4>,
        min_stay_seconds -> Nullable<Int4>,
        max_stay_seconds -> Nullable<Int4>,
        max_lead_seconds -> Nullable<Int4>,
        grace_seconds -> Nullable<Int4>,
        no_show_seconds -> Nullable<Int4>,
        buffer_seconds -> Nullable<Int4>,
        reservable_percent -> Nullable<Int4>,
        arrival_mode -> Nullable<Text>,
        payment_mode -> Nullable<Text>,
        guests_allowed -> Nullable<Bool>,
        updated_at -> Timestamptz,
        accessible_at_base_rate -> Nullable<Bool>,
        reduced_rate_cap_minor -> Nullable<Int4>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    unverified_mails (id) {
        id -> Uuid,
        recipient_hash -> Bytea,
        network_hash -> Nullable<Bytea>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

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
        language -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    vehicles (id) {
        id -> Uuid,
        user_id -> Uuid,
        plate_sealed -> Bytea,
        plate_hash -> Bytea,
        plate_secret_id -> Bytea,
        jurisdiction -> Nullable<Text>,
        class -> Text,
        is_electric -> Bool,
        disabled_permit_until -> Nullable<Date>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    visits (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        reservation_id -> Uuid,
        site_id -> Uuid,
        lane_in_id -> Nullable<Uuid>,
        lane_out_id -> Nullable<Uuid>,
        entered_by -> Text,
        left_by -> Nullable<Text>,
        plate_hash -> Nullable<Bytea>,
        app_device_hash -> Nullable<Bytea>,
        arrived_at -> Timestamptz,
        bound_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        end_reason -> Nullable<Text>,
        departed_at -> Nullable<Timestamptz>,
        entered_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    worker_heartbeats (worker_id) {
        worker_id -> Uuid,
        seen_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    yield_changes (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        version_id -> Uuid,
        base_version_id -> Uuid,
        from_level -> Text,
        to_level -> Text,
        occupied -> Int4,
        capacity -> Int4,
        policy -> Jsonb,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::functions::Geography;

    yield_policies (id, city_id) {
        id -> Uuid,
        city_id -> Uuid,
        tariff_id -> Uuid,
        policy -> Jsonb,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
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
        site_id -> Nullable<Uuid>,
        level -> Nullable<Text>,
        boundary -> Nullable<Geography>,
        street_search -> Text,
        from_search -> Text,
        to_search -> Text,
        middle_lat -> Float8,
        middle_lng -> Float8,
    }
}

diesel::joinable!(cards -> users (user_id));
diesel::joinable!(charges -> guests (guest_id));
diesel::joinable!(charges -> users (user_id));
diesel::joinable!(email_proofs -> users (user_id));
diesel::joinable!(favorites -> users (user_id));
diesel::joinable!(imports -> cities (city_id));
diesel::joinable!(legacy_tokens -> sessions (session_id));
diesel::joinable!(legacy_tokens -> users (user_id));
diesel::joinable!(quotes -> users (user_id));
diesel::joinable!(reduced_rate_permits -> cities (city_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(reservation_vehicles -> vehicles (vehicle_id));
diesel::joinable!(reservations -> guests (guest_id));
diesel::joinable!(reservations -> users (user_id));
diesel::joinable!(role_grants -> cities (city_id));
diesel::joinable!(role_grants -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(vehicles -> users (user_id));
diesel::joinable!(sites -> cities (city_id));
diesel::joinable!(tariff_versions -> users (published_by));
diesel::joinable!(tariffs -> cities (city_id));
diesel::joinable!(terms -> cities (city_id));
diesel::joinable!(zones -> cities (city_id));

diesel::allow_tables_to_appear_in_same_query!(
    audit_entries,
    barrier_commands,
    cameras,
    cards,
    charge_attempts,
    charges,
    cities,
    closures,
    device_events,
    devices,
    disputes,
    email_proofs,
    entry_codes,
    favorites,
    guard_rail_counts,
    guests,
    hold_origins,
    idempotency_keys,
    imports,
    incidents,
    jobs,
    lanes,
    ledger_entries,
    legacy_tokens,
    live_changes,
    live_horizon,
    lone_exits,
    mails,
    nfc_tags,
    occupancy_policies,
    plate_images,
    plate_reads,
    quotes,
    reconciliations,
    recounts,
    reduced_rate_permits,
    refresh_tokens,
    refunds,
    reservation_transitions,
    reservation_vehicles,
    reservations,
    role_grants,
    segments,
    sessions,
    sign_in_failures,
    site_rules,
    site_state_changes,
    site_states,
    sites,
    spent_challenges,
    spots,
    stay_shares,
    stripe_alarms,
    stripe_events,
    stripe_keys,
    taken_reports,
    tariff_assignments,
    tariff_changes,
    tariff_drafts,
    tariff_versions,
    tariffs,
    terms,
    unverified_mails,
    users,
    vehicles,
    visits,
    worker_heartbeats,
    yield_changes,
    yield_policies,
    zones,
);
