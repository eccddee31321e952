-- safe because: validation reads the table under a lock that allows reads and writes.
alter table tariff_versions validate constraint tariff_versions_base_version_id_fkey;
