-- A device that has lost its storage counts from 1 again: its events get other numbers.
-- safe because: the column is null for all rows, and the previous version neither reads nor writes it. The index is empty.
alter table device_events add column reported_sequence bigint;

create index device_events_reported_idx on device_events (device_id, reported_sequence) where reported_sequence is not null;

comment on column device_events.reported_sequence is 'The number that the device has used again; null if it is sequence.';
