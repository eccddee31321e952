-- One row for each statement that changes versions or assignments, so that a process knows whether the tariffs in its memory are current.
create table tariff_changes (
    id bigint generated always as identity constraint tariff_changes_pkey primary key,
    at timestamptz not null default now()
);

comment on table tariff_changes is 'Kept for a day; the last row is always kept.';

-- Records in live_changes the spots whose prices or rules change through a tariff, its assignments, or the site of their zone. Imports
-- assign tariffs to thousands of spots in one statement, so the triggers run for each statement.
create function note_spots_of_places(cities uuid[], sites uuid[], zones uuid[], spots uuid[]) returns void language sql as $$
    insert into live_changes (spot_id, lat, lng)
    select s.id, s.lat, s.lng from spots s where s.city_id = any ($1)
    union
    select s.id, s.lat, s.lng from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id where z.site_id = any ($2)
    union
    select s.id, s.lat, s.lng from spots s where s.zone_id = any ($3)
    union
    select s.id, s.lat, s.lng from spots s where s.id = any ($4)
$$;

create function note_tariff_versions() returns trigger language plpgsql as $$
begin
    insert into tariff_changes default values;
    perform note_spots_of_places(
        array_agg(a.city_id) filter (where num_nonnulls(a.site_id, a.zone_id, a.spot_id) = 0),
        array_agg(a.site_id) filter (where a.site_id is not null),
        array_agg(a.zone_id) filter (where a.zone_id is not null),
        array_agg(a.spot_id) filter (where a.spot_id is not null)
    )
    from tariff_assignments a join changed v on v.tariff_id = a.tariff_id and v.city_id = a.city_id;
    return null;
end
$$;

create trigger tariff_versions_note_insert after insert on tariff_versions
    referencing new table as changed for each statement execute function note_tariff_versions();

create function note_tariff_assignments() returns trigger language plpgsql as $$
begin
    if not exists (select from changed) then
        return null;
    end if;
    insert into tariff_changes default values;
    perform note_spots_of_places(
        array_agg(a.city_id) filter (where num_nonnulls(a.site_id, a.zone_id, a.spot_id) = 0),
        array_agg(a.site_id) filter (where a.site_id is not null),
        array_agg(a.zone_id) filter (where a.zone_id is not null),
        array_agg(a.spot_id) filter (where a.spot_id is not null)
    )
    from changed a;
    return null;
end
$$;

create trigger tariff_assignments_note_insert after insert on tariff_assignments
    referencing new table as changed for each statement execute function note_tariff_assignments();
-- The place of an assignment does not change.
create trigger tariff_assignments_note_update after update on tariff_assignments
    referencing new table as changed for each statement execute function note_tariff_assignments();
create trigger tariff_assignments_note_delete after delete on tariff_assignments
    referencing old table as changed for each statement execute function note_tariff_assignments();

-- safe because: the lock on zones lasts for this statement only.
create trigger zones_note_site after update on zones
    for each row when (old.site_id is distinct from new.site_id) execute function note_zone_change();
