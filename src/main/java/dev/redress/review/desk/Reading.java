package dev.redress.review.desk;

import dev.redress.appeal.Verdict;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.appeal.evidence.Previews;
import dev.redress.decision.Document;
import dev.redress.review.CaseView;
import dev.redress.review.Precedents;
import io.quarkus.qute.TemplateData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What a reviewer reads of a case, made ready for the page.
///
/// @param rule    the texts of the policy in pieces; several when different ones were sent
/// @param uncited clauses that the decision names and no text has
/// @param departs whether the typed verdict goes another way than most earlier rulings
@TemplateData
public record Reading(
        List<Shown> files, Run run, List<List<Clauses.Piece>> rule, List<String> uncited, boolean departs) {

    /// A file with what can be looked at without opening it.
    ///
    /// @param text   the beginning of a text file, null for other kinds
    /// @param marked whether somebody found it hard to look at
    /// @param whole  whether all of a text file stands on the page, open
    @TemplateData
    public record Shown(EvidenceView file, boolean picture, String text, boolean marked, boolean whole) {

        static Shown of(EvidenceView file, List<Evidence> files, Set<UUID> marked, Previews previews) {
            Evidence sent = files.stream()
                    .filter(one -> one.id().equals(file.id()))
                    .findFirst()
                    .orElse(null);
            String text = sent == null ? null : previews.text(sent).orElse(null);
            boolean hard = marked.contains(file.id());
            boolean whole = text != null && text.getBytes(StandardCharsets.UTF_8).length == sent.size();
            return new Shown(file, Previews.isPicture(file.mediaType()), text, hard, whole && !hard);
        }
    }

    static Reading of(
            CaseView view,
            Document document,
            RulingForm form,
            List<Evidence> files,
            Set<UUID> marked,
            Previews previews) {
        Set<String> cited = view.revealed()
                ? document.reasons().stream()
                        .map(Document.Reason::clause)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())
                : Set.of(); // it would tell the agent's reasons
        List<List<Clauses.Piece>> rule =
                view.policyTexts().stream().map(text -> Clauses.of(text, cited)).toList();
        return new Reading(
                view.evidence().stream()
                        .map(file -> Shown.of(file, files, marked, previews))
                        .toList(),
                Run.of(
                        document,
                        view.agentId(),
                        view.background().spans() == null
                                ? List.of()
                                : view.background().spans(),
                        view.background().retention() == null
                                ? List.of()
                                : view.background().retention().gone(),
                        view.background().run()),
                rule,
                rule.isEmpty()
                        ? List.of()
                        : cited.stream()
                                .filter(clause -> view.policyTexts().stream()
                                        .flatMap(text -> Clauses.of(text, Set.of(clause)).stream())
                                        .noneMatch(Clauses.Piece::cited))
                                .sorted()
                                .toList(),
                view.background().precedents() != null
                        && Precedents.departs(view.background().precedents(), form.value(Verdict.class, "verdict")));
    }
}
