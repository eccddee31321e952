-- safe because: validation reads the tables under locks that allow reads and writes.
alter table segments validate constraint segments_rate_cap_valid;
alter table quotes validate constraint quotes_rate_cap_valid;
alter table quotes validate constraint quotes_user_id_fkey;
alter table quotes validate constraint quotes_rate_cap_has_user;
