delete from mails where sent_at is null;

drop index mails_waiting_idx;
drop index mails_recipient_idx;

alter table mails
    drop constraint mails_undeliverable_has_reason,
    drop constraint mails_sealed_until_outcome,
    drop constraint mails_one_outcome,
    drop column withdrawn_at,
    drop column undeliverable_reason,
    drop column undeliverable_at,
    drop column sealed,
    drop column body_html,
    drop column body_text,
    drop column subject,
    drop column recipient,
    drop column created_at,
    alter column sent_at set not null;
