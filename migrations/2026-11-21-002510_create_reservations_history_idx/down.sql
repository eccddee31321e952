drop index reservations_history_idx;
