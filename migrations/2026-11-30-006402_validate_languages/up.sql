-- safe because: validation reads the tables under locks that allow reads and writes.
alter table users validate constraint users_language_known;
alter table reservations validate constraint reservations_language_known;
alter table email_proofs validate constraint email_proofs_language_known;
