-- Cameras that send plate reads.
create table cameras (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    lane_id uuid not null,
    name text not null,
    vendor text not null,
    secret_hash bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    constraint cameras_pkey primary key (id, city_id),
    constraint cameras_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint cameras_lane_id_fkey foreign key (lane_id, city_id) references lanes (id, city_id),
    constraint cameras_name_not_blank check (name ~ '\S'),
    constraint cameras_vendor_known check (vendor in ('plate_recognizer', 'openalpr', 'genetec')),
    constraint cameras_secret_hash_is_sha256 check (length(secret_hash) = 32)
);

create index cameras_site_id_idx on cameras (site_id, city_id);
create index cameras_lane_id_idx on cameras (lane_id, city_id);

comment on column cameras.secret_hash is 'SHA-256 of the secret in the address, which is shown once.';
