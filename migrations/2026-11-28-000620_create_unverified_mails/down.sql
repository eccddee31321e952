drop table unverified_mails;
