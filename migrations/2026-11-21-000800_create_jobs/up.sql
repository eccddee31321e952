-- Jobs. A row commits together with the change that enqueues it; RabbitMQ carries only its id.
create table jobs (
    id uuid constraint jobs_pkey primary key,
    kind text not null,
    payload jsonb not null,
    dedupe_key text,
    state text not null default 'waiting',
    run_at timestamptz not null,
    leased_until timestamptz,
    published_at timestamptz,
    attempts integer not null default 0,
    last_error text,
    finished_at timestamptz,
    created_at timestamptz not null,
    constraint jobs_state_known check (
        state in ('waiting', 'published', 'running', 'retrying', 'done', 'discarded', 'dead')
    ),
    constraint jobs_attempts_valid check (attempts >= 0),
    constraint jobs_finished_at_set check ((finished_at is not null) = (state in ('done', 'discarded', 'dead')))
);

-- Enqueueing a waiting job again reschedules it. A running job is unaffected; its successor waits.
create unique index jobs_dedupe_key on jobs (kind, dedupe_key) where state = 'waiting' and dedupe_key is not null;
create index jobs_live_idx on jobs (kind, dedupe_key) where finished_at is null;
create index jobs_due_idx on jobs (run_at) where state in ('waiting', 'retrying');
create index jobs_lost_idx on jobs (published_at) where state in ('published', 'running');
create index jobs_finished_idx on jobs (finished_at) where state in ('done', 'discarded');
create index jobs_dead_idx on jobs (finished_at) where state = 'dead';

comment on column jobs.leased_until is 'Until when a relay (waiting, retrying) or a worker (running) may assume that it is the only one.';

-- Sent mails: one for each subject and revision.
create table mails (
    id uuid constraint mails_pkey primary key,
    reservation_id uuid not null,
    city_id uuid not null,
    template text not null,
    revision integer not null,
    sent_at timestamptz not null,
    constraint mails_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint mails_once_key unique (reservation_id, template, revision, city_id)
);

create index mails_reservation_id_idx on mails (reservation_id, city_id);

-- Webhook events, stored before they are processed. Stripe sends some more than once.
create table stripe_events (
    id text constraint stripe_events_pkey primary key,
    kind text not null,
    object_ref text not null,
    received_at timestamptz not null
);

create index stripe_events_received_at_idx on stripe_events (received_at);
