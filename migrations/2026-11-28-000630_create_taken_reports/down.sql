drop table taken_reports;
