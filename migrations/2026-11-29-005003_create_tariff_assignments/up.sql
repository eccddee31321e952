-- The places and times in which a tariff applies. The nearest place precedes: spot, zone, site, city.
create table tariff_assignments (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    site_id uuid,
    zone_id uuid,
    spot_id uuid,
    vehicle_class text,
    starts_at timestamptz not null,
    ends_at timestamptz,
    imported boolean not null default false,
    created_at timestamptz not null,
    constraint tariff_assignments_pkey primary key (id, city_id),
    constraint tariff_assignments_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint tariff_assignments_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint tariff_assignments_zone_id_fkey foreign key (zone_id, city_id) references zones (id, city_id),
    constraint tariff_assignments_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    constraint tariff_assignments_one_place check (num_nonnulls(site_id, zone_id, spot_id) <= 1),
    constraint tariff_assignments_class_known check (vehicle_class in ('car', 'motorcycle', 'scooter', 'van', 'truck')),
    constraint tariff_assignments_ends_after_start check (ends_at >= starts_at),
    -- At most one tariff applies to a class at a place.
    constraint tariff_assignments_no_overlap exclude using gist (
        city_id with =,
        (coalesce(spot_id, zone_id, site_id, city_id)) with =,
        (coalesce(vehicle_class, '')) with =,
        (tstzrange(starts_at, ends_at)) with &&
    )
);

create index tariff_assignments_city_id_idx on tariff_assignments (city_id);
create index tariff_assignments_whole_city_idx on tariff_assignments (city_id)
    where site_id is null and zone_id is null and spot_id is null;
create index tariff_assignments_tariff_id_idx on tariff_assignments (tariff_id, city_id);
create index tariff_assignments_site_id_idx on tariff_assignments (site_id, city_id) where site_id is not null;
create index tariff_assignments_zone_id_idx on tariff_assignments (zone_id, city_id) where zone_id is not null;
create index tariff_assignments_spot_id_idx on tariff_assignments (spot_id, city_id) where spot_id is not null;

comment on table tariff_assignments is 'Without site, zone and spot: the whole city.';
comment on column tariff_assignments.vehicle_class is 'Null for the classes without an assignment of their own at the place.';
comment on column tariff_assignments.imported is 'Made by an import, which may replace it; operators'' assignments are kept.';
comment on column tariff_assignments.ends_at is 'Exclusive; null if no end is set. The start if it was ended before it began.';
