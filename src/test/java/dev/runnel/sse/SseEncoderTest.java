package dev.runnel.sse;

import static dev.runnel.sse.Records.data;
import static dev.runnel.sse.Records.of;
import static dev.runnel.sse.Records.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEncoderTest {

    @Test
    void aRecordHasIdEventAndDataInThisOrder() {
        assertThat(SseEncoder.encode(of("y", "z", "x"))).asString().isEqualTo("id: x\nevent: y\ndata: z\n\n");
    }

    @Test
    void anEmptyIdOrEventHasNoLine() {
        assertThat(SseEncoder.encode(data("z"))).asString().isEqualTo("data: z\n\n");
        assertThat(SseEncoder.encode(data(""))).asString().isEqualTo("data: \n\n");
    }

    @Test
    void everyLineBreakOfTheDataBeginsADataLine() {
        assertThat(SseEncoder.encode(data("a\nb\rc\r\nd\n\re\n"))).asString()
                .isEqualTo("data: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: e\ndata: \n\n");
    }

    @Test
    void dataThatLookLikeAFieldStayData() {
        assertThat(SseEncoder.encode(data("1\n\nevent: forged\ndata: 2"))).asString()
                .isEqualTo("data: 1\ndata: \ndata: event: forged\ndata: data: 2\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\n", "a\r\ndata: forged"})
    void aLineBreakInEventOrIdIsRefusedByName(String value) {
        assertThatThrownBy(() -> SseEncoder.encode(of(value, "", ""))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The event of a server-sent event");
        assertThatThrownBy(() -> SseEncoder.encode(of("", "", value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The id of a server-sent event");
    }

    @Test
    void nulIsRefusedInTheIdAndAllowedInTheEvent() {
        assertThatThrownBy(() -> SseEncoder.encode(of("", "", "a\0"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The id").hasMessageContaining("NUL");
        assertThat(SseEncoder.encode(of("a\0", "z", ""))).asString().isEqualTo("event: a\0\ndata: z\n\n");
    }

    @Test
    void aBatchHoldsItsRecordsOneAfterTheOtherAndNothingOfARefusedOne() {
        ByteBuilder out = new ByteBuilder();
        SseEncoder.encode(utf8("1"), utf8("a"), utf8("[xyz]"), 1, 3, out);
        assertThatThrownBy(() -> SseEncoder.encode(utf8("2"), utf8("\n"), utf8(""), 0, 0, out))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SseEncoder.encode(utf8("2"), utf8(""), utf8("x"), 1, 1, out))
                .isInstanceOf(IndexOutOfBoundsException.class);
        SseEncoder.encode(utf8(""), utf8(""), utf8("x"), 1, 0, out);
        assertThat(out).hasToString("id: 1\nevent: a\ndata: xyz\n\ndata: \n\n");
    }

    @Test
    void thePiecesMakeTheSameRecord() {
        ByteBuilder out = new ByteBuilder();
        SseEncoder.beginId(out);
        out.ascii("run_1:").decimal(7);
        SseEncoder.beginEvent(out);
        out.ascii("y");
        SseEncoder.beginData(out);
        out.ascii("{}");
        SseEncoder.end(out);
        assertThat(out.toByteArray()).isEqualTo(SseEncoder.encode(of("y", "{}", "run_1:7")));
    }

    @Test
    void aCommentIsNoRecordWhateverItsText() {
        assertThat(SseEncoder.comment("")).asString().isEqualTo(":\n\n");
        assertThat(SseEncoder.comment("ping")).asString().isEqualTo(": ping\n\n");
        assertThat(SseEncoder.comment("a\ndata: 1\r\n\r\rb")).asString().isEqualTo(": a\n: data: 1\n: \n: \n: b\n\n");
    }
}
