-- Records changes of closures for live updates, and spots that move to another zone, which may be closed.
create function note_closure_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng)
    select s.id, s.lat, s.lng from spots s where s.city_id = new.city_id and (s.id = new.spot_id or s.zone_id = new.zone_id);
    return null;
end
$$;

create trigger closures_note_change after insert or update on closures
    for each row execute function note_closure_change();

create trigger spots_note_zone after update on spots
    for each row when (old.zone_id is distinct from new.zone_id) execute function note_spot_change();
