-- Finds the version in force at a time, however many versions a yield policy has published. Its beginning serves the foreign key.
-- safe because: few versions exist yet; building the index reads the table once, under a lock that allows reads. It replaces the dropped one.
create index tariff_versions_effective_from_idx on tariff_versions (tariff_id, city_id, effective_from, number);
drop index tariff_versions_tariff_id_idx;

comment on column tariff_versions.time_zone is 'IANA name of the base version''s zone, else of the city''s at publication: the bands keep their meaning if it changes.';
comment on column tariff_versions.base_version_id is 'Null if an operator or an import set the rates of this version. A version that restores the rates of its base has the same document.';
