alter table reservation_transitions drop column note;
drop table disputes;
drop table refunds;
drop function sum_refunds();
drop table charge_attempts;
delete from charges where state = 'set_up';
drop index charges_overdue_idx;
drop index charges_settled_at_idx;
drop index charges_unsettled_idx;
create index charges_unsettled_idx on charges (created_at) where state in ('due', 'charging');
alter table charges drop constraint charges_refunds_within_captured;
alter table charges drop constraint charges_captured_within_amount;
alter table charges drop constraint charges_paid_has_intent;
alter table charges drop constraint charges_state_known;
update charges set state = case
    when state in ('retrying', 'dunning', 'written_off') then 'declined'
    when state = 'unknown' then 'charging'
    else 'paid'
end where state not in ('due', 'charging', 'paid', 'requires_action', 'waived', 'zero');
alter table charges add constraint charges_state_known check (
    state in ('due', 'charging', 'paid', 'requires_action', 'declined', 'waived', 'zero')
);
alter table charges add constraint charges_paid_has_intent check (state <> 'paid' or stripe_payment_intent_id is not null);
alter table charges add column idempotency_key text;
update charges set idempotency_key = 'charge:' || id;
alter table charges alter column idempotency_key set not null;
alter table charges add constraint charges_idempotency_key_key unique (idempotency_key);
comment on column charges.idempotency_key is 'Sent to Stripe with the charge; the same for every attempt, so that a repeat is never a second charge.';
alter table charges drop column card_last4;
alter table charges drop column card_brand;
alter table charges drop column next_attempt_at;
alter table charges drop column refunded_minor;
alter table charges drop column captured_minor;
