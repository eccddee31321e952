-- safe because: the indexes are empty; building them reads the table once, under a lock that allows reads.
create index charges_carried_to_idx on charges (carried_to, city_id) where carried_to is not null;
create index charges_carried_until_idx on charges (carried_until) where carried_until is not null;
create index charges_carried_idx on charges (reservation_id) where carried_until is not null;
