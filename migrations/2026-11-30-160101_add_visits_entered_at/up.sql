-- The time at which the vehicle of a visit drove in, as the device of the entrance reports it: then another opening of the entrance is not
-- for this vehicle.
-- safe because: the column is null for all rows, and the previous version neither reads nor writes it. The constraint is validated in a
-- later migration, which does not block writes.
alter table visits
    add column entered_at timestamptz,
    add constraint visits_entered_after_arrival check (entered_at >= arrived_at) not valid;

comment on column visits.entered_at is 'Time at which the vehicle drove in; null if no device has reported it.';
