package dev.redress.appeal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// A fact the person says is wrong, and what is right.
@Embeddable
public record DisputedFact(
        @Column(name = "fact_id") String factId,
        @Column(name = "correct_value") String correctValue,
        @Column(name = "explanation") String explanation) {}
