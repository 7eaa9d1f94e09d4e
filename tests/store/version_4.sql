BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kompetanse-desktop','m001_rounds_and_their_proposals','2026-11-22 19:58:17.100207+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kompetanse-desktop','m002_journal','2026-11-22 19:58:17.100475+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kompetanse-desktop','m003_digests_and_removal','2026-11-22 19:58:17.100938+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kompetanse-desktop','m004_what_changed_in_the_list','2026-11-22 19:58:17.101301+00:00');
CREATE TABLE journal (
            round TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
            number INTEGER NOT NULL CHECK (number >= 1),
            at TEXT NOT NULL,
            action TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
            name TEXT NOT NULL,
            edits TEXT NOT NULL,
            remaining_before INTEGER,
            remaining_after INTEGER NOT NULL,
            target INTEGER,
            below INTEGER,
            undo_top INTEGER,
            redo_top INTEGER,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL, state TEXT,
            PRIMARY KEY (round, number)
        ) STRICT;
INSERT INTO "journal" VALUES('vestland',1,'2026-11-22T19:58:17.104+00:00','new_round','do','{"message":"New round: {round}","params":{"round":{"saying":{"message":"{scheme} · {county} {year}","params":{"county":"Vestland","scheme":{"saying":{"message":"Kompetanseløftet","params":{}}},"year":"2021"}}}}}','[{"after":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5300000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"before":null,"kind":"round","ref":""}]',NULL,4900000,NULL,NULL,NULL,NULL,'','8f798a5b4a76dc9a6e9856b1c9c61e5b39f44509e453bf81fbe5d335967f738d','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "journal" VALUES('vestland',2,'2026-11-22T19:58:17.106+00:00','import','do','{"message":"Taken in","params":{}}','[{"after":{"anchoring":"","applicant":"","continued":null,"description":"","doubts":[],"duration_years":null,"earlier_requested":[["owner",2021,900000]],"involvement":"","measure_kinds":[],"measure_text":"","need":"","network":"Nettverk Nord","other":[["Telefon","55 00 00 00"]],"participants":[],"private_invited":null,"received":null,"ref":"21-01","requested":[["owner",2021,978000]],"source":{"file":"liste.xlsx","row":4,"sha256":"abababababababababababababababababababababababababababababababab","sheet":"Ark1","taken_in_at":"2021-04-16T08:00:00+02:00"},"staff":null,"statped":"","target_groups":["kindergarten","school","ppt"],"target_text":"","title":"Tiltak 21-01","universities":["HVL"]},"before":null,"kind":"proposal","ref":"21-01"},{"after":{"lane":"unhandled","position":1},"before":null,"kind":"place","ref":"21-01"},{"after":{"anchoring":"","applicant":"","continued":null,"description":"","doubts":[],"duration_years":null,"gone_from":"liste 2.xlsx","involvement":"","measure_kinds":[],"measure_text":"","need":"","network":"Nettverk Nord","other":[],"participants":[],"private_invited":null,"received":null,"ref":"21-02","requested":[["owner",2021,5]],"source":null,"staff":null,"statped":"","target_groups":["kindergarten","school","ppt"],"target_text":"","title":"Tiltak 21-02","universities":["HVL"]},"before":null,"kind":"proposal","ref":"21-02"},{"after":{"lane":"unhandled","position":2},"before":null,"kind":"place","ref":"21-02"}]',4900000,4900000,NULL,NULL,2,NULL,'8f798a5b4a76dc9a6e9856b1c9c61e5b39f44509e453bf81fbe5d335967f738d','24b504429287bde57210682db982a81b588853d1de527ff9f1c00ae1b563bc46','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c900587cd66aef7d54f54dc270062cc1c4eee4255d862fadc2f6444e7a3bfbaf0715');
INSERT INTO "journal" VALUES('vestland',3,'2026-11-22T19:58:17.108+00:00','move','do','{"message":"«{title}» moved from {from_lane} to {to_lane}","params":{"from_lane":{"saying":{"message":"Unhandled","params":{}}},"title":"Tiltak 21-01","to_lane":{"saying":{"message":"Prioritised","params":{}}}}}','[{"after":{"lane":"prioritised","position":1},"before":{"lane":"unhandled","position":1},"kind":"place","ref":"21-01"}]',4900000,3922000,NULL,2,3,NULL,'24b504429287bde57210682db982a81b588853d1de527ff9f1c00ae1b563bc46','fff223227538cb3ff09dfec1da375ba7058bab9b51dc3c45e6596e789aa46302','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9006cd325a7b0915ce9018bba2f05f1024f024f0768eb1a7c3201280aa657ed9a2b');
INSERT INTO "journal" VALUES('vestland',4,'2026-11-22T19:58:17.109+00:00','amount','do','{"message":"«{title}» reduced to {amount_nok}","params":{"amount_nok":700000,"title":"Tiltak 21-01"}}','[{"after":{"assessments":{},"conditions":"","private_note":"","reason":"Ramma","recommended":[["owner",2021,700000]],"withdrawn":false},"before":null,"kind":"standing","ref":"21-01"}]',3922000,4200000,NULL,3,4,NULL,'fff223227538cb3ff09dfec1da375ba7058bab9b51dc3c45e6596e789aa46302','771ca6ccdc1943d8a73dfab43b57b2220c84e14bcca1c32f555ebdfba5d1437c','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c900d4e50f1b264208ae5756c38faa92827069e2e168ff7aa87dc9b8a4c2c5f4a83a');
INSERT INTO "journal" VALUES('vestland',5,'2026-11-22T19:58:17.110+00:00','assess','do','{"message":"«{title}», {criterion}: {answer}","params":{"answer":{"saying":{"message":"partly","params":{}}},"criterion":{"saying":{"message":"Anchored, staff and leaders involved","params":{}}},"title":"Tiltak 21-01"}}','[{"after":{"assessments":{"anchored":["partly","manglar leiing"]},"conditions":"","private_note":"","reason":"Ramma","recommended":[["owner",2021,700000]],"withdrawn":false},"before":{"assessments":{},"conditions":"","private_note":"","reason":"Ramma","recommended":[["owner",2021,700000]],"withdrawn":false},"kind":"standing","ref":"21-01"}]',4200000,4200000,NULL,4,5,NULL,'771ca6ccdc1943d8a73dfab43b57b2220c84e14bcca1c32f555ebdfba5d1437c','9a5a22709253198cb236034eead1f251f71bc9cfcffb7b8a4fc412fe8487392d','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c90046c073ae79702defaec2d187ca5aad2bca7302a3e738f5091341b53f3f3cc2e3');
INSERT INTO "journal" VALUES('vestland',6,'2026-11-22T19:58:17.111+00:00','edit_round','do','{"message":"The round''s terms changed","params":{}}','[{"after":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5400000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"before":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5300000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"kind":"round","ref":""}]',4200000,4300000,NULL,5,6,NULL,'9a5a22709253198cb236034eead1f251f71bc9cfcffb7b8a4fc412fe8487392d','8b74c1b4d2191a1fd29d7818eac4e7a303414598fb153f2a484273524d659519','e3293c45d3e1ad7a7916c988d4766776924f6ae26a47c6669d4e92d1a334f78846c073ae79702defaec2d187ca5aad2bca7302a3e738f5091341b53f3f3cc2e3');
INSERT INTO "journal" VALUES('vestland',7,'2026-11-22T19:58:17.112+00:00','edit_round','undo','{"message":"The round''s terms changed","params":{}}','[{"after":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5300000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"before":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5400000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"kind":"round","ref":""}]',4300000,4200000,6,NULL,5,7,'8b74c1b4d2191a1fd29d7818eac4e7a303414598fb153f2a484273524d659519','df66ca295164f2ff0635d4515115a594665ea0130eeacf19290790ee66fc3da1','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c90046c073ae79702defaec2d187ca5aad2bca7302a3e738f5091341b53f3f3cc2e3');
CREATE TABLE placement (
            round TEXT NOT NULL,
            ref TEXT NOT NULL,
            lane TEXT NOT NULL CHECK (lane IN ('unhandled', 'prioritised', 'reserve', 'declined')),
            rank INTEGER NOT NULL,
            PRIMARY KEY (round, ref),
            FOREIGN KEY (round, ref) REFERENCES proposal (round, ref) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
INSERT INTO "placement" VALUES('vestland','21-01','prioritised',1048576);
INSERT INTO "placement" VALUES('vestland','21-02','unhandled',2097152);
CREATE TABLE proposal (
            round TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
            ref TEXT NOT NULL,
            title TEXT NOT NULL,
            applicant TEXT NOT NULL,
            network TEXT NOT NULL,
            participants TEXT NOT NULL,
            target_groups TEXT NOT NULL,
            target_text TEXT NOT NULL,
            universities TEXT NOT NULL,
            statped TEXT NOT NULL,
            measure_kinds TEXT NOT NULL,
            measure_text TEXT NOT NULL,
            duration_years INTEGER,
            staff INTEGER,
            requested TEXT,
            continued INTEGER CHECK (continued IN (0, 1)),
            private_invited INTEGER CHECK (private_invited IN (0, 1)),
            received TEXT,
            need TEXT NOT NULL,
            anchoring TEXT NOT NULL,
            involvement TEXT NOT NULL,
            description TEXT NOT NULL,
            other TEXT NOT NULL,
            doubts TEXT NOT NULL,
            source TEXT, earlier_requested TEXT, gone_from TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (round, ref)
        ) STRICT;
INSERT INTO "proposal" VALUES('vestland','21-01','Tiltak 21-01','','Nettverk Nord','[]','["kindergarten","school","ppt"]','','["HVL"]','','[]','',NULL,NULL,'[["owner",2021,978000]]',NULL,NULL,NULL,'','','','','[["Telefon","55 00 00 00"]]','[]','{"file":"liste.xlsx","row":4,"sha256":"abababababababababababababababababababababababababababababababab","sheet":"Ark1","taken_in_at":"2021-04-16T08:00:00+02:00"}','[["owner",2021,900000]]','');
INSERT INTO "proposal" VALUES('vestland','21-02','Tiltak 21-02','','Nettverk Nord','[]','["kindergarten","school","ppt"]','','["HVL"]','','[]','',NULL,NULL,'[["owner",2021,5]]',NULL,NULL,NULL,'','','','','[]','[]',NULL,NULL,'liste 2.xlsx');
CREATE TABLE round (
            id TEXT NOT NULL PRIMARY KEY,
            scheme TEXT NOT NULL,
            county TEXT NOT NULL,
            year INTEGER NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            deadline TEXT NOT NULL,
            committed INTEGER NOT NULL CHECK (committed >= 0),
            set_aside INTEGER NOT NULL CHECK (set_aside >= 0),
            places INTEGER CHECK (places >= 1),
            coordination_limit_percent INTEGER NOT NULL CHECK (coordination_limit_percent BETWEEN 0 AND 100),
            example INTEGER NOT NULL CHECK (example IN (0, 1)),
            present TEXT NOT NULL,
            agreement TEXT NOT NULL
        ) STRICT;
INSERT INTO "round" VALUES('vestland','kompetanseloftet','Vestland',2021,5300000,'2021-04-15',400000,0,NULL,20,0,'','');
CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, digest TEXT) STRICT;
INSERT INTO "setting" VALUES('program','0.1.0','e6f7de40897d073a3a8b838280eed568a815d92fcb6e317486d0663af5837878');
INSERT INTO "setting" VALUES('current_round','vestland','b5bda2d1e3529175c0c2954193882651f11ec9cb7a3c74e19ddbbaaab345e282');
CREATE TABLE standing (
            round TEXT NOT NULL,
            ref TEXT NOT NULL,
            recommended TEXT,
            reason TEXT NOT NULL,
            conditions TEXT NOT NULL,
            assessments TEXT NOT NULL,
            withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
            private_note TEXT NOT NULL,
            PRIMARY KEY (round, ref),
            FOREIGN KEY (round, ref) REFERENCES proposal (round, ref) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
INSERT INTO "standing" VALUES('vestland','21-01','[["owner",2021,700000]]','Ramma','','{"anchored":["partly","manglar leiing"]}',0,'');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'round_being_removed' AND value = OLD.round)
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
COMMIT;
