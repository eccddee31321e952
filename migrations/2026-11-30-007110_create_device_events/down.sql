drop table device_events;
