-- Vehicles of reservations: copies, so that a vehicle that is removed from an account remains with the stay. A change
-- adds a row, because the earlier plate stays valid until the change period ends.
create table reservation_vehicles (
    id uuid not null,
    city_id uuid not null,
    reservation_id uuid not null,
    vehicle_id uuid constraint reservation_vehicles_vehicle_id_fkey references vehicles (id) on delete set null,
    plate_sealed bytea not null,
    plate_hash bytea not null,
    plate_secret_id bytea not null,
    jurisdiction text,
    class text not null,
    is_electric boolean not null,
    disabled_permit_until date,
    chosen_at timestamptz not null,
    replaced_at timestamptz,
    constraint reservation_vehicles_pkey primary key (id, city_id),
    constraint reservation_vehicles_reservation_id_fkey foreign key (reservation_id, city_id)
        references reservations (id, city_id) on delete cascade,
    constraint reservation_vehicles_plate_hash_is_sha256 check (length(plate_hash) = 32),
    constraint reservation_vehicles_plate_secret_id_length check (length(plate_secret_id) = 8),
    constraint reservation_vehicles_jurisdiction_valid check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    constraint reservation_vehicles_class_known check (class in ('car', 'motorcycle', 'scooter', 'van', 'truck'))
);

create index reservation_vehicles_reservation_id_idx on reservation_vehicles (reservation_id, city_id);
create unique index reservation_vehicles_current_key on reservation_vehicles (reservation_id, city_id)
    where replaced_at is null;
create index reservation_vehicles_vehicle_id_idx on reservation_vehicles (vehicle_id) where vehicle_id is not null;
create index reservation_vehicles_plate_hash_idx on reservation_vehicles (plate_hash);
create index reservation_vehicles_plate_secret_id_idx on reservation_vehicles (plate_secret_id);
create index reservation_vehicles_chosen_at_idx on reservation_vehicles (chosen_at);

comment on table reservation_vehicles is 'Removed after a year, and when the driver''s data is erased.';
comment on column reservation_vehicles.vehicle_id is 'The saved vehicle; null if it was entered for this stay, or was removed.';
comment on column reservation_vehicles.replaced_at is 'Null for the current vehicle.';
