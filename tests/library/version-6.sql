-- The database as version 6 wrote it.
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
    recording TEXT, judge TEXT NOT NULL DEFAULT '', corrections INTEGER NOT NULL DEFAULT 0, length_s REAL, grade TEXT,                    -- JSON; its path is relative to the home
    UNIQUE (prompt_id, number)
);
INSERT INTO "attempts" VALUES(1,'why-meta',1,'2026-11-20T12:00:00.000000+00:00',1,0.5,1.0,2,2,2.0,133.0,'Why Meta?','{"path":"recordings/why-meta/0001.wav","rate_hz":16000,"frames":8000,"started_at":"2026-11-20T12:00:00+00:00","end":"stopped","levels":null,"warnings":[]}','test',2,90.0,NULL);
INSERT INTO "attempts" VALUES(2,'why-meta',2,'2026-11-21T12:00:00.000000+00:00',1,NULL,1.0,2,2,2.0,133.0,'Why Meta?',NULL,'test',0,90.0,'easy');
INSERT INTO "attempts" VALUES(3,'why-meta',3,'2026-11-22T12:00:00.000000+00:00',1,NULL,1.0,1,1,NULL,NULL,'And what came of it?',NULL,'test',0,NULL,NULL);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL,             -- ISO 8601, UTC
    kind TEXT NOT NULL,                -- points, words or fillers
    correction TEXT NOT NULL
);
INSERT INTO "corrections" VALUES(1,1,'2026-11-20T12:00:00+00:00','points','{"made_at":"2026-11-20T12:00:00+00:00","point_id":"p1","verdict":"covered"}');
INSERT INTO "corrections" VALUES(2,1,'2026-11-20T12:00:00+00:00','words','{"made_at":"2026-11-20T12:00:00+00:00","first":2,"heard":["its","scale."],"text":"the scale"}');
CREATE TABLE counters (
    prompt_id TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "counters" VALUES('why-meta',2);
CREATE TABLE interview (on_day TEXT NOT NULL);
INSERT INTO "interview" VALUES('2026-12-10');
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    report TEXT NOT NULL
, made_at TEXT, corrected TEXT);
INSERT INTO "reports" VALUES(1,1,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null,"facts":[]},{"id":"p1","say":"Point 1","verdict":"missed","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null,"facts":[]}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"feedback_taken":[],"hedges":[],"false_starts":[],"structure":null}',NULL,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null,"facts":[]},{"id":"p1","say":"Point 1","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":"missed","facts":[]}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"feedback_taken":[],"hedges":[],"false_starts":[],"structure":null}');
INSERT INTO "reports" VALUES(2,2,'{"version":1,"judge":"test","prompt_id":"why-meta","scored":true,"not_scored":"","points":[{"id":"p0","say":"Point 0","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null,"facts":[]},{"id":"p1","say":"Point 1","verdict":"covered","confidence":0.9,"evidence":null,"reason":"","group":"","weight":1.0,"judged":null,"facts":[]}],"avoid_said":[],"fillers":[],"delivery":{"words":200,"length_s":{"value":90.0,"low":60.0,"high":120.0,"band":"good","source":"","advice":""},"pace_wpm":{"value":133.0,"low":100.0,"high":165.0,"band":"good","source":"","advice":""},"filled_pauses":3,"filled_pauses_per_min":{"value":2.0,"low":null,"high":5.0,"band":"good","source":"","advice":""},"filled_pauses_per_100_words":1.5,"discourse_markers":1,"discourse_markers_per_min":0.7,"pauses":{"count":4,"long":1,"longest_s":2.5,"total_s":6.0,"thinking":null,"inside":null,"stuck":null,"stuck_at_s":null},"filled_pauses_likely":0,"markers_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"hedges":0,"hedges_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"false_starts":0,"false_starts_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"filler_clusters":[],"pace_stretches":[],"pace_change_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"stuck_pauses_per_min":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""},"speaking_s":null,"speaking_percent":{"value":null,"low":null,"high":null,"band":"unknown","source":"","advice":""}},"repeated":[],"strengths":[],"actions":[],"second_opinion":null,"feedback_taken":[],"hedges":[],"false_starts":[],"structure":null}',NULL,NULL);
CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO said (rowid, words) VALUES (1, 'Because
of
the scale');
INSERT INTO said (rowid, words) VALUES (2, 'Because
of
its
scale.');
CREATE TABLE transcripts (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    transcript TEXT NOT NULL
);
INSERT INTO "transcripts" VALUES(1,'{"words":[{"text":"Because","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"of","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"its","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"scale.","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false}],"duration_s":null,"speech":[],"engine":{"name":"typed","model":"","version":"","settings":{}},"notes":[],"hesitations":[]}');
INSERT INTO "transcripts" VALUES(2,'{"words":[{"text":"Because","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"of","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"its","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false},{"text":"scale.","start_s":null,"end_s":null,"probability":1.0,"heard":"","yours":false}],"duration_s":null,"speech":[],"engine":{"name":"typed","model":"","version":"","settings":{}},"notes":[],"hesitations":[]}');
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
INSERT INTO "verdicts" VALUES(2,0,'p0','Point 0','covered',0.9);
INSERT INTO "verdicts" VALUES(2,1,'p1','Point 1','covered',0.9);
INSERT INTO "verdicts" VALUES(3,0,'p0','Point 0','covered',0.9);
CREATE TABLE parts (
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    point_id TEXT NOT NULL,
    PRIMARY KEY (prompt_id, number)
) WITHOUT ROWID;
INSERT INTO "parts" VALUES('why-meta',3,'p0');
CREATE TABLE interviews (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL            -- JSON, without its number and its answers
);
CREATE TABLE interview_answers (
    id INTEGER PRIMARY KEY,
    interview_id INTEGER NOT NULL REFERENCES interviews (id),
    place INTEGER NOT NULL,            -- of the question, from 0
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (prompt_id, number)
);
CREATE INDEX attempts_by_time ON attempts (created_at, id);
CREATE INDEX attempts_by_prompt ON attempts (prompt_id, created_at, id);
CREATE INDEX reports_by_attempt ON reports (attempt_id, id);
CREATE INDEX corrections_by_attempt ON corrections (attempt_id, id);
CREATE VIEW spoken AS
SELECT attempt_id, (
    SELECT group_concat(line, char(10)) FROM (
        SELECT CASE
            WHEN fixed.first IS NULL THEN CASE word.type WHEN 'object' THEN json_extract(word.value, '$.text') END
            WHEN fixed.first = word.key THEN fixed.text
        END AS line
        FROM json_each(CASE WHEN json_valid(transcript) THEN transcript ELSE '{}' END, '$.words') AS word
        LEFT JOIN (
            SELECT attempt_id, json_extract(correction, '$.first') AS first, json_extract(correction, '$.text') AS text,
                json_array_length(correction, '$.heard') AS count, correction
            FROM corrections WHERE kind = 'words' AND json_valid(correction)
        ) AS fixed
        ON fixed.attempt_id = transcripts.attempt_id
        AND word.key >= fixed.first AND word.key < fixed.first + fixed.count
        AND NOT EXISTS (
            SELECT 1 FROM json_each(fixed.correction, '$.heard') AS heard
            WHERE heard.value IS NOT json_extract(transcript, '$.words[' || (fixed.first + heard.key) || '].text')
        )
        ORDER BY word.key
    )
) AS words FROM transcripts;
CREATE TRIGGER said_when_heard AFTER INSERT ON transcripts BEGIN
    DELETE FROM said WHERE rowid = new.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = new.attempt_id;
END;
CREATE TRIGGER said_when_deleted AFTER DELETE ON transcripts BEGIN
    DELETE FROM said WHERE rowid = old.attempt_id;
END;
CREATE TRIGGER said_when_corrected AFTER INSERT ON corrections WHEN new.kind = 'words' BEGIN
    DELETE FROM said WHERE rowid = new.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = new.attempt_id;
END;
CREATE TRIGGER said_when_undone AFTER DELETE ON corrections WHEN old.kind = 'words' BEGIN
    DELETE FROM said WHERE rowid = old.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = old.attempt_id;
END;
CREATE INDEX interview_answers_in_order ON interview_answers (interview_id, id);
COMMIT;
PRAGMA user_version = 6;
