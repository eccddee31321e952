delete from email_proofs where purpose = 'guest_link';

alter table email_proofs drop constraint email_proofs_purpose_known;
alter table email_proofs add constraint email_proofs_purpose_known check (
    purpose in ('sign_up', 'account', 'reservation', 'password_reset')
);

comment on column email_proofs.subject is 'What is proved: sign_up:<uuid>, account:<user>, reservation:<id> or password_reset:<address in lower case>.';
