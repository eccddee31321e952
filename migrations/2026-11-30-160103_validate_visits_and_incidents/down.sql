-- The earlier migrations drop the constraints; diesel refuses a migration without a statement.
select;
