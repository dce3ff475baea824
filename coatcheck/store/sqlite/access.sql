-- the API's keys, and the answers to requests that their senders named
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE kept_answers (
  id TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX kept_answers_by_age ON kept_answers (expires_at)
