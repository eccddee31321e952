drop table reduced_rate_permits;
