drop table guard_rail_counts;
