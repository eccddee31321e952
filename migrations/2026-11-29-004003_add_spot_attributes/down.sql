update spots set attributes = array_remove(array_remove(attributes, 'permit_only'), 'scooter')
    where attributes && array['permit_only', 'scooter'];
alter table spots drop constraint spots_attributes_known;
alter table spots add constraint spots_attributes_known check (attributes <@ array['accessible', 'charger', 'motorcycle', 'wide']);
