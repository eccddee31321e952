-- An earlier migration drops the constraint; diesel refuses a migration without a statement.
select;
