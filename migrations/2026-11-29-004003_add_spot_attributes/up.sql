-- Two more attributes.
-- safe because: the check is validated in a later migration.
alter table spots drop constraint spots_attributes_known;
alter table spots add constraint spots_attributes_known check (
    attributes <@ array['accessible', 'charger', 'motorcycle', 'permit_only', 'scooter', 'wide']
) not valid;
