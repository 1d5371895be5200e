-- Which exception covered a finding when it was seen; null: none, or it was seen before this was kept.
ALTER TABLE finding_sighting ADD COLUMN exception text;

-- What a report of kind period is on; until is not part of it.
ALTER TABLE report
  ADD COLUMN period_from timestamptz,
  ADD COLUMN period_until timestamptz,
  ADD CHECK ((kind = 'period') = (period_from IS NOT NULL)),
  ADD CHECK ((period_from IS NULL) = (period_until IS NULL)),
  ADD CHECK (period_from < period_until);
