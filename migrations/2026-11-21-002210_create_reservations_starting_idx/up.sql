-- For polling clients: reservations that have started since the last request.
create index reservations_starting_idx on reservations (lower(period)) where status in ('held', 'confirmed');
