-- Keeps for each address the row of the source with the most wrong passwords.
delete from sign_in_failures a using sign_in_failures b
where a.email_hash = b.email_hash and (a.failures, a.source_hash) < (b.failures, b.source_hash);

alter table sign_in_failures
    drop constraint sign_in_failures_pkey,
    drop constraint sign_in_failures_source_is_sha256,
    drop column source_hash,
    add constraint sign_in_failures_pkey primary key (email_hash);
