package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.TinyApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what there may be one, two beans fail the start, really done by Quarkus, and both are told with their places. */
class TwoBeansTest {

    private static final String IMPORTS = """
            import dev.runnel.agent.Agent;
            import dev.runnel.http.*;
            import dev.runnel.session.*;
            import io.smallrye.mutiny.Uni;
            import jakarta.enterprise.inject.*;
            import jakarta.inject.*;

            """;

    @TempDir
    Path directory;

    @Test
    void twoAgentsOfOneName() throws Exception {
        String log = new TinyApplication(directory).source("Kitchen", IMPORTS
                + "class Kitchen { @Singleton static class Pot { }"
                + " @Produces @Singleton @Named(\"a\") Agent first_one(Pot pot) { return Agent.named(\"Cook\").build(); }"
                + " @Produces @Named(\"b\") Agent other = Agent.named(\"Cook\").build(); }").start();
        assertThat(log).contains("There is more than one agent named 'Cook': tiny.Kitchen.first_one() and"
                + " tiny.Kitchen.other; names must be unique").doesNotContain("Listening on");
    }

    @Test
    void twoFactoriesOfContexts() throws Exception {
        String log = new TinyApplication(directory).source("Kitchen", IMPORTS
                + "class Kitchen { @Singleton static class One implements RunContextFactory {"
                + " public Uni<?> create(RunContextRequest r) { return null; } }"
                + " @Produces @Singleton BlockingRunContextFactory other() { return request -> null; } }").start();
        assertThat(log).contains("There is more than one bean of type RunContextFactory: tiny.Kitchen$One and"
                + " tiny.Kitchen.other(); allowed is one").doesNotContain("Listening on");
    }

    @Test
    void twoStoresOfSessions() throws Exception {
        String log = new TinyApplication(directory).source("Kitchen", IMPORTS
                + "class Kitchen { @Singleton static class One implements SessionStore {"
                + " public Session session(SessionKey key) { return null; } }"
                + " @Produces @Singleton SessionStore other() { return key -> null; } }").start();
        assertThat(log).contains("Ambiguous dependencies for type dev.runnel.session.SessionStore", "tiny.Kitchen$One", "other")
                .doesNotContain("Listening on");
    }

    @Test
    void oneStoreOfSessionsTakesThePlaceOfTheOneInMemory() throws Exception {
        String log = new TinyApplication(directory).source("Kitchen", IMPORTS
                + "@Singleton class Kitchen { @Singleton static class Drawer implements SessionStore {"
                + " public Session session(SessionKey key) { return null; } }"
                + " void open(@jakarta.enterprise.event.Observes io.quarkus.runtime.StartupEvent start,"
                + " SessionStore store) {"
                + " System.out.println(\"The store is \" + store.getClass().getName()); } }").start();
        assertThat(log).contains("The store is tiny.Kitchen$Drawer", "Listening on: http://127.0.0.1:")
                .doesNotContain("WARN", "ERROR");
    }

    @Test
    void oneOfEachIsWell() throws Exception {
        String log = new TinyApplication(directory).source("Kitchen", IMPORTS
                + "class Kitchen { @Produces @Singleton @Named(\"a\") Agent cook() { return Agent.named(\"Cook\").build(); }"
                + " @Produces @Singleton BlockingRunContextFactory factory() { return request -> null; } }").start();
        assertThat(log).contains("Listening on: http://127.0.0.1:");
        assertThat(log).as("what Quarkus warns of in the build of everybody's application").doesNotContain("WARN", "ERROR");
    }
}
