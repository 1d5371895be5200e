-- Reports on periods that come again and again: the calendar month, quarter or year before each turn, counted in UTC.
ALTER TABLE schedule_version
  -- null: a report on the newest snapshot, or other work
  ADD COLUMN period text CHECK (period IN ('P1M', 'P3M', 'P1Y')),
  ADD CONSTRAINT schedule_period CHECK (period IS NULL OR task = 'REPORT');
