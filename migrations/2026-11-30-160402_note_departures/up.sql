-- The vehicle of a visit that has ended at its bound counts as being on its spot: its departure changes the count of the site.
-- safe because: the lock of the trigger on visits lasts for these statements only. The previous version does not count such vehicles; a
-- change that it reads makes it read the count again.
create function note_departure() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng)
    select s.id, s.lat, s.lng
    from reservations r join spots s on s.id = r.spot_id and s.city_id = r.city_id
    where r.id = new.reservation_id and r.city_id = new.city_id;
    return null;
end
$$;

create trigger visits_note_departure after update of departed_at on visits
    for each row when (new.end_reason = 'bound' and old.departed_at is null and new.departed_at is not null)
    execute function note_departure();
