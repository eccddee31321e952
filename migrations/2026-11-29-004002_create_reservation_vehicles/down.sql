drop table reservation_vehicles;
