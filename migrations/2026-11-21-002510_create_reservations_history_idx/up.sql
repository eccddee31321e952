-- For daily figures: stays of a city that overlap given days.
create index reservations_history_idx on reservations (city_id, upper(period)) where status in ('confirmed', 'completed');
