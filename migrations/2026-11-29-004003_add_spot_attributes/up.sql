-- Two more attributes. The validation reads the table once and does not block reads or writes.
alter table spots drop constraint spots_attributes_known;
alter table spots add constraint spots_attributes_known check (
    attributes <@ array['accessible', 'charger', 'motorcycle', 'permit_only', 'scooter', 'wide']
) not valid;
alter table spots validate constraint spots_attributes_known;
