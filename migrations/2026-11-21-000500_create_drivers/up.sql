-- Drivers: users with an account, guests with only an email address.
create table users (
    id uuid constraint users_pkey primary key,
    email text not null,
    password_hash text not null,
    role text not null default 'driver',
    stripe_customer_id text constraint users_stripe_customer_id_key unique,
    created_at timestamptz not null default now(),
    constraint users_email_length check (length(email) between 3 and 254),
    constraint users_role_known check (role in ('driver', 'operator'))
);

create unique index users_email_key on users (lower(email));

create table guests (
    id uuid constraint guests_pkey primary key,
    email text not null,
    stripe_customer_id text constraint guests_stripe_customer_id_key unique,
    created_at timestamptz not null default now(),
    constraint guests_email_length check (length(email) between 3 and 254)
);

create unique index guests_email_key on guests (lower(email));

-- A session: one sign-in on one device. Ending it invalidates all its tokens.
create table sessions (
    id uuid constraint sessions_pkey primary key,
    user_id uuid not null constraint sessions_user_id_fkey references users (id),
    created_at timestamptz not null,
    revoked_at timestamptz
);

create index sessions_user_id_idx on sessions (user_id);

-- Each refresh token permits one renewal; a second use indicates a copy and ends the session.
create table refresh_tokens (
    token_hash bytea constraint refresh_tokens_pkey primary key,
    session_id uuid not null constraint refresh_tokens_session_id_fkey references sessions (id) on delete cascade,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint refresh_tokens_hash_is_sha256 check (length(token_hash) = 32)
);

create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
create index refresh_tokens_expires_at_idx on refresh_tokens (expires_at);
