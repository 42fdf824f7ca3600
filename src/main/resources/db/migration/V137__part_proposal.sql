-- Who sent a ruling that was not approved has judged the decision.
ALTER TABLE case_part
    DROP CONSTRAINT case_part_is_known,
    ADD CONSTRAINT case_part_is_known CHECK (part IN ('OPINION', 'APPROVAL', 'PROPOSAL', 'CHECK'));
