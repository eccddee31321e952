drop index device_events_reported_idx;
alter table device_events drop column reported_sequence;
