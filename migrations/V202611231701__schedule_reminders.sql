-- Reminders of a cluster at times of its own, and runs that report on groups.
ALTER TABLE schedule_version DROP CONSTRAINT schedule_version_task_check;
ALTER TABLE schedule_version ADD CONSTRAINT schedule_version_task_check
  CHECK (task IN ('COLLECT', 'ASSESS', 'REPORT', 'REMIND'));

ALTER TABLE run DROP CONSTRAINT run_kind_check;
ALTER TABLE run ADD CONSTRAINT run_kind_check
  CHECK (kind IN (
    'COLLECTION', 'ASSESSMENT', 'REPORT', 'GROUP_REPORT', 'COMPARISON', 'REPERFORMANCE', 'REMINDER'));
