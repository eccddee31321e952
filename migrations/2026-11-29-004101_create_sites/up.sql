-- A site is a place off the street: a lot, garage, depot or yard. It is retired, never deleted, because its spots have reservations.
create table sites (
    id uuid not null,
    city_id uuid not null constraint sites_city_id_fkey references cities (id),
    source_ref text not null,
    kind text not null,
    name text not null,
    lat double precision not null,
    lng double precision not null,
    boundary geography (polygon, 4326),
    contact text not null default '',
    address text not null default '',
    region text not null default '',
    country text not null default '',
    postcode text not null default '',
    arrival_instructions text not null default '',
    full_instructions text not null default '',
    access text not null,
    entry_mode text not null,
    retired_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint sites_pkey primary key (id, city_id),
    constraint sites_kind_known check (kind in ('lot', 'garage', 'depot', 'yard')),
    constraint sites_name_not_blank check (name ~ '\S'),
    constraint sites_lat_valid check (lat between -90 and 90),
    constraint sites_lng_valid check (lng between -180 and 180),
    constraint sites_access_known check (access in ('public', 'members')),
    constraint sites_entry_mode_known check (entry_mode in ('open', 'barrier', 'code', 'plate', 'attendant'))
);

-- References of sites are compared as those of zones and spots.
create unique index sites_reference_key on sites (city_id, reference_key(source_ref));

comment on column sites.source_ref is 'Identifier in imports.';
comment on column sites.boundary is 'Outer ring of the site; null if unknown.';
comment on column sites.contact is 'Name, phone number or address of a person, as free text.';
comment on column sites.address is 'Free text, as are region, country and postcode: addresses follow no common format.';
comment on column sites.arrival_instructions is 'Instructions for drivers on their way.';
comment on column sites.full_instructions is 'Instructions for drivers when no spot is free.';
comment on column sites.entry_mode is 'Means by which a vehicle enters: open, or a barrier that opens by ticket or button (barrier), QR or NFC code (code), number plate (plate) or staff (attendant).';
