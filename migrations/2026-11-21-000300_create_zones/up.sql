-- A zone is one side of a street between two cross streets. `city_id` is part of every key, so that the tables can be distributed by city.
create table zones (
    id uuid not null,
    city_id uuid not null constraint zones_city_id_fkey references cities (id),
    source_ref text not null,
    street text not null,
    from_street text not null,
    to_street text not null,
    side text not null,
    line geography (linestring, 4326) not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint zones_pkey primary key (id, city_id),
    constraint zones_source_ref_key unique (city_id, source_ref),
    constraint zones_side_known check (side in ('N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW', 'M', 'unknown'))
);

comment on column zones.source_ref is 'What the zone is called where it comes from; an import updates by it.';
comment on column zones.side is 'Compass side of the street, M for a median.';
comment on column zones.line is 'The kerb, drawn in the direction from from_street to to_street where that is known.';
