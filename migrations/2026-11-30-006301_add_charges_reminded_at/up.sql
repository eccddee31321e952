-- Time of the last payment reminder, so that two refused holds in a row cause one.
-- safe because: the column is null for all rows, and the previous version neither reads nor writes it.
alter table charges add column reminded_at timestamptz;

comment on column charges.reminded_at is 'Time at which a mail with the payment link was last requested by a refused hold.';
