package dev.redress.review.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClausesTest {

    private static final String RULES = "Refund rules\n\n3.1 Unused only.\n3.2 Within 30 days.\nThe day of the order"
            + " does not count.\n\n3.21 Something else.\n4 Broken things.";

    @Test
    void standOutWithAllTheirLines() {
        assertThat(cited(RULES, "3.2")).containsExactly("3.2 Within 30 days.\nThe day of the order does not count.");
        assertThat(cited(RULES, "4")).containsExactly("4 Broken things.");
        assertThat(cited(RULES, "3.1", "3.21")).containsExactly("3.1 Unused only.", "3.21 Something else.");
    }

    @Test
    void changeNothingElse() {
        for (String clause : List.of("3.2", "3.1", "4", "9.9")) {
            assertThat(Clauses.of(RULES, Set.of(clause)).stream()
                            .map(Clauses.Piece::text)
                            .collect(Collectors.joining("\n")))
                    .isEqualTo(RULES);
        }
        assertThat(cited(RULES, "9.9", "3", "2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "§ 7 Text",
                "Clause 7: Text",
                "(7) Text",
                "7. Text",
                "  7) Text",
                "Art. 7 Text",
                "Section 7\nText"
            })
    void areFoundHoweverTheyAreNumbered(String line) {
        assertThat(cited("1 First\n" + line + "\n8 Last", "7")).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.2", "3.2.", "§ 3.2", "Clause 3.2", "clause 3.2:", "(3.2)", " 3.2 "})
    void areFoundHoweverTheDecisionNamesThem(String named) {
        assertThat(cited(RULES, named)).containsExactly("3.2 Within 30 days.\nThe day of the order does not count.");
    }

    private static List<String> cited(String text, String... clauses) {
        return Clauses.of(text, Set.of(clauses)).stream()
                .filter(Clauses.Piece::cited)
                .map(Clauses.Piece::text)
                .toList();
    }
}
