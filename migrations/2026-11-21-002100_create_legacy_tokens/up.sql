-- Tokens for legacy clients: one per user, valid for 24 hours after its last use. Each belongs to a session and ends with it.
create table legacy_tokens (
    user_id uuid constraint legacy_tokens_pkey primary key constraint legacy_tokens_user_id_fkey references users (id) on delete cascade,
    session_id uuid not null constraint legacy_tokens_session_id_fkey references sessions (id) on delete cascade,
    token_hash bytea not null constraint legacy_tokens_token_hash_key unique,
    expires_at timestamptz not null,
    constraint legacy_tokens_hash_is_sha256 check (length(token_hash) = 32)
);

create index legacy_tokens_session_id_idx on legacy_tokens (session_id);

comment on table legacy_tokens is 'What the original called a token: a new sign-in takes the place of the one before.';
