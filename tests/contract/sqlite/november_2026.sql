-- The database file of one machine with the CoatCheck of 23 November 2026, as the statements that make it.
PRAGMA application_id = 1131372916;
PRAGMA user_version = 2;
CREATE TABLE clock (revision INTEGER NOT NULL);
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
CREATE TABLE events (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE snapshots (
  batch TEXT NOT NULL,
  minute INTEGER NOT NULL,
  document BLOB NOT NULL,
  PRIMARY KEY (batch, minute)
);
CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,
  fallback TEXT,
  expires_at INTEGER,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL,
  watch_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE armed (
  watch_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  armed_at INTEGER NOT NULL,
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  PRIMARY KEY (watch_id, variant_id, armed_at, subscription_id)
) WITHOUT ROWID;
CREATE TABLE confirmations (
  token TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  code TEXT,
  subscriber_id TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER,
  revision TEXT NOT NULL,
  document BLOB NOT NULL
, told TEXT);
CREATE TABLE seen (
  key TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
);
CREATE TABLE buckets (
  bucket TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (bucket, expires_at, seconds)
);
CREATE TABLE named_values (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE alerts (
  key TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  document BLOB NOT NULL,
  PRIMARY KEY (key, opened_at)
);
CREATE INDEX changes_of_watch ON changes (watch_id, at);
CREATE INDEX changes_by_age ON changes (at);
CREATE INDEX events_by_age ON events (at);
CREATE INDEX snapshots_by_age ON snapshots (minute);
CREATE INDEX subscribers_by_fallback ON subscribers (fallback) WHERE fallback IS NOT NULL;
CREATE INDEX subscribers_by_age ON subscribers (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX subscriptions_of_person ON subscriptions (subscriber_id, created_at);
CREATE INDEX subscriptions_of_watch ON subscriptions (watch_id);
CREATE INDEX armed_by_subscription ON armed (subscription_id);
CREATE INDEX confirmations_of_person ON confirmations (subscriber_id);
CREATE INDEX confirmations_by_age ON confirmations (expires_at);
CREATE INDEX deliveries_by_code ON deliveries (code) WHERE code IS NOT NULL;
CREATE INDEX deliveries_of_person ON deliveries (subscriber_id, created_at);
CREATE INDEX deliveries_by_state ON deliveries (state, created_at);
CREATE INDEX deliveries_by_age ON deliveries (created_at);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX seen_by_age ON seen (expires_at);
CREATE INDEX buckets_by_age ON buckets (expires_at);
CREATE INDEX dead_letters_by_age ON dead_letters (at);
CREATE UNIQUE INDEX alerts_open ON alerts (key) WHERE closed_at IS NULL;
CREATE INDEX deliveries_told ON deliveries (id, told) WHERE told IS NOT NULL;
INSERT INTO clock VALUES (116);
INSERT INTO watches VALUES ('jacket', 'jacket', 1771617600000000, '3', CAST('{"id":"jacket","url":"https://shop.example/jacket","source":"shopify","created_at":"2026-02-20T20:00:00Z","updated_at":"2026-03-01T12:00:00Z","title":"Jacket","slug":"jacket","image":"https://shop.example/jacket.jpg","batch":"b1","settle":1,"cooldown":600,"revision":"3"}' AS BLOB));
INSERT INTO watches VALUES ('parka', 'parka', 1771617600000000, '109', CAST('{"id":"parka","url":"https://shop.example/parka","source":"shopify","created_at":"2026-02-20T20:00:00Z","updated_at":"2026-03-02T20:14:00Z","title":"Parka","slug":"parka","options":{"currency":"EUR"},"active":false,"batch":"b1","zone":"Europe/Berlin","paused_at":"2026-03-02T20:14:00Z","revision":"109"}' AS BLOB));
INSERT INTO batches VALUES ('b1', '108', CAST('{"id":"b1","slot":"2026-03-02T20:13:00Z","owner":"a worker","lease_until":"2026-03-02T20:13:45Z","versions":{"jacket":4,"parka":2},"revision":"108"}' AS BLOB));
INSERT INTO states VALUES ('jacket', '101', CAST('{"watch_id":"jacket","version":4,"variants":[{"id":"S","title":"S","options":{"size":"S"},"availability":"OutOfStock","since":"2026-03-02T19:58:01Z","price":"120.00","currency":"USD","in_stock":false},{"id":"M","title":"M","options":{"size":"M"},"availability":"InStock","since":"2026-03-02T20:13:01Z","price":"120.00","currency":"USD","in_stock":true,"in_since":"2026-03-02T20:13:01Z","out_since":"2026-03-02T20:09:01Z"},{"id":"L","title":"L","options":{"size":"L"},"availability":"OutOfStock","since":"2026-03-02T19:58:01Z","price":"120.00","currency":"USD","in_stock":false}],"title":"Jacket","observed_until":"2026-03-02T20:13:01Z","health_since":"2026-03-02T19:58:01Z","revision":"101"}' AS BLOB));
INSERT INTO states VALUES ('parka', '108', CAST('{"watch_id":"parka","version":2,"variants":[{"id":"M","title":"M","options":{"size":"M"},"availability":"OutOfStock","since":"2026-03-02T19:58:01Z","price":"120.00","currency":"USD","in_stock":false},{"id":"XXL","title":"XXL","options":{"size":"XXL"},"availability":"OutOfStock","since":"2026-03-02T19:58:01Z","price":"120.00","currency":"USD","in_stock":false}],"title":"Parka","observed_until":"2026-03-02T20:14:01Z","health":"blocked","health_since":"2026-03-02T20:14:01Z","reason":"403","failures":1,"revision":"108"}' AS BLOB));
INSERT INTO changes VALUES ('jacket', 1, 1772481481000000, CAST('{"watch_id":"jacket","version":1,"at":"2026-03-02T19:58:01Z","transitions":[{"variant_id":"S","at":"2026-03-02T19:58:01Z","before":"Unknown","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"},{"variant_id":"M","at":"2026-03-02T19:58:01Z","before":"Unknown","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"},{"variant_id":"L","at":"2026-03-02T19:58:01Z","before":"Unknown","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO changes VALUES ('jacket', 2, 1772481661000000, CAST('{"watch_id":"jacket","version":2,"at":"2026-03-02T20:01:01Z","transitions":[{"variant_id":"M","at":"2026-03-02T20:01:01Z","before":"OutOfStock","after":"InStock","in_stock":true,"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO changes VALUES ('jacket', 3, 1772482141000000, CAST('{"watch_id":"jacket","version":3,"at":"2026-03-02T20:09:01Z","transitions":[{"variant_id":"M","at":"2026-03-02T20:09:01Z","before":"InStock","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO changes VALUES ('jacket', 4, 1772482381000000, CAST('{"watch_id":"jacket","version":4,"at":"2026-03-02T20:13:01Z","transitions":[{"variant_id":"M","at":"2026-03-02T20:13:01Z","before":"OutOfStock","after":"InStock","in_stock":true,"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO changes VALUES ('parka', 1, 1772481481000000, CAST('{"watch_id":"parka","version":1,"at":"2026-03-02T19:58:01Z","transitions":[{"variant_id":"M","at":"2026-03-02T19:58:01Z","before":"Unknown","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"},{"variant_id":"XXL","at":"2026-03-02T19:58:01Z","before":"Unknown","after":"OutOfStock","in_stock":false,"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO changes VALUES ('parka', 2, 1772482441000000, CAST('{"watch_id":"parka","version":2,"at":"2026-03-02T20:14:01Z","health":"blocked","reason":"403"}' AS BLOB));
INSERT INTO events VALUES ('jacket-2', 1772481661000000, CAST('{"id":"jacket-2","watch_id":"jacket","at":"2026-03-02T20:01:01Z","title":"Jacket","url":"https://shop.example/jacket","variants":[{"id":"M","title":"M","options":{"size":"M"},"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO events VALUES ('jacket-4', 1772482381000000, CAST('{"id":"jacket-4","watch_id":"jacket","at":"2026-03-02T20:13:01Z","title":"Jacket","url":"https://shop.example/jacket","variants":[{"id":"M","title":"M","options":{"size":"M"},"price":"120.00","currency":"USD"}]}' AS BLOB));
INSERT INTO snapshots VALUES ('b1', 1772482380000000, X'7801758cbf0ec2201087dfe5669a5c69e2c01b98683ad449c270208a8268f43a988677f71607878edfefcfb780270e090cf81e14dcaf75e628a4516f3a1c3ad4078da61f0ce251fa4ba11ae21b8cb570a390234bb8b24d910aa70fa80526318e338fe7891f21cb652fc1b6fe68f75f37a72c3ce995695dee8b88e249e4cdb9f60512c73739');
INSERT INTO subscribers VALUES ('4a348b3319c2cf6d0e98038a', 'email:ann@example.org', NULL, '110', CAST('{"id":"4a348b3319c2cf6d0e98038a","to":{"channel":"sms","address":"+14155552671"},"created_at":"2026-03-02T20:00:00Z","status":"active","status_at":"2026-03-02T20:00:00Z","status_reason":"web","zone":"America/Los_Angeles","fallback":{"channel":"email","address":"ann@example.org"},"topic":"jacket","consents":[{"at":"2026-03-02T20:00:00Z","kind":"opt-in","method":"web","wording":"2026-11","evidence":"/p/<slug>/join 127.0.0.1 Werkzeug/3.1.9"},{"at":"2026-03-02T20:00:00Z","kind":"confirmed","method":"web","wording":"2026-11","evidence":"/join/code 127.0.0.1 Werkzeug/3.1.9"},{"at":"2026-03-02T20:14:00Z","kind":"second way confirmed","method":"web","wording":"2026-11"}],"revision":"110"}' AS BLOB));
INSERT INTO subscribers VALUES ('5276455024318b51a5046b29', NULL, NULL, '71', CAST('{"id":"5276455024318b51a5046b29","to":{"channel":"sms","address":"+14155552674"},"created_at":"2026-03-02T20:00:00Z","status":"opted_out","status_at":"2026-03-02T20:00:00Z","status_reason":"text","zone":"America/Los_Angeles","topic":"jacket","consents":[{"at":"2026-03-02T20:00:00Z","kind":"opt-in","method":"text","wording":"2026-11","evidence":"SM7"},{"at":"2026-03-02T20:00:00Z","kind":"opt-out","method":"text","wording":"2026-11","evidence":"SM8"}],"revision":"71"}' AS BLOB));
INSERT INTO subscribers VALUES ('ac62aced40c0cc4a14e96c12', NULL, 1775073600000000, '26', CAST('{"id":"ac62aced40c0cc4a14e96c12","to":{"channel":"sms","address":"+14155552672"},"created_at":"2026-03-02T20:00:00Z","zone":"America/Los_Angeles","topic":"?jacket parka","revision":"26"}' AS BLOB));
INSERT INTO subscribers VALUES ('ae189532541584d88adbcb2f', NULL, NULL, '48', CAST('{"id":"ae189532541584d88adbcb2f","to":{"channel":"sms","address":"+14155552673"},"created_at":"2026-03-02T20:00:00Z","status":"active","status_at":"2026-03-02T20:00:00Z","status_reason":"text","zone":"America/Los_Angeles","topic":"jacket parka","consents":[{"at":"2026-03-02T20:00:00Z","kind":"opt-in","method":"text","wording":"2026-11","evidence":"SM4"}],"revision":"48"}' AS BLOB));
INSERT INTO subscribers VALUES ('e1bc42d3cf38309b3e22d124', NULL, 1775073600000000, '78', CAST('{"id":"e1bc42d3cf38309b3e22d124","to":{"channel":"sms","address":"+14155552675"},"created_at":"2026-03-02T20:00:00Z","zone":"America/Los_Angeles","consents":[{"at":"2026-03-02T20:00:00Z","kind":"opt-in","method":"web","wording":"2026-11","evidence":"/p/<slug>/join 127.0.0.1 Werkzeug/3.1.9"}],"revision":"78"}' AS BLOB));
INSERT INTO subscriptions VALUES ('092f87cd3ac8bd2b', '4a348b3319c2cf6d0e98038a', 'jacket', 1772481600000000, '102', CAST('{"id":"092f87cd3ac8bd2b","subscriber_id":"4a348b3319c2cf6d0e98038a","watch_id":"jacket","created_at":"2026-03-02T20:00:00Z","wants":["M"],"told_at":"2026-03-02T20:13:01Z","asked_at":"2026-03-02T20:09:00Z","revision":"102"}' AS BLOB));
INSERT INTO subscriptions VALUES ('54260caf899460f7', '5276455024318b51a5046b29', 'jacket', 1772481600000000, '72', CAST('{"id":"54260caf899460f7","subscriber_id":"5276455024318b51a5046b29","watch_id":"jacket","created_at":"2026-03-02T20:00:00Z","wants":["L"],"revision":"72"}' AS BLOB));
INSERT INTO subscriptions VALUES ('cfbabb725a756aa6', 'ae189532541584d88adbcb2f', 'parka', 1772481600000000, '47', CAST('{"id":"cfbabb725a756aa6","subscriber_id":"ae189532541584d88adbcb2f","watch_id":"parka","created_at":"2026-03-02T20:00:00Z","wants":["M"],"armed":["M"],"armed_at":"2026-03-02T20:00:00Z","revision":"47"}' AS BLOB));
INSERT INTO subscriptions VALUES ('fae4407bb1620ead', 'ae189532541584d88adbcb2f', 'jacket', 1772481600000000, '84', CAST('{"id":"fae4407bb1620ead","subscriber_id":"ae189532541584d88adbcb2f","watch_id":"jacket","created_at":"2026-03-02T20:00:00Z","wants":["M"],"told_at":"2026-03-02T20:01:01Z","revision":"84"}' AS BLOB));
INSERT INTO armed VALUES ('parka', 'M', 1772481600000000, 'cfbabb725a756aa6');
INSERT INTO confirmations VALUES ('La89uWjiqgS5-TrqN1HM5Q', 'e1bc42d3cf38309b3e22d124', 1772482500000000, '79', CAST('{"token":"La89uWjiqgS5-TrqN1HM5Q","subscriber_id":"e1bc42d3cf38309b3e22d124","watch_id":"jacket","wants":["*"],"code_hash":"96226b1038848444994f36eb496bd569f2882d06bcfbce8db5696b3ac3f71596","created_at":"2026-03-02T20:00:00Z","expires_at":"2026-03-02T20:15:00Z","frequency":"every","revision":"79"}' AS BLOB));
INSERT INTO confirmations VALUES ('c6a2go_FSJS2C4w9QawGKw', '4a348b3319c2cf6d0e98038a', 1772481600000000, '23', CAST('{"token":"c6a2go_FSJS2C4w9QawGKw","subscriber_id":"4a348b3319c2cf6d0e98038a","watch_id":"jacket","wants":["M"],"code_hash":"8c131972efd65523a3f8706ed911b49bbe7ce88b10e810edca19e6c77bb54453","created_at":"2026-03-02T20:00:00Z","expires_at":"2026-03-02T20:00:00Z","tries":1,"revision":"23"}' AS BLOB));
INSERT INTO deliveries VALUES ('jacket-2.4a348b3319c2cf6d0e98038a', 'epytLQ3', '4a348b3319c2cf6d0e98038a', 'delivered', 1772481660000000, NULL, '90', CAST('{"id":"jacket-2.4a348b3319c2cf6d0e98038a","event":{"id":"jacket-2","watch_id":"jacket","at":"2026-03-02T20:01:01Z","title":"Jacket","url":"https://shop.example/jacket","variants":[{"id":"M","title":"M","options":{"size":"M"},"price":"120.00","currency":"USD"}]},"subscriber_id":"4a348b3319c2cf6d0e98038a","channel":"sms","created_at":"2026-03-02T20:01:00Z","updated_at":"2026-03-02T20:01:00Z","state":"delivered","attempts":1,"provider_id":"SMc3a9a51ba9634f899797d017b1eb73e2","provider_status":"delivered","code":"epytLQ3","sent_at":"2026-03-02T20:01:00Z","revision":"90"}' AS BLOB), NULL);
INSERT INTO deliveries VALUES ('jacket-2.ae189532541584d88adbcb2f', 'QC8bFgR', 'ae189532541584d88adbcb2f', 'sent', 1772481660000000, NULL, '89', CAST('{"id":"jacket-2.ae189532541584d88adbcb2f","event":{"id":"jacket-2","watch_id":"jacket","at":"2026-03-02T20:01:01Z","title":"Jacket","url":"https://shop.example/jacket","variants":[{"id":"M","title":"M","options":{"size":"M"},"price":"120.00","currency":"USD"}]},"subscriber_id":"ae189532541584d88adbcb2f","channel":"sms","created_at":"2026-03-02T20:01:00Z","updated_at":"2026-03-02T20:01:00Z","state":"sent","attempts":1,"provider_id":"SMddab2487335e418ebfc56d613bc0a0f4","provider_status":"queued","code":"QC8bFgR","sent_at":"2026-03-02T20:01:00Z","revision":"89"}' AS BLOB), NULL);
INSERT INTO deliveries VALUES ('jacket-4.4a348b3319c2cf6d0e98038a', 'wzmM5m8', '4a348b3319c2cf6d0e98038a', 'held', 1772482380000000, 1772482680000000, '105', CAST('{"id":"jacket-4.4a348b3319c2cf6d0e98038a","event":{"id":"jacket-4","watch_id":"jacket","at":"2026-03-02T20:13:01Z","title":"Jacket","url":"https://shop.example/jacket","variants":[{"id":"M","title":"M","options":{"size":"M"},"price":"120.00","currency":"USD"}]},"subscriber_id":"4a348b3319c2cf6d0e98038a","channel":"sms","created_at":"2026-03-02T20:13:00Z","updated_at":"2026-03-02T20:13:00Z","state":"held","next_at":"2026-03-02T20:18:00Z","attempts":1,"code":"wzmM5m8","error":"stopped: a rehearsal","revision":"105"}' AS BLOB), NULL);
INSERT INTO seen VALUES ('sms:SM1', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM2', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM3', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM4', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM5', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM6', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM7', 1772654400000000);
INSERT INTO seen VALUES ('sms:SM9', 1772654940000000);
INSERT INTO buckets VALUES ('answers', 1772496000000000, 86400, 10);
INSERT INTO buckets VALUES ('codes-day:4a348b3319c2cf6d0e98038a', 1772496000000000, 86400, 1);
INSERT INTO buckets VALUES ('codes-day:e1bc42d3cf38309b3e22d124', 1772496000000000, 86400, 1);
INSERT INTO buckets VALUES ('codes-hour:4a348b3319c2cf6d0e98038a', 1772485200000000, 3600, 1);
INSERT INTO buckets VALUES ('codes-hour:e1bc42d3cf38309b3e22d124', 1772485200000000, 3600, 1);
INSERT INTO buckets VALUES ('codes-near:b44c3c54aa65425b', 1772482200000000, 600, 2);
INSERT INTO buckets VALUES ('signups-network:127.0.0.0/24', 1772485200000000, 3600, 2);
INSERT INTO buckets VALUES ('signups:127.0.0.1/32', 1772485200000000, 3600, 2);
INSERT INTO buckets VALUES ('texting:4a348b3319c2cf6d0e98038a', 1772485200000000, 3600, 1);
INSERT INTO buckets VALUES ('texting:5276455024318b51a5046b29', 1772485200000000, 3600, 3);
INSERT INTO buckets VALUES ('texting:ac62aced40c0cc4a14e96c12', 1772485200000000, 3600, 1);
INSERT INTO buckets VALUES ('texting:ae189532541584d88adbcb2f', 1772485200000000, 3600, 3);
INSERT INTO buckets VALUES ('texts', 1772496000000000, 86400, 12);
INSERT INTO buckets VALUES ('tries:4a348b3319c2cf6d0e98038a', 1772496000000000, 86400, 1);
INSERT INTO named_values VALUES ('admin_key', 'the-admin-key-of-a-test');
INSERT INTO named_values VALUES ('admin_link', 'f28023e6fdca7e0aefd3d7417893c7d6e149effc31d2e6762dba10bd8db95f26');
INSERT INTO named_values VALUES ('hook:jacket', 's3cret');
INSERT INTO named_values VALUES ('secret_key', 'the-secret-key-of-a-test-and-of-nothing-else');
INSERT INTO named_values VALUES ('stopped', 'a rehearsal');
INSERT INTO named_values VALUES ('telegram_bot', 'coats_bot');
INSERT INTO named_values VALUES ('turned-away:sms', '20003');
INSERT INTO dead_letters VALUES ('letter-1', 1772482440000000, CAST('{"id":"letter-1","topic":"deliveries","body":"{}","reason":"no reason","at":"2026-03-02T20:14:00Z"}' AS BLOB));
INSERT INTO alerts VALUES ('dead-letters', 1772482440000000, NULL, CAST('{"key":"dead-letters","text":"A message was given up (no reason). See /admin, or run: coatcheck dead-letters list","opened_at":"2026-03-02T20:14:00Z"}' AS BLOB));
INSERT INTO alerts VALUES ('turned-away:sms', 1772482140000000, NULL, CAST('{"key":"turned-away:sms","text":"Messages by sms are held: the provider turned us away (20003). Nothing is lost; one is tried every 5 minutes.","opened_at":"2026-03-02T20:09:00Z"}' AS BLOB));
INSERT INTO alerts VALUES ('watch:parka', 1772482440000000, NULL, CAST('{"key":"watch:parka","text":"Parka is blocked: 403","opened_at":"2026-03-02T20:14:00Z"}' AS BLOB));
