comment on column tariff_versions.base_version_id is 'Null if an operator or an import set the rates of this version.';
comment on column tariff_versions.time_zone is 'IANA name of the city''s zone at publication: the bands keep their meaning if it changes.';

create index tariff_versions_tariff_id_idx on tariff_versions (tariff_id, city_id);
drop index tariff_versions_effective_from_idx;
