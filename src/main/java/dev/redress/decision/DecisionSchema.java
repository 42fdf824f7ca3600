package dev.redress.decision;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Describes the body of a decision from {@link DecisionShape}, so that the description never says other than the
/// check.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DecisionSchema implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        if ("recordDecision".equals(operation.getOperationId())) {
            set(operation, of(DecisionShape.DECISION));
        } else if ("recordDecisions".equals(operation.getOperationId())) {
            Schema list = type(Schema.SchemaType.ARRAY)
                    .items(of(DecisionShape.DECISION))
                    .maxItems(1_000);
            set(
                    operation,
                    type(Schema.SchemaType.OBJECT)
                            .addProperty("decisions", list)
                            .addRequired("decisions"));
        }
        return operation;
    }

    private static void set(Operation operation, Schema schema) {
        operation.getRequestBody().getContent().getMediaTypes().values().forEach(type -> type.setSchema(schema));
    }

    private static Schema of(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> type(Schema.SchemaType.STRING).minLength(1).maxLength(text.max());
            case Shape.Form form -> type(Schema.SchemaType.STRING).pattern("^" + form.pattern() + "$");
            case Shape.OneOf one ->
                type(Schema.SchemaType.STRING)
                        .enumeration(one.values().stream()
                                .sorted()
                                .<Object>map(value -> value)
                                .toList());
            case Shape.Time time -> type(Schema.SchemaType.STRING).format("date-time");
            case Shape.Truth truth -> type(Schema.SchemaType.BOOLEAN);
            case Shape.Count count -> type(Schema.SchemaType.INTEGER).minimum(BigDecimal.ZERO);
            case Shape.Any any -> OASFactory.createSchema();
            case Shape.Actors actors ->
                type(Schema.SchemaType.OBJECT)
                        .addProperty("sub", of(actors.sub()))
                        .addProperty("act", type(Schema.SchemaType.OBJECT))
                        .addRequired("sub");
            case Shape.ListOf list ->
                type(Schema.SchemaType.ARRAY)
                        .items(of(list.item()))
                        .minItems(list.min())
                        .maxItems(list.max());
            case Shape.Members members -> object(members);
            case Shape.Kept kept -> of(kept.shape());
            case Shape.Told told -> of(told.shape());
        };
    }

    private static Schema object(Shape.Members members) {
        Schema object = type(Schema.SchemaType.OBJECT);
        members.members().forEach((name, shape) -> object.addProperty(name, of(shape)));
        members.required().forEach(object::addRequired);
        return members.closed()
                ? object.additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false))
                : object;
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
