package dev.redress.platform;

/// A kind of problem the caller can meet, documented at `/problems/{slug}` (RFC 9457 section 3.1.1).
///
/// Each package lists its own as an enum and offers them through a {@link Catalogue}.
public interface ProblemType {

    /// The enum constant's name; the slug is made from it.
    String name();

    Described described();

    /// @param title       the same words for every occurrence
    /// @param explanation what it means and what the caller can do, for the page at the type's URL
    record Described(int status, String title, String explanation) {}

    default int status() {
        return described().status();
    }

    default String title() {
        return described().title();
    }

    default String explanation() {
        return described().explanation();
    }

    default String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// The URI that a public registry gave to this type, such as IANA's; null for our own, whose URI is the address of
    /// the explanation.
    default String registered() {
        return null;
    }

    /// A bean that offers the problem types of one package.
    interface Catalogue {
        ProblemType[] types();
    }
}
