package dev.redress.review.desk;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;

/// What the page of a case needs to pass it on: the time by our clock, the colleagues, the teams, the reasons.
///
/// @param lead whether the reader is one
@TemplateData
public record Around(Instant now, boolean lead, List<Option> colleagues, List<Option> teams, List<Option> hardships) {}
