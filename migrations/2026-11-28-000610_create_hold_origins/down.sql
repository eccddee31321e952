drop table hold_origins;
