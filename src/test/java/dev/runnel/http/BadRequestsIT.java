package dev.runnel.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** What is refused is refused by the packaged application too; each next run is one of the embedded model. */
@QuarkusIntegrationTest
@TestProfile(PackagedEmbeddedModel.class)
class BadRequestsIT extends BadRequestsTest {
}
