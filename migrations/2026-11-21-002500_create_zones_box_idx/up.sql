-- For the map: zones in a box.
create index zones_box_idx on zones using gist ((line::geometry));
