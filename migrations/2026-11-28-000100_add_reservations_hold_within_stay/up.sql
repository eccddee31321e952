-- A hold ends with its stay at the latest; afterwards the spot may belong to another driver.
update reservations set hold_expires_at = upper(period) where status = 'held' and hold_expires_at > upper(period);

alter table reservations add constraint reservations_hold_within_stay check (
    status <> 'held' or hold_expires_at <= upper(period)
);
