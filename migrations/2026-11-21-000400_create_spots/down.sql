drop table spots;
