-- the teams of whose watches a delivery tells, as ",first,second,", none where it is the first team alone
ALTER TABLE deliveries ADD COLUMN teams TEXT;
DROP INDEX deliveries_by_state;
DROP INDEX deliveries_by_age;
CREATE INDEX deliveries_by_state ON deliveries (state, created_at, teams);
CREATE INDEX deliveries_by_age ON deliveries (created_at, teams)
