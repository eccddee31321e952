alter table reservations drop column card_exp_year;
alter table reservations drop column card_exp_month;
alter table reservations drop constraint reservations_agreed_valid;
alter table reservations drop column agreed_minor;
drop table segments;
