package dev.redress.feedback.gate;

import java.util.UUID;

/// What the candidate made of one case.
///
/// @param label   id of the label
/// @param outcome code of the outcome that the candidate came to; may be null when `correct` is given
/// @param correct whether it is right, where that was judged already (by tests of the actions, a promptfoo assertion);
///                without it the code is compared with the ruling's
public record Outcome(UUID label, String outcome, Boolean correct) {}
