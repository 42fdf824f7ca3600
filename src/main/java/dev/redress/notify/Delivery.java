package dev.redress.notify;

/// How a mail server answered.
sealed interface Delivery {

    /// It took the mail and answers for it from now on.
    record Taken() implements Delivery {}

    /// It will never take this mail for this address.
    ///
    /// @param said in the server's words
    record Refused(String said) implements Delivery {}

    /// Not now: busy, away, or our own set-up is at fault, which somebody can mend.
    ///
    /// @param reached whether there was a server at all
    record Failed(String said, boolean reached) implements Delivery {}
}
