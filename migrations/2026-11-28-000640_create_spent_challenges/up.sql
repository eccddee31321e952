-- Used proof-of-work challenges; each is valid for one request.
create table spent_challenges (
    id uuid constraint spent_challenges_pkey primary key,
    spent_at timestamptz not null
);

create index spent_challenges_spent_at_idx on spent_challenges (spent_at);

comment on table spent_challenges is 'Removed after two days, when the challenge has long expired.';
