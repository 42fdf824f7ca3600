-- Wishes for a new link are few among the acts; operators ask for them.
CREATE INDEX journal_of_link_requests ON journal (decision_id, at) WHERE act = 'LINK_REQUESTED';
