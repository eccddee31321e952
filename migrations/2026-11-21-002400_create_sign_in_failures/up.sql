-- Consecutive wrong passwords, by the hash of the entered address, which may have no account.
create table sign_in_failures (
    email_hash bytea constraint sign_in_failures_pkey primary key,
    failures integer not null,
    failed_at timestamptz not null,
    locked_until timestamptz,
    constraint sign_in_failures_hash_is_sha256 check (length(email_hash) = 32),
    constraint sign_in_failures_counted check (failures >= 0)
);

create index sign_in_failures_failed_at_idx on sign_in_failures (failed_at);
