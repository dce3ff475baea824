-- what visitors suggest to be watched
CREATE TABLE suggestions (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  waiting_since INTEGER,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX suggestions_of_person ON suggestions (subscriber_id, created_at);
CREATE INDEX suggestions_waiting ON suggestions (waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX suggestions_by_age ON suggestions (expires_at)
