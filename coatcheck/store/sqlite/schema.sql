-- Each document is a row: its JSON, its revision, and the columns it is searched by.
-- Moments are microseconds since 1970 in UTC. Migrations are split at semicolons, so none may stand in a comment.

-- the number of the last write transaction, which is the revision of what it wrote
CREATE TABLE clock (revision INTEGER NOT NULL);
INSERT INTO clock VALUES (0);

CREATE TABLE watches (
  id TEXT PRIMARY KEY,
  slug TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);

CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);

CREATE TABLE states (
  watch_id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);

CREATE TABLE changes (
  watch_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  document BLOB NOT NULL,
  PRIMARY KEY (watch_id, version)
);
CREATE INDEX changes_of_watch ON changes (watch_id, at);
CREATE INDEX changes_by_age ON changes (at);

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX events_by_age ON events (at);

-- the documents are compressed
CREATE TABLE snapshots (
  batch TEXT NOT NULL,
  minute INTEGER NOT NULL,
  document BLOB NOT NULL,
  PRIMARY KEY (batch, minute)
);
CREATE INDEX snapshots_by_age ON snapshots (minute);

CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,
  fallback TEXT,
  expires_at INTEGER,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX subscribers_by_fallback ON subscribers (fallback) WHERE fallback IS NOT NULL;
CREATE INDEX subscribers_by_age ON subscribers (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL,
  watch_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX subscriptions_of_person ON subscriptions (subscriber_id, created_at);
CREATE INDEX subscriptions_of_watch ON subscriptions (watch_id);

-- who waits for what, longest first: a row for each armed variant
CREATE TABLE armed (
  watch_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  armed_at INTEGER NOT NULL,
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  PRIMARY KEY (watch_id, variant_id, armed_at, subscription_id)
) WITHOUT ROWID;
CREATE INDEX armed_by_subscription ON armed (subscription_id);

CREATE TABLE confirmations (
  token TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX confirmations_of_person ON confirmations (subscriber_id);
CREATE INDEX confirmations_by_age ON confirmations (expires_at);

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  code TEXT,
  subscriber_id TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX deliveries_by_code ON deliveries (code) WHERE code IS NOT NULL;
CREATE INDEX deliveries_of_person ON deliveries (subscriber_id, created_at);
CREATE INDEX deliveries_by_state ON deliveries (state, created_at);
CREATE INDEX deliveries_by_age ON deliveries (created_at);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;

-- keys that were seen, until they are forgotten
CREATE TABLE seen (
  key TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
);
CREATE INDEX seen_by_age ON seen (expires_at);

-- what was taken out of each bucket in each window
CREATE TABLE buckets (
  bucket TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (bucket, expires_at, seconds)
);
CREATE INDEX buckets_by_age ON buckets (expires_at);

-- named values: the operator's switches and notes
CREATE TABLE named_values (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE INDEX dead_letters_by_age ON dead_letters (at);

CREATE TABLE alerts (
  key TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  document BLOB NOT NULL,
  PRIMARY KEY (key, opened_at)
);
CREATE UNIQUE INDEX alerts_open ON alerts (key) WHERE closed_at IS NULL
