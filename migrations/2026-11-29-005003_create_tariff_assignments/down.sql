drop table tariff_assignments;
