-- The re-seat: another spot, offered to a driver whose reservation was revoked.
alter table reservations add column reseat_of uuid;
alter table reservations add constraint reservations_reseat_of_fkey
    foreign key (reseat_of, city_id) references reservations (id, city_id);
-- One offer per reservation. -- safe because: the column is new and empty.
alter table reservations add constraint reservations_reseat_of_key unique (reseat_of, city_id);

comment on column reservations.reseat_of is 'The revoked reservation in whose place this one is offered.';
