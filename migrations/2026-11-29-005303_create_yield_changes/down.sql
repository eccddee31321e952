drop table yield_changes;
