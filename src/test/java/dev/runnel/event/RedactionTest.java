package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.sse.ByteBuilder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of the model's events; JSON is written with single quotes here. */
class RedactionTest {

    private static final EventOrigin ORIGIN = EventOrigin.of("r", new AgentRef("A"));
    private static final String HEAD =
            "{\"type\":\"raw_response_event\",\"run_id\":\"r\",\"sequence_number\":0,\"turn\":0,\"agent\":\"A\",\"data\":";

    @ParameterizedTest
    @ValueSource(strings = {"response.created", "response.queued", "response.in_progress", "response.completed",
            "response.failed", "response.incomplete", "response.of_a_later_api"})
    void instructionsAndToolsOfAResponseAreCutOut(String type) {
        String response = "{'id':'r','instructions':'secret','output':[],'tools':[{}]}";
        assertThat(redacted("{'type':'" + type + "','response':" + response + ",'n':1}")).isEqualTo(
                "{'type':'" + type + "','response':{'id':'r','output':[]},'n':1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // where it stands
            "{'tools':1,'a':2}|{'a':2}",
            "{'a':2,'tools':1}|{'a':2}",
            "{'a':1,'tools':1,'b':2}|{'a':1,'b':2}",
            "{'tools':1}|{}",
            "{'tools':1,'instructions':2}|{}",
            "{'tools':1,'instructions':2,'a':3}|{'a':3}",
            "{'a':3,'tools':1,'instructions':2}|{'a':3}",
            "{'tools':1,'a':1,'tools':2,'b':2,'instructions':3,'instructions':4,'c':3,'tools':5}|{'a':1,'b':2,'c':3}",
            "{}|{}",
            // white space
            "{ 'a' : 1 , 'tools' : 1 , 'b' : 2 }|{ 'a' : 1 , 'b' : 2 }",
            "{ 'tools' : [ 1 ] , 'b' : 2 }|{'b' : 2 }",
            "{ 'a' : 1 , 'tools' : 'x' }|{ 'a' : 1 }",
            "{ 'tools' : { } }|{ }",
            // names with escapes
            "{'\\u0069nstructions':'secret','a':1}|{'a':1}",
            "{'a':1,'\\u0074ool\\u0073':[]}|{'a':1}",
            "{'\\u0054ools':1}|{'\\u0054ools':1}",
            "{'tools\\u0000':1,'too\\\\ls':2}|{'tools\\u0000':1,'too\\\\ls':2}",
            // what only looks like it
            "{'a':{'tools':1},'b':[{'instructions':2}]}|{'a':{'tools':1},'b':[{'instructions':2}]}",
            "{'a':'\\',\\'tools\\':1','b':2}|{'a':'\\',\\'tools\\':1','b':2}",
            "{'Tools':1,'tool':2,'toolss':3}|{'Tools':1,'tool':2,'toolss':3}",
            "{'a':'tools','b':'instructions'}|{'a':'tools','b':'instructions'}",
            // what stands in it
            "{'instructions':'a\\'},\\'b\\\\','c':1}|{'c':1}",
            "{'tools':[{'tools':[']}']},{},[[]]],'c':'}'}|{'c':'}'}",
            "{'tools':-1.5e3,'c':null}|{'c':null}",
            "{'c':true,'tools':null}|{'c':true}",
            // what is no object
            "'tools'|'tools'", "['tools',{'tools':1}]|['tools',{'tools':1}]", "null|null"})
    void nothingElseIsChanged(String response, String left) {
        assertThat(redacted("{'response':" + response + ",'type':'response.created','z': {'tools':1}}"))
                .isEqualTo("{'response':" + left + ",'type':'response.created','z': {'tools':1}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'response.created','tools':[1],'instructions':'x'}",
            "{'type':'response.created','a':{'response':{'tools':1}},'b':[{'response':{'tools':1}}]}",
            "{'type':'keepalive'}",
            "{'type':'response.output_text.delta','delta':'\\u0022response\\u0022: {\\'tools\\': 1}'}"})
    void whatHasNoResponseIsCopied(String event) {
        assertThat(redacted(event)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'r\\u0065sponse':{'tools':1},'type':'response.completed'}",
            "{'type':'response.completed','r\\u0065sponse':{'instructions':{'a':[1]}}}"})
    void aResponseIsFoundUnderAnEscapedNameToo(String event) {
        assertThat(redacted(event)).contains("{}").doesNotContain("tools", "instructions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "r\\u0065sponse"})
    void ofTwoResponsesNeitherTellsTheTools(String name) {
        assertThat(redacted("{'response':{'tools':1,'a':1},'type':'x','" + name + "':{'b':2,'tools':1}}"))
                .isEqualTo("{'response':{'a':1},'type':'x','" + name + "':{'b':2}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 900})
    void deepNestingIsSteppedOver(int depth) {
        String deep = "[".repeat(depth) + "{'tools':1}" + "]".repeat(depth);
        assertThat(redacted("{'type':'response.created','response':{'a':" + deep + ",'tools':" + deep + ",'b':1}}"))
                .isEqualTo("{'type':'response.created','response':{'a':" + deep + ",'b':1}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"instructions", "tools"})
    void inFullEventsAllIsThere(String name) {
        String event = "{'type':'response.created','response':{'" + name + "':[1, 2]}}";
        assertThat(written(event, RawEvents.FULL)).isEqualTo(event);
        assertThat(written(event, RawEvents.REDACTED)).isNotEqualTo(event);
    }

    @Property
    void whatIsLeftIsWhatATreeWouldHaveLeft(@ForAll Random random) throws IOException {
        RandomEvents events = new RandomEvents(random);
        Map<String, Object> event = events.object(2);
        event.put("response", echo(events, random));
        event.putAll(events.object(2));
        event.putIfAbsent("response", Map.of());
        event.put("type", "response.created");
        JsonText json = events.json(event);

        ObjectNode tree = (ObjectNode) RandomEvents.MAPPER.readTree(json.bytes());
        if (tree.get("response") instanceof ObjectNode response) {
            response.remove("instructions");
            response.remove("tools");
        }
        ByteBuilder out = new ByteBuilder();
        Redaction.write(ModelEvent.of(json), out);
        assertThat(RandomEvents.MAPPER.readTree(JsonText.object(out.toByteArray()).bytes())).isEqualTo(tree);
    }

    private static Map<String, Object> echo(RandomEvents events, Random random) {
        Map<String, Object> response = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            response.put(List.of("instructions", "tools", "id", "output", "tool").get(random.nextInt(5)), events.value(2));
        }
        return response;
    }

    private static String redacted(String event) {
        return written(event, RawEvents.REDACTED);
    }

    private static String written(String event, RawEvents mode) {
        JsonText json = JsonText.of(event.replace('\'', '"'));
        ByteBuilder out = new ByteBuilder();
        StreamEventCodec.write(new RawResponsesStreamEvent(ORIGIN, 0, ModelEvent.of(json)), mode, out);
        assertThat(out.toString()).startsWith(HEAD).endsWith("}");
        return out.toString().substring(HEAD.length(), out.length() - 1).replace('"', '\'');
    }
}
