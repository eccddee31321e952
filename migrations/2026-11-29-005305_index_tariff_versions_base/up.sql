-- safe because: the index is empty; building it reads the table once, under a lock that allows reads.
create index tariff_versions_base_version_id_idx on tariff_versions (base_version_id, city_id) where base_version_id is not null;
