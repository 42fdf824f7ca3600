-- An agent's list of its commitments goes along it, however many the others have.
CREATE INDEX commitment_of_agent_by_id ON commitment (agent_id, id);
