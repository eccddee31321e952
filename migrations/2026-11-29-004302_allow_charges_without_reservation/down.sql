-- Fails while there are charges that are not about a stay, which the earlier schema cannot represent.
create or replace function note_charge_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (reservation_id) values (new.reservation_id);
    return null;
end
$$;
alter table charges drop constraint charges_driver_of_subject;
alter table charges drop constraint charges_one_subject;
alter table charges drop constraint charges_reservation_matches_kind;
alter table charges drop constraint charges_kind_known;
alter table charges add constraint charges_kind_known check (kind in ('stay'));
alter table charges drop column guest_id;
alter table charges drop column user_id;
alter table charges drop column subject_id;
alter table charges alter column reservation_id set not null;
