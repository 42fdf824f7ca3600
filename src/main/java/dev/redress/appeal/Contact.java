package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.Document;

/// Where a person hears of their matter, and in which language.
///
/// @param email null when nobody gave one
/// @param locale a language tag
public record Contact(String email, String locale) {

    /// What the person gave with the appeal; without that, what the agent has on record.
    ///
    /// @param appeal null when there is none
    public static Contact of(Decision decision, Appeal appeal) {
        Document.Subject subject = decision.document().subject();
        String given = appeal == null ? null : appeal.contactEmail();
        String recorded = subject.contact() == null
                ? null
                : subject.contact().path("email").textValue();
        String locale = appeal != null ? appeal.locale() : decision.locale() == null ? "en" : decision.locale();
        return new Contact(given != null ? given : recorded, locale);
    }
}
