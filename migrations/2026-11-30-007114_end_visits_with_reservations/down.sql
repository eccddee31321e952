create or replace function note_reservation_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng, reservation_id)
    select s.id, s.lat, s.lng, new.id from spots s where s.id = new.spot_id and s.city_id = new.city_id;
    return null;
end
$$;
drop trigger reservations_move_bound on reservations;
drop function move_bound_of_visit();
drop trigger reservations_end_visit on reservations;
drop function end_visit_of_reservation();
