-- All payment states on the charge; each attempt, refund and dispute is a row.
alter table charges add column captured_minor bigint not null default 0;
alter table charges add column refunded_minor bigint not null default 0;
alter table charges add column next_attempt_at timestamptz;
alter table charges add column card_brand text;
alter table charges add column card_last4 text;

alter table charges drop constraint charges_state_known;
update charges set state = 'dunning' where state = 'declined';
update charges set captured_minor = amount_minor where state = 'paid';
alter table charges add constraint charges_state_known check (
    state in ('set_up', 'due', 'charging', 'unknown', 'retrying', 'requires_action', 'dunning', 'written_off', 'paid',
        'part_refunded', 'refunded', 'disputed', 'won', 'lost', 'waived', 'zero')
);
alter table charges drop constraint charges_paid_has_intent;
alter table charges add constraint charges_paid_has_intent check (captured_minor = 0 or stripe_payment_intent_id is not null);
alter table charges add constraint charges_captured_within_amount check (captured_minor between 0 and amount_minor);
alter table charges add constraint charges_refunds_within_captured check (refunded_minor between 0 and captured_minor);
-- A charge has one PaymentIntent, created under its own key; each attempt has another key.
alter table charges drop constraint charges_idempotency_key_key;
alter table charges drop column idempotency_key;

drop index charges_unsettled_idx;
create index charges_unsettled_idx on charges (created_at) where state in ('due', 'charging', 'unknown', 'retrying');
create index charges_settled_at_idx on charges (settled_at) where captured_minor > 0;
create index charges_overdue_idx on charges (reservation_id) where state in ('requires_action', 'dunning', 'written_off');

comment on column charges.captured_minor is 'What Stripe has collected.';
comment on column charges.refunded_minor is 'The sum of the refunds that have not failed; kept by the trigger refunds_sum.';
comment on column charges.next_attempt_at is 'When a card that was refused is tried again.';
comment on column charges.card_brand is 'The card that paid, where it is not the one of the reservation.';

-- A confirmed reservation already has its charge, without an amount until the stay ends.
insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor, currency, state, created_at)
select gen_random_uuid(), city_id, id, 'stay', revision, 0, 0, currency, 'set_up', now()
from reservations where status = 'confirmed';

create table charge_attempts (
    id uuid not null,
    city_id uuid not null,
    charge_id uuid not null,
    number integer not null,
    idempotency_key text not null constraint charge_attempts_idempotency_key_key unique,
    outcome text,
    failure_code text,
    failure_message text,
    started_at timestamptz not null,
    finished_at timestamptz,
    constraint charge_attempts_pkey primary key (id, city_id),
    constraint charge_attempts_charge_id_fkey foreign key (charge_id, city_id) references charges (id, city_id),
    constraint charge_attempts_once_key unique (charge_id, number, city_id),
    constraint charge_attempts_outcome_known check (outcome in ('paid', 'declined', 'requires_action')),
    constraint charge_attempts_finished_at_set check ((finished_at is not null) = (outcome is not null))
);

create index charge_attempts_charge_id_idx on charge_attempts (charge_id, city_id);
-- One open attempt at a time: the next one starts after the first has its outcome.
create unique index charge_attempts_open_key on charge_attempts (charge_id) where outcome is null;

create table refunds (
    id uuid not null,
    city_id uuid not null,
    charge_id uuid not null,
    reason text not null,
    revision integer not null,
    amount_minor bigint not null,
    state text not null,
    note text not null,
    actor text not null,
    idempotency_key text not null constraint refunds_idempotency_key_key unique,
    stripe_refund_id text constraint refunds_stripe_refund_id_key unique,
    failure_message text,
    settled_at timestamptz,
    created_at timestamptz not null,
    constraint refunds_pkey primary key (id, city_id),
    constraint refunds_charge_id_fkey foreign key (charge_id, city_id) references charges (id, city_id),
    constraint refunds_once_key unique (charge_id, reason, revision, city_id),
    constraint refunds_reason_known check (reason in ('revoked', 'goodwill', 'duplicate', 'mistake')),
    constraint refunds_state_known check (state in ('due', 'succeeded', 'failed')),
    constraint refunds_amount_positive check (amount_minor > 0),
    constraint refunds_settled_at_set check ((settled_at is not null) = (state <> 'due'))
);

create index refunds_charge_id_idx on refunds (charge_id, city_id);
create index refunds_due_idx on refunds (created_at) where state = 'due';

comment on column refunds.revision is 'The how manieth refund of the charge it was meant to be: the same one twice is a repeat, not a second refund.';

-- The sum is stored beside the captured amount, so that a constraint can compare them.
create function sum_refunds() returns trigger language plpgsql as $$
begin
    update charges set refunded_minor = (
        select coalesce(sum(amount_minor), 0) from refunds where charge_id = new.charge_id and state <> 'failed'
    ) where id = new.charge_id and city_id = new.city_id;
    return null;
end
$$;

create trigger refunds_sum after insert or update on refunds for each row execute function sum_refunds();

create table disputes (
    id text constraint disputes_pkey primary key,
    city_id uuid not null,
    charge_id uuid not null,
    amount_minor bigint not null,
    fee_minor bigint not null,
    reason text not null,
    state text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    constraint disputes_charge_id_fkey foreign key (charge_id, city_id) references charges (id, city_id),
    constraint disputes_state_known check (state in ('open', 'won', 'lost')),
    constraint disputes_closed_at_set check ((closed_at is not null) = (state <> 'open'))
);

create index disputes_charge_id_idx on disputes (charge_id, city_id);

comment on column disputes.id is 'The id at Stripe.';

alter table reservation_transitions add column note text;

comment on column reservation_transitions.note is 'Why, in the words of whoever did it.';
