-- For the accounts of a plate that a camera reads, the newest visits of a site, the latest visit that ended at a lane, and the retention.
-- safe because: building an index reads its table once, under a lock that allows reads. Visits, commands and incidents are as new as the
-- last release, and the index of vehicles takes less than a second. The dropped indexes begin with the same column as the new ones.
create index vehicles_plate_hash_idx on vehicles (plate_hash);
create index visits_site_newest_idx on visits (site_id, id desc);
drop index visits_site_id_idx;
create index visits_lane_out_ended_idx on visits (lane_out_id, ended_at desc) where lane_out_id is not null;
drop index visits_lane_out_id_idx;
create index visits_ended_at_idx on visits (ended_at) where ended_at is not null;
create index barrier_commands_issued_at_idx on barrier_commands (issued_at);
create index plate_images_created_at_idx on plate_images (created_at);
create index incidents_created_at_idx on incidents (created_at);
