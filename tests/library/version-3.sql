-- The database as version 3 wrote it.
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
    recording TEXT, judge TEXT NOT NULL DEFAULT '', corrections INTEGER NOT NULL DEFAULT 0, length_s REAL,                    -- JSON; its path is relative to the home
    UNIQUE (prompt_id, number)
);
INSERT INTO "attempts" VALUES(1,'why-meta',1,'2026-11-20T12:00:00.000000+00:00',1,NULL,1.0,2,2,2.0,133.0,'Why Meta?',NULL,'test 2',3,90.0);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL,             -- ISO 8601, UTC
    kind TEXT NOT NULL,                -- points, words or fillers
    correction TEXT NOT NULL
);
INSERT INTO "corrections" VALUES(1,1,'2026-11-20T12:00:00+00:00','points','{"made_at":"2026-11-20T12:00:00+00:00","point_id":"p1","verdict":"covered"}');
INSERT INTO "corrections" VALUES(2,1,'2026-11-20T12:00:00+00:00','words','{"made_at":"2026-11-20T12:00:00+00:00","first":2,"heard":["its","scale."],"text":"the scale"}');
INSERT INTO "corrections" VALUES(3,1,'2026-11-20T12:00:00+00:00','fillers','{"made_at":"2026-11-20T12:00:00+00:00","at_s":31.2,"text":"um","kind":"filled_pause","said":true}');
CREATE TABLE counters (
    prompt_id TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "counters" VALUES('why-meta',1);
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    report TEXT NOT NULL
, made_at TEXT, corrected TEXT);
INSERT INTO "reports" VALUES(1,1,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null},{"id":"p1","say":"Point 1","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"hedges":[],"false_starts":[],"structure":null}','2026-11-20T12:00:00+00:00',NULL);
INSERT INTO "reports" VALUES(2,1,'{"version":1,"judge":"test 2","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null},{"id":"p1","say":"Point 1","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"hedges":[],"false_starts":[],"structure":null}','2026-11-20T13:00:00+00:00','{"version":1,"judge":"test 2","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null},{"id":"p1","say":"Point 1","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":"missed"}],"avoid_said":[],"fillers":[{"text":"um","kind":"filled_pause","start_s":31.2,"end_s":31.2,"source":"user","confidence":1.0,"place":null,"yours":true}],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"hedges":[],"false_starts":[],"structure":null}');
CREATE TABLE transcripts (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    transcript TEXT NOT NULL
);
INSERT INTO "transcripts" VALUES(1,'{"words":[{"text":"Because","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"of","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"its","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"scale.","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false}],"duration_s":null,"speech":[],"engine":{"name":"typed","model":"","version":"","settings":{}},"notes":[],"hesitations":[]}');
CREATE TABLE verdicts (
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,            -- in the report
    point_id TEXT NOT NULL,
    say TEXT NOT NULL,
    verdict TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (attempt_id, place)
) WITHOUT ROWID;
INSERT INTO "verdicts" VALUES(1,0,'p0','Point 0','covered',0.9);
INSERT INTO "verdicts" VALUES(1,1,'p1','Point 1','covered',1.0);
CREATE INDEX attempts_by_time ON attempts (created_at, id);
CREATE INDEX attempts_by_prompt ON attempts (prompt_id, created_at, id);
CREATE INDEX reports_by_attempt ON reports (attempt_id, id);
CREATE INDEX corrections_by_attempt ON corrections (attempt_id, id);
COMMIT;
PRAGMA user_version = 3;
