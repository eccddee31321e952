-- safe because: validation reads the table under a lock that allows reads and writes.
alter table spots validate constraint spots_attributes_known;
