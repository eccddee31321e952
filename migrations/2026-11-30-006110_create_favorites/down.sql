drop table favorites;
