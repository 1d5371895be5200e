-- What becomes of issued reports, beside them: nothing inside of one is ever altered. Sealed in the log.

-- That a report is not to be relied on any more.
CREATE TABLE report_withdrawal (
  cluster       bigint NOT NULL,
  report        uuid NOT NULL,
  reason        text NOT NULL CHECK (reason <> ''),
  withdrawn_by  text NOT NULL,
  withdrawn_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, report),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id)
);
CALL append_only('report_withdrawal');

-- What reviewers say of a report, under their names.
CREATE TABLE report_note (
  cluster   bigint NOT NULL,
  report    uuid NOT NULL,
  -- 1, 2, … within the report
  position  integer NOT NULL CHECK (position > 0),
  -- an attestation is a statement that somebody signs for; a note is not
  kind      text NOT NULL CHECK (kind IN ('NOTE', 'ATTESTATION')),
  text      text NOT NULL CHECK (text <> ''),
  author    text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (cluster, report, position),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id)
);
CALL append_only('report_note');
