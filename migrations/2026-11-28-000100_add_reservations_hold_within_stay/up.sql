-- A hold never outlives its stay: there would be nothing left to confirm, and the next driver has the spot already.
update reservations set hold_expires_at = upper(period) where status = 'held' and hold_expires_at > upper(period);

alter table reservations add constraint reservations_hold_within_stay check (
    status <> 'held' or hold_expires_at <= upper(period)
);
