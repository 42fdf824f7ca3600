package dev.redress.access;

/// The names of roles in tokens.
public final class Role {

    public static final String AGENT = "agent";
    public static final String REVIEWER = "reviewer";
    public static final String LEAD = "lead";
    public static final String OPERATOR = "operator";
    public static final String ANALYST = "analyst";
    public static final String AUDITOR = "auditor";

    private Role() {}
}
