-- Those whose time has passed unnoticed are looked for each second, and an agent counts its own.
CREATE INDEX remedy_standing_unnoticed ON remedy_standing (due_at, remedy_id)
    WHERE state <> 'CONFIRMED' AND settled_by IS NULL AND overdue_at IS NULL;
CREATE INDEX remedy_of_agent ON remedy (agent_id);
