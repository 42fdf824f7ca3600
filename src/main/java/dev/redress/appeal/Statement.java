package dev.redress.appeal;

import dev.redress.decision.Document;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a person says when they appeal, checked: at least one ground, and something that says what is wrong. Whoever
/// names only SOMETHING_ELSE may leave the words out.
///
/// @param locale the language tag the person used
public record Statement(
        List<Ground> grounds,
        String text,
        List<DisputedFact> disputedFacts,
        String email,
        String locale,
        Representative representative,
        boolean pauseRequested) {

    private static final int TEXT = 4_000;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*");

    /// @throws Refusal 422 naming each member that cannot be accepted
    static Statement checked(Statement said, Document document) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The appeal was not filed; see errors.");
        if (said.grounds().isEmpty()) {
            refusal.at("/grounds", "must name at least one ground");
        }
        if (new HashSet<>(said.grounds()).size() < said.grounds().size()) {
            refusal.at("/grounds", "must name each ground once");
        }
        boolean wordless = said.grounds().equals(List.of(Ground.SOMETHING_ELSE)); // nobody owes us an argument
        if (isBlank(said.text()) && said.disputedFacts().isEmpty() && !wordless) {
            refusal.at("/statement", "is missing: say what is wrong, or name a disputed fact");
        }
        text(refusal, "/statement", said.text(), TEXT);
        Set<String> known = new HashSet<>();
        document.facts().forEach(fact -> known.add(fact.id()));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < said.disputedFacts().size(); i++) {
            DisputedFact disputed = said.disputedFacts().get(i);
            String at = "/disputedFacts/" + i;
            if (disputed.factId() == null || !known.contains(disputed.factId())) {
                refusal.at(at + "/factId", "is not a fact of this decision");
            } else if (!seen.add(disputed.factId())) {
                refusal.at(at + "/factId", "must be named once");
            }
            if (isBlank(disputed.correctValue())) {
                refusal.at(at + "/correctValue", "is missing");
            }
            text(refusal, at + "/correctValue", disputed.correctValue(), TEXT);
            text(refusal, at + "/explanation", disputed.explanation(), TEXT);
        }
        if (!LANGUAGE.matcher(said.locale()).matches()) {
            refusal.at("/contact/locale", "must be a language tag such as de or pt-BR");
        }
        if (said.email() != null && !looksLikeMail(said.email())) {
            refusal.at("/contact/email", "must be an e-mail address such as name@example.com");
        }
        if (said.representative() != null) {
            if (isBlank(said.representative().name())) {
                refusal.at("/representative/name", "is missing");
            }
            text(refusal, "/representative/name", said.representative().name(), 200);
            text(refusal, "/representative/relation", said.representative().relation(), 200);
        }
        if (!refusal.faults().isEmpty()) {
            throw refusal;
        }
        return said;
    }

    /// Only what no mail server accepts is refused: the person is the one who knows their address.
    static boolean looksLikeMail(String address) {
        return address.length() <= 320
                && address.matches("[^\\s@<>,;\"\\p{Cntrl}]+@[^\\s@<>,;\"\\p{Cntrl}]+\\.[^\\s@<>,;\"\\p{Cntrl}]+");
    }

    private static void text(Refusal refusal, String pointer, String text, int max) {
        if (text != null && text.codePointCount(0, text.length()) > max) {
            refusal.at(pointer, "must have at most " + max + " characters");
        }
        if (text != null && !Texts.isClean(text)) {
            refusal.at(pointer, Texts.UNCLEAN);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
