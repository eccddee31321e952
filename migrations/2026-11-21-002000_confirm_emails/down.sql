alter table reservations
    drop constraint reservations_email_confirmed,
    drop column email_confirmed_at,
    drop column must_confirm_email;
alter table users drop column email_confirmed_at;
