-- Gateways, which open barriers, and screens, which show codes.
create table devices (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    kind text not null,
    name text not null,
    key_hash bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    last_seen_at timestamptz,
    constraint devices_pkey primary key (id, city_id),
    constraint devices_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint devices_kind_known check (kind in ('gateway', 'screen')),
    constraint devices_name_not_blank check (name ~ '\S'),
    constraint devices_key_hash_is_sha256 check (length(key_hash) = 32)
);

create index devices_site_id_idx on devices (site_id, city_id);

comment on column devices.key_hash is 'SHA-256 of the key, which is shown once.';
