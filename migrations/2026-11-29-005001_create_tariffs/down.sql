drop table tariffs;
