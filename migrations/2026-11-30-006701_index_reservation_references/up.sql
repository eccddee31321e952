-- For operators who search a reservation by its reference, the last eight digits of its id.
-- safe because: building the index reads the table once, under a lock that allows reads. Holds wait meanwhile, about two seconds for a million
-- reservations.
create index reservations_reference_idx on reservations (right(id::text, 8));
