-- A hold ends by what it is for, and an appeal may hold many decisions.
CREATE INDEX legal_hold_by_cause ON legal_hold (id);
