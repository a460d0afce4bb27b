package dev.runnel.model;

import java.util.*;
import com.fasterxml.jackson.databind.*;

/** Placeholder. */
public final class JsonText {
    private final byte[] bytes;
    private JsonText(byte[] b) { bytes = b; }
    public static JsonText object(byte[] b) { JsonText t = value(b); if (!t.isObject()) throw new IllegalArgumentException("not an object"); return t; }
    public static JsonText value(byte[] b) { JsonText t = new JsonText(b); t.tree(); return t; }
    public static JsonText of(String s) { return value(s.getBytes(java.nio.charset.StandardCharsets.UTF_8)); }
    private JsonNode tree() { try { return new ObjectMapper().readTree(bytes); } catch (Exception e) { throw new IllegalArgumentException(e); } }
    public boolean isObject() { return tree().isObject(); }
    public boolean isArray() { return tree().isArray(); }
    public Optional<String> type() { return string("type"); }
    public Optional<String> string(String n) { JsonNode c = tree().get(n); return c == null || !c.isTextual() ? Optional.empty() : Optional.of(c.textValue()); }
    public OptionalLong number(String n) { JsonNode c = tree().get(n); return c == null || !c.isIntegralNumber() ? OptionalLong.empty() : OptionalLong.of(c.longValue()); }
    public Optional<JsonText> member(String n) { JsonNode c = tree().get(n); return c == null ? Optional.empty() : Optional.of(of(c.toString())); }
    public List<JsonText> elements() { List<JsonText> l = new ArrayList<>(); tree().forEach(c -> l.add(of(c.toString()))); return l; }
    public byte[] bytes() { return bytes.clone(); }
    public int length() { return bytes.length; }
    public void writeTo(dev.runnel.sse.ByteBuilder b) { b.append(bytes); }
    @Override public String toString() { return new String(bytes, java.nio.charset.StandardCharsets.UTF_8); }
    @Override public boolean equals(Object o) { return o instanceof JsonText t && Arrays.equals(bytes, t.bytes); }
    @Override public int hashCode() { return Arrays.hashCode(bytes); }
}
