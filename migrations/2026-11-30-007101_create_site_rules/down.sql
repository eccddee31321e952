drop table site_rules;
