-- What the figures by day ask: which stays of the city reach into these days?
create index reservations_history_idx on reservations (city_id, upper(period)) where status in ('confirmed', 'completed');
