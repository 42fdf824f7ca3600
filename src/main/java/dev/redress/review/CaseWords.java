package dev.redress.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a case is found by: its reference, the subject, the agent's id, the person's words. Case and punctuation
/// do not count, and the beginning of a word is enough.
@ApplicationScoped
class CaseWords {

    private static final int MOST = 20;
    private static final int LONGEST = 100; // PostgreSQL refuses longer words than 2,046 bytes

    private final EntityManager entities;

    CaseWords(EntityManager entities) {
        this.entities = entities;
    }

    /// Keeps the words of a new case, in the caller's transaction.
    void keep(Case opened) {
        Object[] said = (Object[]) entities.createNativeQuery("""
                        SELECT d.external_id, a.statement FROM decision d
                        LEFT JOIN appeal a ON a.id = cast(:appeal AS uuid) WHERE d.id = :decision""", Object[].class)
                .setParameter(
                        "appeal",
                        opened.wordsOf() == null ? null : opened.wordsOf().toString())
                .setParameter("decision", opened.decisionId())
                .getSingleResult();
        String text = String.join(
                " ", opened.reference(), opened.subjectRef, (String) said[0], said[1] == null ? "" : (String) said[1]);
        entities.createNativeQuery(
                        "INSERT INTO case_search (case_id, words) VALUES (:id, to_tsvector('simple', :text))")
                .setParameter("id", opened.id())
                .setParameter("text", plain(text))
                .executeUpdate();
    }

    /// What was typed as a query of PostgreSQL; null when no word is in it.
    static String query(String typed) {
        String query = Arrays.stream(plain(typed == null ? "" : typed).split(" "))
                .filter(word -> !word.isEmpty())
                .limit(MOST)
                .map(word -> word.substring(
                                0, word.offsetByCodePoints(0, Math.min(LONGEST, word.codePointCount(0, word.length()))))
                        + ":*")
                .collect(Collectors.joining(" & "));
        return query.isEmpty() ? null : query;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ");
    }
}
