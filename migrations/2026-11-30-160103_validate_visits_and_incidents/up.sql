-- safe because: validation reads the tables under locks that allow reads and writes.
alter table visits validate constraint visits_entered_after_arrival;
alter table incidents validate constraint incidents_kind_known;
