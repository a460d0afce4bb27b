package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's store of sessions, as it stands there, with a database. */
class SessionsPageTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Connection kept; // a database in memory lives as long as a connection to it
    private SessionStore store;

    @BeforeEach
    void open() throws Exception {
        Matcher page = Pattern.compile("```java\n(package .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/sessions.md")));
        assertThat(page.find()).isTrue();
        Path source = Files.writeString(directory.resolve("JdbcSessions.java"), page.group(1));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", directory.toString(),
                "-classpath", System.getProperty("java.class.path"), source.toString())).isZero();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + directory.getFileName());
        kept = database.getConnection();
        Matcher table = Pattern.compile("// (create table .*)").matcher(page.group(1));
        assertThat(table.find()).isTrue();
        kept.createStatement().execute(table.group(1));
        ClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() }, getClass().getClassLoader());
        store = (SessionStore) loader.loadClass("org.example.JdbcSessions").getConstructor(DataSource.class)
                .newInstance(database);
    }

    @AfterEach
    void close() throws SQLException {
        kept.close();
    }

    @Test
    void aSessionKeepsItsItems() {
        Session session = store.session("s");
        session.add(Items.of("u1 r1 c1 o1 a1")).await().atMost(LIMIT);
        session.add(Items.of("u2")).await().atMost(LIMIT);

        assertThat(items(session)).isEqualTo("u1 r1 c1 o1 a1 u2");
        assertThat(Items.letters(session.items(OptionalInt.of(4)).await().atMost(LIMIT))).isEqualTo("a1 u2");
        assertThat(session.pop().await().atMost(LIMIT)).contains(Items.of("u2").get(0));
        assertThat(items(session)).isEqualTo("u1 r1 c1 o1 a1");
        session.clear().await().atMost(LIMIT);
        assertThat(items(session)).isEmpty();
        assertThat(session.pop().await().atMost(LIMIT)).isEmpty();
    }

    @Test
    void sessionsStayApart() {
        store.session(new SessionKey("s", Optional.of("ada"))).add(Items.of("u1")).await().atMost(LIMIT);

        assertThat(items(store.session("s"))).isEmpty();
        assertThat(items(store.session(new SessionKey("t", Optional.of("ada"))))).isEmpty();
        assertThat(items(store.session(new SessionKey("s", Optional.of("ada"))))).isEqualTo("u1");
    }

    @Test
    void whatCannotBeStoredAsAWholeIsNotStoredAtAll() throws SQLException {
        kept.createStatement().execute("alter table session_items add constraint no_outputs "
                + "check (item not like '%function_call_output%')");
        Session session = store.session("s");

        assertThatThrownBy(() -> session.add(Items.of("c1 o1")).await().atMost(LIMIT))
                .hasRootCauseInstanceOf(SQLException.class);

        assertThat(items(session)).isEmpty();
    }

    private static String items(Session session) {
        return Items.letters(session.items().await().atMost(LIMIT));
    }
}
