package dev.redress.demo;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts Redress. In the one-machine form (`./redress run`) the database is started first and stopped last; the
/// packaged service finds its database in the environment.
@QuarkusMain
public final class Redress {

    private Redress() {}

    public static void main(String... args) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            LocalDatabase.start();
        }
        Quarkus.run(args);
    }
}
