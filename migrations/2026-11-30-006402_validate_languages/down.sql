-- The earlier migration drops the constraints; diesel refuses a migration without a statement.
select;
