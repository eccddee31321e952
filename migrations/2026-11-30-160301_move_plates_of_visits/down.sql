drop trigger reservation_vehicles_move_plate on reservation_vehicles;
drop function move_plate_of_visit();
