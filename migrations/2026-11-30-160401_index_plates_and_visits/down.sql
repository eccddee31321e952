drop index incidents_created_at_idx;
drop index plate_images_created_at_idx;
drop index barrier_commands_issued_at_idx;
drop index visits_ended_at_idx;
create index visits_lane_out_id_idx on visits (lane_out_id, city_id) where lane_out_id is not null;
drop index visits_lane_out_ended_idx;
create index visits_site_id_idx on visits (site_id, city_id);
drop index visits_site_newest_idx;
drop index vehicles_plate_hash_idx;
