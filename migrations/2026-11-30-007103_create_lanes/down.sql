drop table lanes;
