package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.OutputValue;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FunctionToolTest {

    @Inject
    ToolCalls calls;

    @Inject
    ScopedTools.Caller caller;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_how_many_jokes | {"type":"object","properties":{},"required":[],"additionalProperties":false}
            tt_text | {"type":"object","properties":{"text":{"description":"What to say","type":"string"},\
            "how_often":{"type":["integer","null"]}},"required":["text","how_often"],"additionalProperties":false}
            tt_primitives | {"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"integer"},"c":{"type":"integer"},\
            "d":{"type":"integer"},"e":{"type":"integer"},"f":{"type":"number"},"g":{"type":"number"}},\
            "required":["a","b","c","d","e","f","g"],"additionalProperties":false}
            tt_boxes | {"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"integer"},"c":{"type":"integer"},\
            "d":{"type":"integer"},"e":{"type":"integer"},"f":{"type":"number"},"g":{"type":"number"}},\
            "required":["a","b","c","d","e","f","g"],"additionalProperties":false}
            tt_units | {"type":"object","properties":{"unit":{"type":"string","enum":["CELSIUS","fahrenheit"]},\
            "more":{"type":"array","items":{"type":"string","enum":["CELSIUS","fahrenheit"]}},\
            "last":{"type":["string","null"],"enum":["CELSIUS","fahrenheit",null]},\
            "words":{"type":["array","null"],"items":{"type":"string"}}},\
            "required":["unit","more","last","words"],"additionalProperties":false}
            tt_contexts | {"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}
            """)
    void aSchemaIsStrict(String tool, String schema) {
        assertThat(calls.tool(tool).definition().parameters()).hasToString(schema);
        assertThat(calls.tool(tool).definition().strict()).isTrue();
    }

    @Test
    void aRecordIsAStrictObjectInTheOrderOfItsComponents() {
        String place = """
                {"type":"object","properties":{"town":{"description":"The city's name","type":"string"},\
                "zip_code":{"type":["string","null"]}},"required":["town","zip_code"],"additionalProperties":false}""";
        assertThat(calls.tool("tt_trip").definition().parameters()).hasToString("""
                {"type":"object","properties":{"trip":{"type":"object","properties":{"start":PLACE,\
                "stops":{"type":"array","items":PLACE},"end":{"anyOf":[PLACE,{"type":"null"}]},"days":{"type":"integer"}},\
                "required":["start","stops","end","days"],"additionalProperties":false}},\
                "required":["trip"],"additionalProperties":false}""".replace("PLACE", place));
    }

    @Test
    void aClassWithoutAScopeHasItsToolsInTheCatalog() {
        assertThat(calls.catalog.toolsOf(PlainTools.class)).extracting(Tool::name)
                .containsExactlyInAnyOrder("tt_how_many_jokes", "tt_text", "tt_primitives", "tt_boxes", "tt_units", 
                        "tt_trip", "tt_contexts", "tt_numbers");
        assertThat(calls.tool("tt_how_many_jokes").definition().description()).isEqualTo("Picks how many jokes to tell.");
        assertThat(calls.catalog.toolsOf(String.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_how_many_jokes | {} | 7
            tt_text | {"text":"ab","how_often":2} | "abab"
            tt_text | {"text":"ab","how_often":null} | "ab"
            tt_text | {"text":"ab"} | "ab"
            tt_primitives | {"a":true,"b":-128,"c":32767,"d":-2147483648,"e":9223372036854775807,"f":1,"g":2.5} \
            | "true -128 32767 -2147483648 9223372036854775807 1.0 2.5"
            tt_boxes | {"a":false,"b":1,"c":2,"d":3,"e":4,"f":5.5,"g":6} | "false 1 2 3 4 5.5 6.0"
            tt_units | {"unit":"fahrenheit","more":["CELSIUS"],"last":null,"words":["a"]} | ["fahrenheit","CELSIUS"]
            tt_units | {"unit":"CELSIUS","more":[],"last":"CELSIUS","words":null} | ["CELSIUS"]
            tt_contexts | {"text":"hi"} | "call_1 hi run_1 true"
            tt_trip | {"trip":{"start":{"town":"A","zip_code":"1"},"stops":[{"town":"B","zip_code":null}],"end":null,"days":3}} \
            | {"start":{"town":"A","zip_code":"1"},"stops":[{"town":"B","zip_code":null}],"end":null,"days":3}
            tt_trip | {"trip":{"start":{"town":"A"},"stops":[],"end":{"town":"C","zip_code":"9"},"days":0}} \
            | {"start":{"town":"A","zip_code":null},"stops":[],"end":{"town":"C","zip_code":"9"},"days":0}
            """)
    void aToolIsCalledWithTheModelsArguments(String tool, String arguments, String json) {
        assertThat(calls.output(tool, arguments).json()).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_text | {"how_often":1} | Parameter 'text' is missing; it must be a string
            tt_text | {"text":null} | Parameter 'text' is null, but must be a string
            tt_text | {"text":5} | Parameter 'text' is 5, but must be a string
            tt_text | {"text":"a","often":2} | There is no parameter 'often'; allowed are 'text', 'how_often'
            tt_text | {"text":"a","how_often":"5"} | Parameter 'how_often' is "5", but must be an integer or null
            tt_text | {"text":"a","how_often":1.5} | Parameter 'how_often' is 1.5, but must be an integer or null
            tt_text | {"text":"a","text":"b"} | The arguments cannot be read; they must be one JSON object with each name once
            tt_text | {"text":"a","how_often":3000000000} \
            | Parameter 'how_often' is 3000000000, but must be an integer from -2147483648 to 2147483647
            tt_text | [1] | The arguments are [1], but must be a JSON object
            tt_how_many_jokes | {"n":1} | There is no parameter 'n'; allowed are none
            tt_primitives | {"a":"true","b":1,"c":1,"d":1,"e":1,"f":1,"g":1} | Parameter 'a' is "true", but must be true or false
            tt_primitives | {"a":true,"b":128,"c":1,"d":1,"e":1,"f":1,"g":1} \
            | Parameter 'b' is 128, but must be an integer from -128 to 127
            tt_primitives | {"a":true,"b":1,"c":40000,"d":1,"e":1,"f":1,"g":1} \
            | Parameter 'c' is 40000, but must be an integer from -32768 to 32767
            tt_primitives | {"a":true,"b":1,"c":1,"d":null,"e":1,"f":1,"g":1} | Parameter 'd' is null, but must be an integer
            tt_primitives | {"a":true,"b":1,"c":1,"d":1,"e":9223372036854775808,"f":1,"g":1} \
            | Parameter 'e' is 9223372036854775808, but must be an integer from -9223372036854775808 to 9223372036854775807
            tt_primitives | {"a":true,"b":1,"c":1,"d":1,"e":1,"f":"1","g":1} | Parameter 'f' is "1", but must be a number
            tt_primitives | {"a":true,"b":1,"c":1,"d":1,"e":1,"f":1e39,"g":1} \
            | Parameter 'f' is 1E+39, but must be a number from -3.4028235E38 to 3.4028235E38
            tt_primitives | {"a":true,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1e400} \
            | Parameter 'g' is 1E+400, but must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
            tt_boxes | {"a":false,"b":-129,"c":1,"d":1,"e":1,"f":1,"g":1} \
            | Parameter 'b' is -129, but must be an integer from -128 to 127
            tt_numbers | {"numbers":[1,3000000000]} \
            | Parameter 'numbers[1]' is 3000000000, but must be an integer from -2147483648 to 2147483647
            tt_boxes | {"a":null,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1} | Parameter 'a' is null, but must be true or false
            tt_units | {"unit":"KELVIN","more":[],"last":null,"words":null} \
            | Parameter 'unit' is "KELVIN", but must be one of "CELSIUS", "fahrenheit"
            tt_units | {"unit":0,"more":[],"last":null,"words":null} \
            | Parameter 'unit' is 0, but must be one of "CELSIUS", "fahrenheit"
            tt_units | {"unit":"CELSIUS","more":["FAHRENHEIT"],"last":null,"words":null} \
            | Parameter 'more[0]' is "FAHRENHEIT", but must be one of "CELSIUS", "fahrenheit"
            tt_units | {"unit":"CELSIUS","more":"CELSIUS","last":null,"words":null} \
            | Parameter 'more' is "CELSIUS", but must be an array
            tt_units | {"unit":"CELSIUS","more":[null],"last":"x","words":null} \
            | Parameter 'more[0]' is null, but must be one of "CELSIUS", "fahrenheit"
            tt_trip | {"trip":{"start":{"town":"A"},"stops":[{"town":1}],"end":null,"days":3}} \
            | Parameter 'trip.stops[0].town' is 1, but must be a string
            tt_trip | {"trip":{"start":{"town":"A","country":"B"},"stops":[],"end":null,"days":3}} \
            | Parameter 'trip.start' has no member 'country'; allowed are 'town', 'zip_code'
            tt_trip | {"trip":{"start":{"town":"A"},"stops":[],"end":null}} \
            | Parameter 'trip.days' is missing; it must be an integer
            tt_trip | {"trip":{"start":{"town":"A"},"stops":[],"end":null,"days":3000000000}} \
            | Parameter 'trip.days' is 3000000000, but must be an integer from -2147483648 to 2147483647
            tt_trip | {"trip":{"start":{"town":"A"},"stops":[],"end":7,"days":3}} \
            | Parameter 'trip.end' is 7, but must be an object or null
            """)
    void argumentsThatDoNotFitAreExplainedToTheModel(String tool, String arguments, String message) {
        assertThat(calls.failure(tool, arguments)).isInstanceOf(InvalidToolInputException.class).hasMessage(message);
    }

    @Test
    void whatARecordRefusesIsToldInItsOwnWords() {
        assertThat(calls.failure("tt_trip", """
                {"trip":{"start":{"town":"A"},"stops":[],"end":null,"days":-1}}"""))
                .isInstanceOf(InvalidToolInputException.class)
                .hasMessageStartingWith("Parameter 'trip' is {\"start\"")
                .hasMessageEndingWith("which is not accepted: days is negative, but must be 0 or more");
    }

    @ParameterizedTest
    @CsvSource({ "tt_on_default,virtual", "tt_on_uni,event loop", "tt_on_stage,event loop" })
    void theMethodDecidesTheThreadAndTheCallersContextsAreThere(String tool, String thread) {
        OutputValue output = calls.onEventLoop(() -> {
            caller.name("Ada");
            Vertx.currentContext().putLocal("tt", "local");
            return calls.call(tool, "{}");
        });
        boolean fallsBack = thread.equals("virtual") && !ThreadTools.VIRTUAL_THREADS;
        assertThat(output.value()).isEqualTo((fallsBack ? "worker" : thread) + ", Ada, local");
    }

    @Test
    void blockingToolsOfOneContextRunBesideEachOther() {
        List<Object> outputs = calls.onEventLoop(() -> Uni.join()
                .all(calls.call("tt_meets", "{}"), calls.call("tt_meets", "{}"))
                .andFailFast().map(both -> both.stream().map(OutputValue::value).toList()));
        assertThat(outputs).containsExactly("met", "met");
    }

    @Test
    void beansOfEveryScopeAreLookedUpAsCdiDoes() {
        assertThat(calls.<OutputValue> onEventLoop(() -> {
            caller.name("Bob");
            return calls.call("tt_caller_in_application_scope", "{}");
        }).value()).isEqualTo("Bob");
        assertThat(calls.<OutputValue> onEventLoop(() -> calls.call("tt_calls_in_request_scope", "{}")
                .flatMap(first -> calls.call("tt_calls_in_request_scope", "{}"))).value()).isEqualTo(2);
        assertThat(calls.output("tt_calls_in_request_scope", "{}").value()).isEqualTo(1);
        int before = (int) calls.output("tt_calls_of_singleton", "{}").value();
        assertThat(calls.output("tt_calls_of_singleton", "{}").value()).isEqualTo(before + 1);
    }

    @Test
    void aDependentBeanLivesForOneCall() {
        int before = ScopedTools.OfCall.DESTROYED.get();
        assertThat(calls.output("tt_dependent", "{}").value()).isEqualTo("destroyed before: " + before);
        assertThat(calls.output("tt_dependent", "{}").value()).isEqualTo("destroyed before: " + (before + 1));
    }

    @Test
    void interceptorsRunAroundATool() {
        assertThat(calls.output("tt_intercepted", "{\"text\":\"hi\"}").value()).isEqualTo("hi!");
    }

    @Test
    void inheritedToolsCountUnlessOverriddenWithoutTheAnnotation() {
        assertThat(calls.output("tt_inherited", "{}").value()).isEqualTo("from the base, for Derived");
        assertThat(calls.output("tt_of_an_interface", "{}").value()).isEqualTo("from the interface");
        assertThat(calls.catalog.toolsOf(ScopedTools.Derived.class)).extracting(Tool::name)
                .containsExactlyInAnyOrder("tt_inherited", "tt_of_an_interface");
        assertThat(calls.catalog.tool("tt_overridden_without_annotation")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_void | {} | ""
            tt_null | {} | ""
            tt_record | {"city":"Rome"} | {"city":"Rome","degrees":null}
            tt_optional | {"full":true} | "full"
            tt_optional | {"full":false} | ""
            tt_map | {} | {"a":[1,2]}
            tt_uni_record | {} | {"city":"Paris","degrees":20}
            tt_uni_void | {} | ""
            """)
    void whatAToolReturnsIsTheOutput(String tool, String arguments, String json) {
        assertThat(calls.output(tool, arguments).json()).hasToString(json);
    }

    @Test
    void theOutputKeepsTheObject() {
        assertThat(calls.output("tt_record", "{\"city\":\"Rome\"}").value())
                .isEqualTo(new OutputTools.Weather("Rome", java.util.Optional.empty()));
    }

    @Test
    void whatAToolThrowsIsPassedOnUnwrapped() {
        assertThat(calls.failure("tt_throws", "{}")).isExactlyInstanceOf(IOException.class).hasMessage("the disk is gone");
        assertThat(calls.failure("tt_uni_throws", "{}")).isExactlyInstanceOf(IOException.class)
                .hasMessage("thrown, not failed");
        assertThat(calls.failure("tt_stage_fails", "{}")).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("failed later");
    }

    @Test
    void aResultThatJacksonCannotWriteIsAFailure() {
        assertThat(calls.failure("tt_unwritable", "{}")).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The tool 'tt_unwritable' returned a dev.runnel.tool.OutputTools$Unwritable, "
                        + "which Jackson cannot write as JSON: ");
    }

    @Test
    void cancellingInterruptsARunningTool() throws InterruptedException {
        OutputTools.started = new CountDownLatch(1);
        OutputTools.interrupted = new CountDownLatch(1);
        UniAssertSubscriber<OutputValue> subscriber = calls.call("tt_waits", "{}").subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        assertThat(OutputTools.started.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.cancel();
        assertThat(OutputTools.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        subscriber.assertNotTerminated();
    }

    @Test
    void cancellingAnAsynchronousToolCancelsItsUni() {
        UniAssertSubscriber<OutputValue> subscriber = calls.call("tt_uni_waits", "{}").subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        subscriber.cancel();
        assertThat(OutputTools.UNI_CANCELLED).isTrue();
    }

    @Test
    void aCallBeginsWithItsSubscriptionAndEachOneIsACall() {
        AtomicInteger answers = new AtomicInteger();
        Uni<OutputValue> call = calls.call("tt_calls_of_singleton", "{}");
        int before = (int) calls.output("tt_calls_of_singleton", "{}").value();
        calls.onEventLoop(() -> call.invoke(answers::incrementAndGet));
        calls.onEventLoop(() -> call.invoke(answers::incrementAndGet));
        assertThat(calls.output("tt_calls_of_singleton", "{}").value()).isEqualTo(before + 3);
        assertThat(answers).hasValue(2);
    }
}
