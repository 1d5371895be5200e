-- Reports over several clusters. They stand beside the reports on each cluster, name these, and are sealed in the log as
-- they are. None of them belongs to one cluster: whoever may not see all of a group's clusters may not see its reports.
CREATE TABLE group_report (
  id            uuid PRIMARY KEY,
  -- GROUP-FRAMEWORK-YEAR-COUNTER; all versions share it
  number        text NOT NULL,
  year          integer NOT NULL,
  counter       integer NOT NULL CHECK (counter > 0),
  version       integer NOT NULL CHECK (version > 0),
  supersedes    uuid REFERENCES group_report,
  kind          text NOT NULL CHECK (kind IN ('point-in-time', 'period')),
  framework     text NOT NULL,
  -- what the clusters are called together; null: they were named one by one
  group_name    text,
  -- which snapshots or which period of which clusters: of the same, it is the next version
  subject       text NOT NULL,
  json_digest   bytea NOT NULL CHECK (length(json_digest) = 32),
  issued_at     timestamptz NOT NULL,
  issued_by     text NOT NULL,
  period_from   timestamptz,
  period_until  timestamptz,
  UNIQUE (year, counter, version),
  UNIQUE (supersedes),
  CHECK ((version = 1) = (supersedes IS NULL)),
  CHECK ((kind = 'period') = (period_from IS NOT NULL AND period_until IS NOT NULL))
);
CREATE INDEX group_report_time ON group_report (issued_at, id);
CREATE INDEX group_report_subject ON group_report (subject);
CALL append_only('group_report');

-- The clusters of the group, and the report that each of them has in it.
CREATE TABLE group_report_member (
  cluster  bigint NOT NULL REFERENCES cluster,
  report   uuid NOT NULL REFERENCES group_report,
  -- null: there was nothing that could be judged
  member   uuid,
  PRIMARY KEY (cluster, report),
  FOREIGN KEY (cluster, member) REFERENCES report (cluster, id)
);
CREATE INDEX group_report_member_report ON group_report_member (report);
CALL append_only('group_report_member');

-- All files of its bundle but proofs.
CREATE TABLE group_report_file (
  report   uuid NOT NULL REFERENCES group_report,
  path     text NOT NULL,
  digest   bytea NOT NULL CHECK (digest = sha256(content)),
  content  bytea NOT NULL,
  PRIMARY KEY (report, path)
);
CALL append_only('group_report_file');

-- The signed statement over these files, and the line of the log that seals it.
CREATE TABLE group_report_envelope (
  report    uuid PRIMARY KEY REFERENCES group_report,
  envelope  text NOT NULL,
  position  bigint NOT NULL
);
CALL append_only('group_report_envelope');

-- What becomes of it: notes, attestations, and that it is not to be relied on any more.
CREATE TABLE group_report_note (
  report    uuid NOT NULL REFERENCES group_report,
  -- 1, 2, … within the report
  position  integer NOT NULL CHECK (position > 0),
  kind      text NOT NULL CHECK (kind IN ('NOTE', 'ATTESTATION', 'WITHDRAWAL')),
  text      text NOT NULL CHECK (text <> ''),
  author    text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (report, position)
);
-- it is withdrawn once
CREATE UNIQUE INDEX group_report_withdrawal ON group_report_note (report) WHERE kind = 'WITHDRAWAL';
CALL append_only('group_report_note');
