-- The tariff version and the vehicle class by which a segment is priced, and the accepted quote.
-- safe because: the columns are null for all rows, and the previous version neither reads nor writes them. The constraints are validated in
-- a later migration, which does not block writes.
alter table segments
    add column tariff_version_id uuid,
    add column vehicle_class text,
    add column quote_id uuid,
    add constraint segments_tariff_version_id_fkey foreign key (tariff_version_id, city_id)
        references tariff_versions (id, city_id) not valid,
    add constraint segments_class_known check (vehicle_class in ('car', 'motorcycle', 'scooter', 'van', 'truck')) not valid,
    add constraint segments_tariff_has_class check ((tariff_version_id is null) = (vehicle_class is null)) not valid;

comment on column segments.tariff_version_id is 'Null if the segment is priced by rate_minor_per_hour.';
comment on column segments.vehicle_class is 'The class that was priced; null without a tariff.';
comment on column segments.quote_id is 'The quote that the driver accepted; null if none was requested.';
