drop table recounts;
