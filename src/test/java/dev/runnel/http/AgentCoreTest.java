package dev.runnel.http;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Where nobody enables it. */
@QuarkusTest
class AgentCoreTest {

    @Test
    void itsCallsAreNotServed() {
        given().get("/ping").then().statusCode(404);
        given().contentType("application/json").body("{\"prompt\":\"x\"}").post("/invocations").then().statusCode(404);
    }
}
