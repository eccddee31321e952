drop index reservations_starting_idx;
