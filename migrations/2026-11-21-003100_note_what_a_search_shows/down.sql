drop trigger cities_note_update on cities;
drop function note_city_change();
drop trigger zones_note_update on zones;
drop function note_zone_change();
drop trigger spots_note_update on spots;
create trigger spots_note_update after update on spots
    for each row when (
        (old.label, old.lat, old.lng, old.rate_minor_per_hour, old.attributes, old.hours, old.retired_at)
        is distinct from (new.label, new.lat, new.lng, new.rate_minor_per_hour, new.attributes, new.hours, new.retired_at)
    ) execute function note_spot_change();
