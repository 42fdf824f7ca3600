package dev.redress.appeal;

import io.quarkus.qute.TemplateData;
import java.util.List;

/// What is wrong with one field of a form, for the summary on top and beside the field.
@TemplateData
public record FieldError(String field, String message) {

    static List<FieldError> of(String field, String message) {
        return List.of(new FieldError(field, message));
    }

    /// The message beside a field; null when it is right.
    static String beside(List<FieldError> errors, String field) {
        return errors.stream()
                .filter(one -> one.field().equals(field))
                .map(FieldError::message)
                .findFirst()
                .orElse(null);
    }
}
