delete from mails where reservation_id is null;
alter table mails
    drop constraint mails_subject_once_key,
    drop constraint mails_one_subject,
    drop column subject_id,
    alter column city_id set not null,
    alter column reservation_id set not null;
