drop table lone_exits;
