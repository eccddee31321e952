alter table quotes
    drop column user_id,
    drop column rate_cap_minor;
alter table segments
    drop column rate_cap_minor;
