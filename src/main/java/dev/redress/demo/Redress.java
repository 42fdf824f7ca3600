package dev.redress.demo;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts Redress. In the one-machine form (`./redress run`) the database is started first and stopped last; the
/// packaged service finds its database in the environment.
@QuarkusMain
public final class Redress {

    /// Set by the launcher. The launch mode would be the natural sign, but it is not known yet when main begins.
    private static final String LOCAL = "redress.local";

    private Redress() {}

    public static void main(String... args) {
        if (Boolean.getBoolean(LOCAL)) {
            LocalDatabase.start();
        }
        Quarkus.run(args);
    }
}
