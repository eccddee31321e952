-- A webhook may come long after the reading: the time of the vehicle is neither that of the camera's clock nor that of the receipt.
-- safe because: the column is null for the rows of the previous version, whose readings were handled at their receipt.
alter table plate_reads add column seen_at timestamptz;

comment on column plate_reads.seen_at is 'Time at which the vehicle was there, corrected for the clock of the camera; null if that is received_at.';
