-- Which exception covered a finding when it was seen; null: none, or it was seen before this was kept.
ALTER TABLE finding_sighting ADD COLUMN exception text;
