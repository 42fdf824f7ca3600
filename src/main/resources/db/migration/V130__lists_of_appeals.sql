-- Wishes to wait and objections to a rule are few among all appeals.
CREATE INDEX appeal_waiting ON appeal (id) WHERE pause_requested AND withdrawn_at IS NULL;
CREATE INDEX appeal_ground_unfair ON appeal_ground (appeal_id) WHERE ground = 'RULE_UNFAIR';
