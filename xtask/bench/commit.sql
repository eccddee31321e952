insert into commits default values;
