-- A reason is to be read. Those that are kept already stay as they are.
ALTER TABLE legal_hold ADD CONSTRAINT legal_hold_reason_length CHECK (length(reason) <= 20000) NOT VALID;
ALTER TABLE hold_lift ADD CONSTRAINT hold_lift_reason_length CHECK (length(reason) <= 20000) NOT VALID;
