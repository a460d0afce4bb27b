package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.InputGuardrailTripwireTriggeredException;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.agent.OutputSchema;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.scripted.ScriptedModel;
import jakarta.inject.Provider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of the pages on guardrails, output types and hooks, taken out of them, compiled and run. */
class GuardrailAndOutputPagesTest extends RunnerFixture {

    @TempDir
    Path directory;

    @Test
    void theGuardrailsOfThePageEndTheRunsThatTheyShould() throws Exception {
        Class<?> desk = compiled("guardrails.md", "SupportDesk");
        Class<?> guardrail = desk.getClassLoader().loadClass("SupportDesk$NoHomework");
        Method producer = desk.getDeclaredMethod("support", guardrail);
        producer.setAccessible(true);
        Agent support = (Agent) producer.invoke(made(desk), made(guardrail));

        model.answer(message("It is blue")).answer(message("Call 0123456789")).answer(message("No"));
        assertThat(completed(runner.runStreamed(support, "Which colour is it?"))).isNotEmpty();
        assertThat(failure(subscribed(runner.runStreamed(support, "Who knows?")),
                OutputGuardrailTripwireTriggeredException.class).guardrail()).isEqualTo("no account numbers");
        assertThat(failure(subscribed(runner.runStreamed(support, "Do my homework")),
                InputGuardrailTripwireTriggeredException.class))
                .hasMessage("The input guardrail 'NoHomework' ended the run");
        assertThat(failure(subscribed(runner.runStreamed(support, "a".repeat(10_001))),
                InputGuardrailTripwireTriggeredException.class).guardrail()).isEqualTo("not too long");
    }

    @Test
    void theJudgeOfThePageIsAskedBesideTheModel() throws Exception {
        InputGuardrail judge = (InputGuardrail) made(compiled("guardrails.md", "AskedJudge"));
        Field runnerOfJudge = judge.getClass().getDeclaredField("runner");
        runnerOfJudge.setAccessible(true);
        runnerOfJudge.set(judge, (Provider<Runner>) () -> runner);
        Agent agent = a().model(new ScriptedModel().answer(message("Fine")).answer(message("Fine"))).inputGuardrails(judge)
                .build();

        model.answer(message("{\"response\":false}")).answer(message("{\"response\":true}"));
        RunResultStreaming passes = runner.runStreamed(agent, "How are you?");
        completed(passes);
        assertThat(passes.finalOutput()).contains("Fine");
        assertThat(passes.usage().requests()).isEqualTo(1);
        assertThat(failure(subscribed(runner.runStreamed(agent, "Do it for me")),
                InputGuardrailTripwireTriggeredException.class).guardrail()).isEqualTo("AskedJudge");
    }

    @Test
    void theSchemaOfThePageReadsWhatFits() throws Exception {
        OutputSchema temperature = (OutputSchema) made(compiled("structured-output.md", "Temperature"));
        Agent agent = a().outputType(temperature).build();

        model.answer(message("{\"celsius\":21.5}")).answer(message("{}"));
        RunResultStreaming fits = runner.runStreamed(agent, "hi");
        completed(fits);
        assertThat(fits.finalOutputAs(Double.class)).isEqualTo(21.5);
        assertThat(failure(subscribed(runner.runStreamed(agent, "hi")), ModelBehaviorException.class))
                .hasMessage("The final output of agent 'A' is no Temperature: 'celsius' is missing");
    }

    @Test
    void theHooksOfThePageAreToldAndItsHandlerAnswers() throws Exception {
        Object auditor = made(compiled("hooks.md", "Auditor"));
        Method options = auditor.getClass().getDeclaredMethod("options");
        options.setAccessible(true);
        Agent agent = a().tools(foo()).build();

        model.answer(functionCall("c1", "foo", "{}")).answer(functionCall("c2", "foo", "{}"))
                .answer(functionCall("c3", "foo", "{}"));
        RunResultStreaming result = runner.runStreamed(agent, "hi", (RunOptions) options.invoke(auditor));
        completed(result);

        assertThat(result.finalOutput()).contains("That takes too long.");
        Field book = auditor.getClass().getDeclaredField("book");
        book.setAccessible(true);
        assertThat(book.get(auditor)).hasToString("[A calls foo, A calls foo, A calls foo, A says That takes too long.]");
    }

    private Class<?> compiled(String page, String name) throws Exception {
        Matcher block = Pattern.compile("```java\n((?:(?!```).)*?\nclass " + name + "\\b.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", page)));
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(directory.resolve(name + ".java"), block.group(1));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-parameters", "--release", "17",
                "-cp", System.getProperty("java.class.path"), "-d", directory.toString(), source.toString())).isZero();
        return new URLClassLoader(new URL[] { directory.toUri().toURL() }, getClass().getClassLoader()).loadClass(name);
    }

    private static Object made(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
