-- For the latest readings of a camera, and the latest command of a lane.
-- safe because: building the indexes reads two tables that are purged after days and months. Readings and commands wait less than a second.
create index plate_reads_camera_idx on plate_reads (camera_id, received_at);
create index barrier_commands_lane_issued_idx on barrier_commands (lane_id, issued_at);
