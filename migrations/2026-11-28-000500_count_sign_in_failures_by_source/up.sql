-- Wrong passwords are counted by address and source (network, browser, session), so that a stranger in another network does not lock the owner out.
-- Existing rows get a separate source that no request has; they are deleted after a day.
-- safe because: the default is a constant, and rows of the old code satisfy the constraints.
alter table sign_in_failures
    add column source_hash bytea not null default '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    add constraint sign_in_failures_source_is_sha256 check (length(source_hash) = 32),
    drop constraint sign_in_failures_pkey,
    add constraint sign_in_failures_pkey primary key (email_hash, source_hash);

comment on column sign_in_failures.source_hash is 'SHA-256 of where the passwords came from; of nothing, for what was counted before sources were told apart.';
