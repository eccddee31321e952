drop table barrier_commands;
