-- safe because: validation reads the tables under locks that allow reads and writes.
alter table segments validate constraint segments_tariff_version_id_fkey;
alter table segments validate constraint segments_class_known;
alter table segments validate constraint segments_tariff_has_class;
alter table segments validate constraint segments_quote_id_fkey;
