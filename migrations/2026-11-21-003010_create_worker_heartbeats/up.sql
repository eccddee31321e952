-- The last heartbeat of each worker. Without a worker no stay would be ended and billed, so new reservations are refused.
create table worker_heartbeats (
    worker_id uuid constraint worker_heartbeats_pkey primary key,
    seen_at timestamptz not null
);

create index worker_heartbeats_seen_at_idx on worker_heartbeats (seen_at);
