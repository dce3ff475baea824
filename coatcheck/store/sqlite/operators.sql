-- people who run it, how they are let in, and what they did
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE teams (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX invitations_by_age ON invitations (expires_at);
CREATE TABLE operator_sessions (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX operator_sessions_by_age ON operator_sessions (expires_at);
-- ids are in the order of time
CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY,
  team TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX audit_entries_of_team ON audit_entries (team, id);
CREATE INDEX audit_entries_by_age ON audit_entries (expires_at)
