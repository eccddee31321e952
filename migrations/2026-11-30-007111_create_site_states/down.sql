drop table site_state_changes;
drop table site_states;
