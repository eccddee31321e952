drop table plate_images;
drop table plate_reads;
