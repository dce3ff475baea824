-- pollers on somebody's own connection
CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
)
