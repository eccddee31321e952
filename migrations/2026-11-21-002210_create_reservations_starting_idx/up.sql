-- What a client that polls asks: has a reservation begun to matter since I asked last?
create index reservations_starting_idx on reservations (lower(period)) where status in ('held', 'confirmed');
