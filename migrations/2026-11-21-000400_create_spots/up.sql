-- A spot is the space for one vehicle. It is retired, never deleted, because reservations and charges reference it.
create table spots (
    id uuid not null,
    city_id uuid not null,
    zone_id uuid not null,
    source_ref text not null,
    label text not null,
    lat double precision not null,
    lng double precision not null,
    location geography (point, 4326) not null generated always as (st_setsrid(st_makepoint(lng, lat), 4326)::geography) stored,
    rate_minor_per_hour integer not null,
    attributes text[] not null default '{}',
    hours text,
    position_assumed boolean not null default false,
    retired_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint spots_pkey primary key (id, city_id),
    constraint spots_zone_id_fkey foreign key (zone_id, city_id) references zones (id, city_id),
    constraint spots_source_ref_key unique (city_id, source_ref),
    constraint spots_label_not_blank check (label ~ '\S'),
    constraint spots_lat_valid check (lat between -90 and 90),
    constraint spots_lng_valid check (lng between -180 and 180),
    constraint spots_rate_valid check (rate_minor_per_hour between 0 and 10000000),
    constraint spots_attributes_known check (attributes <@ array['accessible', 'charger', 'motorcycle', 'wide'])
);

create index spots_zone_id_idx on spots (zone_id, city_id);
create index spots_location_idx on spots using gist (location) where retired_at is null;
create index spots_box_idx on spots using gist ((location::geometry)) where retired_at is null;

comment on column spots.source_ref is 'What the spot is called where it comes from; an import updates by it.';
comment on column spots.rate_minor_per_hour is 'Price of an hour, in minor units of the city''s currency.';
comment on column spots.hours is 'Enforced hours as the source writes them.';
comment on column spots.position_assumed is 'The source tells where the pay station is, not the spot: number and place of the spots are made up by rule.';
