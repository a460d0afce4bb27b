package dev.runnel.model;

import dev.runnel.sse.ByteBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON text (RFC 8259) as bytes, proved in one pass to be well formed: exactly one value, in valid UTF-8, nested up to
 * 1000 levels, nothing after it, and no line break in it. It can therefore be copied into other JSON, or into a line of an
 * event stream, and stays what it is.
 * <p>
 * Nothing is parsed into a tree: members are found by skipping over the bytes. Where a name occurs twice the last one
 * counts, as for most readers; the one name for which that could do harm is refused: an object with two members {@code type}
 * is malformed (within it, deeper objects are not looked at for this).
 * <p>
 * Immutable. It shares the array it was made of, and so do its members and elements with it: whoever hands over an array
 * must not change it afterwards. Equal are texts of the same bytes; {@code {"a":1}} and {@code {"a": 1}} are not.
 */
public final class JsonText {

    /** What a JSON value is. */
    public enum Kind {
        OBJECT, ARRAY, STRING, NUMBER, BOOLEAN, NULL
    }

    /** Longer numbers are no {@code long}, whatever their exponent. */
    private static final int LONGEST_NUMBER = 40;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final Optional<String> type; // null for a part of another text: there it is looked up when asked for

    private JsonText(byte[] bytes, int from, int to, Optional<String> type) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.type = type;
    }

    /** {@link #object(byte[], int, int)} of the whole array. */
    public static JsonText object(byte[] bytes) {
        return scanned(bytes, 0, bytes.length, true);
    }

    /**
     * The JSON object in a range of an array, which belongs to the result from now on. White space around it is left out,
     * and CR and LF between its tokens become spaces (in a copy).
     *
     * @throws MalformedJsonException where the range is anything but one well-formed object
     * @throws IndexOutOfBoundsException where the range is not within the array
     */
    public static JsonText object(byte[] bytes, int offset, int length) {
        return scanned(bytes, offset, length, true);
    }

    /** {@link #value(byte[], int, int)} of the whole array. */
    public static JsonText value(byte[] bytes) {
        return scanned(bytes, 0, bytes.length, false);
    }

    /** As {@link #object(byte[], int, int)}, for a value of any kind. */
    public static JsonText value(byte[] bytes, int offset, int length) {
        return scanned(bytes, offset, length, false);
    }

    /**
     * The JSON value that a text holds; a surrogate without its other half becomes U+FFFD.
     *
     * @throws MalformedJsonException where it is anything but one well-formed value
     */
    public static JsonText of(String json) {
        return value(new ByteBuilder(json.length()).utf8(json).toByteArray());
    }

    private static JsonText scanned(byte[] bytes, int offset, int length, boolean objectOnly) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        JsonScanner scanner = new JsonScanner(bytes, offset, length);
        scanner.scan(objectOnly);
        Optional<String> type = scanner.typeFrom < 0 ? Optional.empty()
                : KnownTypes.of(bytes, scanner.typeFrom, scanner.typeTo);
        if (!scanner.broken) {
            return new JsonText(bytes, scanner.from, scanner.to, type);
        }
        byte[] oneLine = Arrays.copyOfRange(bytes, scanner.from, scanner.to);
        for (int i = 0; i < oneLine.length; i++) {
            if (oneLine[i] == '\n' || oneLine[i] == '\r') { // only between tokens: within strings the scanner refuses them
                oneLine[i] = ' ';
            }
        }
        return new JsonText(oneLine, 0, oneLine.length, type);
    }

    public Kind kind() {
        return switch (bytes[from]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    public boolean isObject() {
        return bytes[from] == '{';
    }

    public boolean isArray() {
        return bytes[from] == '[';
    }

    public boolean isString() {
        return bytes[from] == '"';
    }

    /** The string that the member {@code type} of this object is. Cheap for the types of the Responses API. */
    public Optional<String> type() {
        return type != null ? type
                : member("type").filter(JsonText::isString)
                        .flatMap(text -> KnownTypes.of(bytes, text.from + 1, text.to - 1));
    }

    /** The text of this string; empty where this is none. */
    public Optional<String> string() {
        return isString() ? Optional.of(JsonStrings.decode(bytes, from + 1, to - 1)) : Optional.empty();
    }

    /** This number; empty where this is none, has a fraction or does not fit. {@code 1.0} and {@code 1e0} are 1. */
    public OptionalLong number() {
        if (kind() != Kind.NUMBER || length() > LONGEST_NUMBER) {
            return OptionalLong.empty();
        }
        String digits = toString();
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException fractionOrExponent) {
            try {
                return OptionalLong.of(new BigDecimal(digits).longValueExact());
            } catch (ArithmeticException | NumberFormatException noLong) {
                return OptionalLong.empty();
            }
        }
    }

    /** This boolean; empty where this is none. */
    public Optional<Boolean> bool() {
        return kind() == Kind.BOOLEAN ? Optional.of(bytes[from] == 't') : Optional.empty();
    }

    /** The member of that name; empty where there is none or this is no object. A member that is {@code null} is there. */
    public Optional<JsonText> member(String name) {
        if (!isObject()) {
            return Optional.empty();
        }
        JsonText found = null;
        byte[] utf8 = JsonCursor.utf8(name);
        JsonCursor members = new JsonCursor(bytes, from, to);
        while (members.next()) {
            if (members.isNamed(name, utf8)) {
                found = part(members);
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * The members of several names, in one pass: each in its name's place, empty where there is none of that name or this is
     * no object.
     */
    public List<Optional<JsonText>> members(MemberNames names) {
        List<Optional<JsonText>> found = names.nothing();
        if (isObject()) {
            JsonCursor members = new JsonCursor(bytes, from, to);
            while (members.next()) {
                int place = names.placeOf(members);
                if (place >= 0) {
                    found.set(place, Optional.of(part(members)));
                }
            }
        }
        return found;
    }

    /** {@link #string()} of a member. */
    public Optional<String> string(String name) {
        return member(name).flatMap(JsonText::string);
    }

    /** {@link #number()} of a member. */
    public OptionalLong number(String name) {
        return member(name).map(JsonText::number).orElse(OptionalLong.empty());
    }

    /** {@link #bool()} of a member. */
    public Optional<Boolean> bool(String name) {
        return member(name).flatMap(JsonText::bool);
    }

    /** The elements of this array; none where this is no array. */
    public List<JsonText> elements() {
        if (!isArray()) {
            return List.of();
        }
        List<JsonText> all = new ArrayList<>();
        JsonCursor elements = new JsonCursor(bytes, from, to);
        while (elements.next()) {
            all.add(part(elements));
        }
        return List.copyOf(all);
    }

    /** The number of bytes. */
    public int length() {
        return to - from;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    public void writeTo(ByteBuilder out) {
        out.append(bytes, from, length());
    }

    /**
     * As {@link #writeTo}, but where this object has a member {@code parent} that is an object, its members of these names
     * are left out, each with one comma: all of them, where names occur twice. All other members are copied as they are.
     */
    public void writeWithout(String parent, List<String> names, ByteBuilder out) {
        if (kind() == Kind.OBJECT) {
            new JsonCut(bytes, from, out).write(from, to, parent, names);
        } else {
            writeTo(out);
        }
    }

    /** The JSON itself. */
    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static JsonText part(JsonCursor at) {
        return new JsonText(at.bytes, at.valueFrom, at.valueTo, null);
    }
}
