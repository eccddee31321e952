drop table zones;
