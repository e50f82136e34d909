-- The database as version 1 wrote it.
BEGIN TRANSACTION;
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    created_at TEXT NOT NULL,          -- ISO 8601, UTC
    scored INTEGER NOT NULL,
    duration_s REAL,
    coverage REAL,
    points_covered INTEGER,
    points_total INTEGER,
    filled_pauses_per_min REAL,
    pace_wpm REAL,
    asked TEXT NOT NULL,
    recording TEXT,                    -- JSON; its path is relative to the home
    UNIQUE (prompt_id, number)
);
INSERT INTO "attempts" VALUES(1,'why-meta',1,'2026-11-20T13:00:00.000000+00:00',1,0.5,0.0,0,2,2.0,133.0,'Why Meta?','{"path":"recordings/why-meta/0001.wav","rate_hz":16000,"frames":8000,"started_at":"2026-11-20T12:00:00+00:00","end":"stopped","levels":null,"warnings":[]}');
INSERT INTO "attempts" VALUES(2,'why-meta',2,'2026-11-20T14:00:00.000000+00:00',1,0.5,1.0,2,2,2.0,133.0,'Why Meta?','{"path":"recordings/why-meta/0002.wav","rate_hz":16000,"frames":8000,"started_at":"2026-11-20T12:00:00+00:00","end":"stopped","levels":null,"warnings":[]}');
CREATE TABLE counters (
    prompt_id TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "counters" VALUES('why-meta',2);
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    report TEXT NOT NULL
);
INSERT INTO "reports" VALUES(1,1,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0},{"id":"p1","say":"Point 1","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good"},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good"},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good"},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0}},"repeated":[],"strengths":[],"actions":[]}');
INSERT INTO "reports" VALUES(2,2,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0},{"id":"p1","say":"Point 1","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good"},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good"},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good"},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0}},"repeated":[],"strengths":[],"actions":[]}');
INSERT INTO "reports" VALUES(3,2,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0},{"id":"p1","say":"Point 1","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good"},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good"},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good"},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0}},"repeated":[],"strengths":[],"actions":[]}');
CREATE TABLE transcripts (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    transcript TEXT NOT NULL
);
INSERT INTO "transcripts" VALUES(1,'{"words":[{"text":"Because","start_s":null,"end_s":null,"probability":1.0},{"text":"of","start_s":null,"end_s":null,"probability":1.0},{"text":"its","start_s":null,"end_s":null,"probability":1.0},{"text":"scale.","start_s":null,"end_s":null,"probability":1.0}],"duration_s":null,"speech":[],"engine":{"name":"typed","model":"","version":"","settings":{}},"notes":[]}');
INSERT INTO "transcripts" VALUES(2,'{"words":[{"text":"Because","start_s":null,"end_s":null,"probability":1.0},{"text":"of","start_s":null,"end_s":null,"probability":1.0},{"text":"its","start_s":null,"end_s":null,"probability":1.0},{"text":"scale.","start_s":null,"end_s":null,"probability":1.0}],"duration_s":null,"speech":[],"engine":{"name":"typed","model":"","version":"","settings":{}},"notes":[]}');
CREATE INDEX attempts_by_time ON attempts (created_at, id);
CREATE INDEX attempts_by_prompt ON attempts (prompt_id, created_at, id);
CREATE INDEX reports_by_attempt ON reports (attempt_id, id);
COMMIT;
PRAGMA user_version = 1;
