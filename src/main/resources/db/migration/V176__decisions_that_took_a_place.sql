-- Whether a newer decision took the place of this one: asked with each notice, and mostly there is none.
CREATE INDEX decision_that_supersedes ON decision (supersedes) WHERE supersedes IS NOT NULL;
