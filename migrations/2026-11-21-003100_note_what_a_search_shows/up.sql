-- The api updates its read model from live_changes, so every change that a search shows must be recorded, including a city's time zone.
drop trigger spots_note_update on spots;
create trigger spots_note_update after update on spots
    for each row when (
        (old.label, old.lat, old.lng, old.rate_minor_per_hour, old.attributes, old.hours, old.position_assumed, old.retired_at)
        is distinct from
        (new.label, new.lat, new.lng, new.rate_minor_per_hour, new.attributes, new.hours, new.position_assumed, new.retired_at)
    ) execute function note_spot_change();

create function note_zone_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng)
    select s.id, s.lat, s.lng from spots s where s.zone_id = new.id and s.city_id = new.city_id;
    return null;
end
$$;

create trigger zones_note_update after update on zones
    for each row when (
        (old.street, old.from_street, old.to_street, old.side) is distinct from (new.street, new.from_street, new.to_street, new.side)
    ) execute function note_zone_change();

create function note_city_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng) select s.id, s.lat, s.lng from spots s where s.city_id = new.id;
    return null;
end
$$;

create trigger cities_note_update after update on cities
    for each row when ((old.time_zone, old.currency) is distinct from (new.time_zone, new.currency)) execute function note_city_change();
