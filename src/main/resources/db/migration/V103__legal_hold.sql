-- Why the spans of a decision must stay, whatever their policy says: who set it, why, until when. An appeal sets one; its
-- end gives it an end. Any that has no end, or one ahead, holds.
CREATE TABLE legal_hold (
    decision_id uuid        NOT NULL,
    id          uuid        NOT NULL, -- what it is for: the appeal, or the ruling where no appeal began the case
    reason      text        NOT NULL,
    set_by_kind text        NOT NULL,
    set_by      text        NOT NULL,
    set_at      timestamptz NOT NULL,
    until       timestamptz,          -- null as long as what it is for has not ended
    CONSTRAINT legal_hold_pk PRIMARY KEY (decision_id, id),
    CONSTRAINT legal_hold_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

-- Appeals that came before: while any stands without a ruling there is no end.
INSERT INTO legal_hold (decision_id, id, reason, set_by_kind, set_by, set_at, until)
SELECT a.decision_id, a.id, 'APPEAL', a.filed_by_kind, a.filed_by, a.filed_at,
    coalesce(a.withdrawn_at, (SELECT max(r.ruled_at) FROM ruling r WHERE r.appeal_id = a.id)) + interval '3 years'
FROM appeal a;
INSERT INTO legal_hold (decision_id, id, reason, set_by_kind, set_by, set_at, until)
SELECT c.decision_id, h.id, h.reason, h.set_by_kind, h.set_by, h.set_at, h.until
FROM covered_decision c JOIN legal_hold h ON h.id = c.appeal_id
ON CONFLICT DO NOTHING;
