drop table stripe_events;
drop table mails;
drop table jobs;
