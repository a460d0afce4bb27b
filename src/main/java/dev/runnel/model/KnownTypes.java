package dev.runnel.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The types that the Responses API sends, so that no event makes a string of its own for one. */
final class KnownTypes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final String NAMES = """
            error keepalive
            response.created response.queued response.in_progress response.completed response.failed response.incomplete
            response.output_item.added response.output_item.done response.content_part.added response.content_part.done
            response.output_text.delta response.output_text.done response.output_text.annotation.added
            response.refusal.delta response.refusal.done
            response.function_call_arguments.delta response.function_call_arguments.done
            response.custom_tool_call_input.delta response.custom_tool_call_input.done
            response.reasoning_summary_part.added response.reasoning_summary_part.done
            response.reasoning_summary_text.delta response.reasoning_summary_text.done
            response.reasoning_text.delta response.reasoning_text.done
            response.audio.delta response.audio.done response.audio.transcript.delta response.audio.transcript.done
            response.file_search_call.in_progress response.file_search_call.searching response.file_search_call.completed
            response.web_search_call.in_progress response.web_search_call.searching response.web_search_call.completed
            response.code_interpreter_call.in_progress response.code_interpreter_call.interpreting
            response.code_interpreter_call.completed
            response.code_interpreter_call_code.delta response.code_interpreter_call_code.done
            response.image_generation_call.in_progress response.image_generation_call.generating
            response.image_generation_call.partial_image response.image_generation_call.completed
            response.mcp_call.in_progress response.mcp_call.completed response.mcp_call.failed
            response.mcp_call_arguments.delta response.mcp_call_arguments.done
            response.mcp_list_tools.in_progress response.mcp_list_tools.completed response.mcp_list_tools.failed
            message function_call function_call_output reasoning output_text refusal summary_text reasoning_text input_text
            """;

    private static final int MASK = 511;
    private static final byte[][] UTF8 = new byte[MASK + 1][];
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Optional<String>[] TYPE = new Optional[MASK + 1];

    static {
        for (String name : NAMES.strip().split("\\s+")) {
            byte[] utf8 = name.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(utf8, 0, utf8.length);
            while (UTF8[slot] != null) {
                slot = slot + 1 & MASK;
            }
            UTF8[slot] = utf8;
            TYPE[slot] = Optional.of(name);
        }
    }

    private KnownTypes() {
    }

    /** The text of the JSON string whose inside is given. */
    static Optional<String> of(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (UTF8[slot] != null) {
            if (Arrays.equals(UTF8[slot], 0, UTF8[slot].length, bytes, from, to)) {
                return TYPE[slot];
            }
            slot = slot + 1 & MASK;
        }
        return Optional.of(JsonStrings.decode(bytes, from, to));
    }

    /**
     * Nearly all names begin with "response.": what tells them apart are the eight bytes after it, the last eight and the
     * length.
     */
    private static int slot(byte[] bytes, int from, int to) {
        long mixed = to - from;
        if (to - from >= 16) {
            mixed += (long) LONGS.get(bytes, from + 8) * 31 + (long) LONGS.get(bytes, to - 8);
        } else {
            for (int i = from; i < to; i++) {
                mixed = mixed * 31 + bytes[i];
            }
        }
        return (int) (mixed * 0x9E3779B97F4A7C15L >>> 40) & MASK;
    }
}
