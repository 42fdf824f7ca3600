-- Whoever asked that a decision waits is told by mail what was said to it.
ALTER TABLE outgoing_message DROP CONSTRAINT outgoing_message_kind_is_known;
ALTER TABLE outgoing_message ADD CONSTRAINT outgoing_message_kind_is_known CHECK (kind IN ('RECEIVED', 'QUESTION',
    'MESSAGE', 'REMINDER', 'QUESTION_LAPSED', 'PAUSE_ANSWERED', 'EXTENSION', 'OUTCOME', 'REMEDY_DONE', 'OVERDUE',
    'WITHDRAWN', 'LINK', 'LOOKING_AGAIN', 'LOOKED_AGAIN'));
