drop index zones_box_idx;
