-- safe because: the index is empty; building it reads the table once, under a lock that allows reads.
create index quotes_user_id_idx on quotes (user_id) where user_id is not null;
