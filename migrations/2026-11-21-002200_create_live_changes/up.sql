-- Changes of the map and of reservations, for live updates. Triggers write the rows, so that no change is missed; rows are kept for about an
-- hour. A reader selects rows by transaction id: a row is new to a reader whose snapshot precedes the end of the transaction, regardless of
-- the order in which transactions end. No foreign keys, because nothing depends on these rows.
create table live_changes (
    id bigint generated always as identity constraint live_changes_pkey primary key,
    xid bigint not null default pg_current_xact_id()::text::bigint,
    spot_id uuid,
    lat double precision,
    lng double precision,
    reservation_id uuid,
    at timestamptz not null default now(),
    constraint live_changes_about_something check (num_nonnulls(spot_id, reservation_id) > 0),
    constraint live_changes_spot_has_place check (num_nonnulls(spot_id, lat, lng) in (0, 3))
);

create index live_changes_xid_idx on live_changes (xid);
create index live_changes_at_idx on live_changes using brin (at);

comment on column live_changes.xid is 'The transaction that made the change.';
comment on column live_changes.spot_id is 'The spot that may look different on a map; null when only the reservation does.';
comment on column live_changes.lat is 'Where the spot is. One that is moved is noted at both places.';

-- One row: changes of transactions below this id may have been deleted.
create table live_horizon (
    id boolean not null default true constraint live_horizon_pkey primary key,
    xid bigint not null,
    constraint live_horizon_one_row check (id)
);

insert into live_horizon (xid) values (0);

create function note_reservation_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng, reservation_id)
    select s.id, s.lat, s.lng, new.id from spots s where s.id = new.spot_id and s.city_id = new.city_id;
    return null;
end
$$;

create trigger reservations_note_insert after insert on reservations
    for each row execute function note_reservation_change();
create trigger reservations_note_update after update on reservations
    for each row when (old.* is distinct from new.*) execute function note_reservation_change();

create function note_spot_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (spot_id, lat, lng) values (new.id, new.lat, new.lng);
    if tg_op = 'UPDATE' and (old.lat, old.lng) is distinct from (new.lat, new.lng) then
        insert into live_changes (spot_id, lat, lng) values (old.id, old.lat, old.lng);
    end if;
    return null;
end
$$;

create trigger spots_note_insert after insert on spots
    for each row execute function note_spot_change();
create trigger spots_note_update after update on spots
    for each row when (
        (old.label, old.lat, old.lng, old.rate_minor_per_hour, old.attributes, old.hours, old.retired_at)
        is distinct from (new.label, new.lat, new.lng, new.rate_minor_per_hour, new.attributes, new.hours, new.retired_at)
    ) execute function note_spot_change();

create function note_charge_change() returns trigger language plpgsql as $$
begin
    insert into live_changes (reservation_id) values (new.reservation_id);
    return null;
end
$$;

create trigger charges_note_update after update on charges
    for each row when (
        (old.state, old.refunded_minor, old.next_attempt_at) is distinct from (new.state, new.refunded_minor, new.next_attempt_at)
    ) execute function note_charge_change();
