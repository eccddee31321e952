-- What a map asks: which kerbs are in this box?
create index zones_box_idx on zones using gist ((line::geometry));
