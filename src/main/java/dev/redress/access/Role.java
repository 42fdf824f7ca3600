package dev.redress.access;

import java.util.Set;

/// The names of roles in tokens.
public final class Role {

    public static final String AGENT = "agent";
    public static final String REVIEWER = "reviewer";
    public static final String LEAD = "lead";
    public static final String OPERATOR = "operator";
    public static final String ANALYST = "analyst";
    public static final String AUDITOR = "auditor";

    /// Roles that people have and agents do not.
    static final Set<String> OF_PEOPLE = Set.of(REVIEWER, LEAD, OPERATOR, ANALYST, AUDITOR);

    private Role() {}
}
