drop table yield_policies;
