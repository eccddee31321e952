-- safe because: the indexes are empty; building them reads the table once, under a lock that allows reads.
create unique index charges_subject_once_key on charges (subject_id, kind, revision, city_id) where subject_id is not null;
create index charges_user_id_idx on charges (user_id) where user_id is not null;
create index charges_guest_id_idx on charges (guest_id) where guest_id is not null;
