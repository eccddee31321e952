drop table stay_shares;
