-- An open visit ends with its reservation, whichever program or person ends that.
-- safe because: the functions and triggers are created in one transaction whose lock on reservations lasts for these statements only; the
-- previous version has no visits, so that the triggers find no row, and it never moves a reservation to another spot.
create function end_visit_of_reservation() returns trigger language plpgsql as $$
begin
    -- The end of a reservation that was cancelled or revoked is not the time of that.
    update visits v set
        ended_at = greatest(v.arrived_at, case when new.status = 'completed' then upper(new.period) else least(now(), upper(new.period)) end),
        end_reason = case
            when new.status <> 'completed' then 'revoked'
            when upper(new.period) < upper(old.period) then 'exit'
            else 'bound'
        end,
        plate_hash = null,
        app_device_hash = null
    where v.reservation_id = new.id and v.city_id = new.city_id and v.ended_at is null;
    return null;
end
$$;

create trigger reservations_end_visit after update of status on reservations
    for each row when (old.status = 'confirmed' and new.status in ('completed', 'cancelled', 'revoked'))
    execute function end_visit_of_reservation();

create function move_bound_of_visit() returns trigger language plpgsql as $$
begin
    update visits v set bound_at = greatest(v.bound_at, upper(new.period))
    where v.reservation_id = new.id and v.city_id = new.city_id and v.ended_at is null;
    return null;
end
$$;

create trigger reservations_move_bound after update of period on reservations
    for each row when (new.status = 'confirmed' and upper(new.period) > upper(old.period))
    execute function move_bound_of_visit();

-- A reservation that moves to another spot changes both on the map.
create or replace function note_reservation_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng, reservation_id)
    select s.id, s.lat, s.lng, new.id from spots s where s.id = new.spot_id and s.city_id = new.city_id;
    if tg_op = 'UPDATE' and old.spot_id is distinct from new.spot_id then
        insert into live_changes (spot_id, lat, lng)
        select s.id, s.lat, s.lng from spots s where s.id = old.spot_id and s.city_id = old.city_id;
    end if;
    return null;
end
$$;
