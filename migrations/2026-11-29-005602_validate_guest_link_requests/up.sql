-- safe because: validation reads the table under a lock that allows reads and writes.
alter table email_proofs validate constraint email_proofs_purpose_known;
