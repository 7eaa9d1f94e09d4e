BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kompetanse-desktop','m001_rounds_and_their_proposals','2026-11-22 17:44:34.019892+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kompetanse-desktop','m002_journal','2026-11-22 17:44:34.020180+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kompetanse-desktop','m003_digests_and_removal','2026-11-22 17:44:34.020654+00:00');
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
INSERT INTO "journal" VALUES('vestland',1,'2026-11-22T17:44:34.023+00:00','new_round','do','{"message":"New round: {round}","params":{"round":{"saying":{"message":"{scheme} · {county} {year}","params":{"county":"Vestland","scheme":{"saying":{"message":"Kompetanseløftet","params":{}}},"year":"2021"}}}}}','[{"after":{"agreement":"","committed":400000,"coordination_limit_percent":20,"county":"Vestland","deadline":"2021-04-15","example":false,"frame":5300000,"id":"vestland","places":null,"present":"","scheme":"kompetanseloftet","set_aside":0,"year":2021},"before":null,"kind":"round","ref":""}]',NULL,4900000,NULL,NULL,NULL,NULL,'','20babf9139155dd8a2ffea3d591f37c94333530924b96cde81a7972b203194f8','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "journal" VALUES('vestland',2,'2026-11-22T17:44:34.027+00:00','import','do','{"message":"Taken in","params":{}}','[{"after":{"anchoring":"","applicant":"","continued":null,"description":"","doubts":[],"duration_years":null,"involvement":"","measure_kinds":[],"measure_text":"","need":"","network":"Nettverk Nord","other":[["Telefon","55 00 00 00"]],"participants":[],"private_invited":null,"received":null,"ref":"21-01","requested":[["owner",2021,978000]],"source":{"file":"liste.xlsx","row":4,"sha256":"abababababababababababababababababababababababababababababababab","sheet":"Ark1","taken_in_at":"2021-04-16T08:00:00+02:00"},"staff":null,"statped":"","target_groups":["kindergarten","school","ppt"],"target_text":"","title":"Tiltak 21-01","universities":["HVL"]},"before":null,"kind":"proposal","ref":"21-01"},{"after":{"lane":"unhandled","position":1},"before":null,"kind":"place","ref":"21-01"},{"after":{"anchoring":"","applicant":"","continued":null,"description":"","doubts":[],"duration_years":null,"involvement":"","measure_kinds":[],"measure_text":"","need":"","network":"Nettverk Nord","other":[],"participants":[],"private_invited":null,"received":null,"ref":"21-02","requested":[["owner",2021,5]],"source":null,"staff":null,"statped":"","target_groups":["kindergarten","school","ppt"],"target_text":"","title":"Tiltak 21-02","universities":["HVL"]},"before":null,"kind":"proposal","ref":"21-02"},{"after":{"lane":"unhandled","position":2},"before":null,"kind":"place","ref":"21-02"}]',4900000,4900000,NULL,NULL,2,NULL,'20babf9139155dd8a2ffea3d591f37c94333530924b96cde81a7972b203194f8','5e24daaf9904c52d01e4f3df4cf1672675bd10a71654fdf3201c925b64a40366','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c90058dc3eb333cd9bc0746220185e34aa771fe0ce9090fd1e0d2197ffcbb5cf68ba');
INSERT INTO "journal" VALUES('vestland',3,'2026-11-22T17:44:34.029+00:00','move','do','{"message":"«{title}» moved from {from_lane} to {to_lane}","params":{"from_lane":{"saying":{"message":"Unhandled","params":{}}},"title":"Tiltak 21-01","to_lane":{"saying":{"message":"Prioritised","params":{}}}}}','[{"after":{"lane":"prioritised","position":1},"before":{"lane":"unhandled","position":1},"kind":"place","ref":"21-01"}]',4900000,3922000,NULL,2,3,NULL,'5e24daaf9904c52d01e4f3df4cf1672675bd10a71654fdf3201c925b64a40366','0951b3047c1228445fa12168000947310b29264e737d38118adc2bdf64b7d14e','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9006d328deff4e1a3b4282b6a413763e7d73e0a78734c69d748de719036120dfbd0');
INSERT INTO "journal" VALUES('vestland',4,'2026-11-22T17:44:34.031+00:00','reason','do','{"message":"Reason for «{title}»","params":{"title":"Tiltak 21-01"}}','[{"after":{"assessments":{},"conditions":"","private_note":"","reason":"Godt forankra","recommended":null,"withdrawn":false},"before":null,"kind":"standing","ref":"21-01"}]',3922000,3922000,NULL,3,4,NULL,'0951b3047c1228445fa12168000947310b29264e737d38118adc2bdf64b7d14e','3e07a360a2dda8568b5a61c9c9d5d454ab7a1d79473c25b1861a36d92f0e0ebd','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9004b6f9fbda2e0e7316ba008c3180dd61e1578ed1d18e6de7d0dc8e457da6532db');
INSERT INTO "journal" VALUES('vestland',5,'2026-11-22T17:44:34.033+00:00','reason','undo','{"message":"Reason for «{title}»","params":{"title":"Tiltak 21-01"}}','[{"after":null,"before":{"assessments":{},"conditions":"","private_note":"","reason":"Godt forankra","recommended":null,"withdrawn":false},"kind":"standing","ref":"21-01"}]',3922000,3922000,4,NULL,3,5,'3e07a360a2dda8568b5a61c9c9d5d454ab7a1d79473c25b1861a36d92f0e0ebd','802c1b1d53a396527caded4f11993e4092de3eebcc26a60abf8bc4951e235461','35ed6d07ec3933d7f1295fb40a70f2db301ef2a23e243a45f196abe0e821c9006d328deff4e1a3b4282b6a413763e7d73e0a78734c69d748de719036120dfbd0');
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
            source TEXT,
            PRIMARY KEY (round, ref)
        ) STRICT;
INSERT INTO "proposal" VALUES('vestland','21-01','Tiltak 21-01','','Nettverk Nord','[]','["kindergarten","school","ppt"]','','["HVL"]','','[]','',NULL,NULL,'[["owner",2021,978000]]',NULL,NULL,NULL,'','','','','[["Telefon","55 00 00 00"]]','[]','{"file":"liste.xlsx","row":4,"sha256":"abababababababababababababababababababababababababababababababab","sheet":"Ark1","taken_in_at":"2021-04-16T08:00:00+02:00"}');
INSERT INTO "proposal" VALUES('vestland','21-02','Tiltak 21-02','','Nettverk Nord','[]','["kindergarten","school","ppt"]','','["HVL"]','','[]','',NULL,NULL,'[["owner",2021,5]]',NULL,NULL,NULL,'','','','','[]','[]',NULL);
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'round_being_removed' AND value = OLD.round)
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
COMMIT;
