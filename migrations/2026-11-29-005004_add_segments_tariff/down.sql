alter table segments
    drop column quote_id,
    drop column vehicle_class,
    drop column tariff_version_id;
