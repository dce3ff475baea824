-- the variants that a delivery counts for where waves are made, as JSON
ALTER TABLE deliveries ADD COLUMN told TEXT;
CREATE INDEX deliveries_told ON deliveries (id, told) WHERE told IS NOT NULL
