-- Vehicles that users have saved. Plates are personal data: encrypted, and compared by a keyed hash.
create table vehicles (
    id uuid constraint vehicles_pkey primary key,
    user_id uuid not null constraint vehicles_user_id_fkey references users (id),
    plate_sealed bytea not null,
    plate_hash bytea not null,
    plate_secret_id bytea not null,
    jurisdiction text,
    class text not null,
    is_electric boolean not null,
    disabled_permit_until date,
    created_at timestamptz not null,
    constraint vehicles_plate_key unique (user_id, plate_hash),
    constraint vehicles_plate_hash_is_sha256 check (length(plate_hash) = 32),
    constraint vehicles_plate_secret_id_length check (length(plate_secret_id) = 8),
    constraint vehicles_jurisdiction_valid check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    constraint vehicles_class_known check (class in ('car', 'motorcycle', 'scooter', 'van', 'truck'))
);

-- For the encryption under a new secret.
create index vehicles_plate_secret_id_idx on vehicles (plate_secret_id);

comment on table vehicles is 'Removed by the user, and when the user''s data is erased.';
comment on column vehicles.plate_sealed is 'The plate as entered, encrypted under a key derived from JWT_SECRET.';
comment on column vehicles.plate_hash is 'HMAC-SHA-256 of the normalised plate.';
comment on column vehicles.plate_secret_id is 'Identifies the secret of plate_sealed and plate_hash.';
comment on column vehicles.jurisdiction is 'ISO 3166-1 or 3166-2 code of the issuer; null if not known.';
comment on column vehicles.disabled_permit_until is 'Last day of the disabled permit, in the city''s time zone; null without a permit.';
