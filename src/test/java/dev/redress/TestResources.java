package dev.redress;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/// What every booted test gets without asking for it.
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
final class TestResources {

    private TestResources() {}
}
