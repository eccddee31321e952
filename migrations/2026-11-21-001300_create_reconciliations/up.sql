-- Each comparison of Stripe's records with ours, with every difference.
create table reconciliations (
    id uuid constraint reconciliations_pkey primary key,
    day date constraint reconciliations_day_key unique,
    since timestamptz not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    compared integer not null default 0,
    differences jsonb not null default '[]'
);

create index reconciliations_started_at_idx on reconciliations (started_at desc);

comment on column reconciliations.day is 'The day, in UTC, that a worker did this for by itself; null when a person asked.';
