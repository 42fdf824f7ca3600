/// `./redress bench`: Redress beside plain PostgreSQL, in one run, on one server. Start at {@link
/// dev.redress.bench.Bench}.
///
/// Uses the JDK only, so that `java Bench.java` runs it from source; nothing here is a test.
package dev.redress.bench;
