alter table email_proofs drop column language;
alter table reservations drop column language;
alter table users drop column language;
