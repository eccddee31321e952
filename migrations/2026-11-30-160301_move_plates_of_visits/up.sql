-- An open visit has the plate of its reservation's current vehicle: also after the driver has chosen another vehicle, and after the plates
-- have got the hashes of a new secret. A plate that another open visit has already stays with that one.
-- safe because: the function and the trigger are created in one transaction whose lock on reservation_vehicles lasts for these statements
-- only; the previous version reads the plates of visits and never changes them.
create function move_plate_of_visit() returns trigger language plpgsql as $$
begin
    -- A visit whose plate another one has gets none with a new secret either.
    update visits v set plate_hash = case
        when exists (
            select from visits o where o.plate_hash = new.plate_hash and o.ended_at is null and (o.id, o.city_id) <> (v.id, v.city_id)
        ) then null
        else new.plate_hash
    end
    where v.reservation_id = new.reservation_id and v.city_id = new.city_id and v.ended_at is null
        and (tg_op = 'INSERT' or v.plate_hash is not null);
    return null;
end
$$;

create trigger reservation_vehicles_move_plate after insert or update of plate_hash on reservation_vehicles
    for each row when (new.replaced_at is null)
    execute function move_plate_of_visit();
