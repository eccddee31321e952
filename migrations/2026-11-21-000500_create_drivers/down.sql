drop table refresh_tokens;
drop table sessions;
drop table guests;
drop table users;
