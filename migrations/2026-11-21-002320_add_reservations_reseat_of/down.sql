alter table reservations drop constraint reservations_reseat_of_key;
alter table reservations drop constraint reservations_reseat_of_fkey;
alter table reservations drop column reseat_of;
