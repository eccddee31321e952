drop table cameras;
