drop table occupancy_policies;
