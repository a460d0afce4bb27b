package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.lang.model.AnnotationInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The constraints of Jakarta Validation on one value, as keywords of its JSON schema. They are read by name while the
 * application is built, so that Runnel needs no validator; one that a schema cannot say is refused, since it would not be
 * enforced.
 */
final class Constraints {

    private static final String PACKAGE = "jakarta.validation.constraints.";

    private static final String ALLOWED = "allowed are @NotNull, @Min, @Max, @DecimalMin, @DecimalMax, @Positive,"
            + " @PositiveOrZero, @Negative and @NegativeOrZero of numbers, @Size and @NotEmpty of strings, lists, sets,"
            + " arrays and maps, @NotBlank, @Pattern and @Email of strings";

    private static final String NOT_BLANK = "^[\\s\\S]*\\S[\\s\\S]*$";

    /** Of those written here; OpenAI's guide to structured outputs does not list them for strict functions. */
    private static final Set<String> NOT_STRICT = Set.of("minLength", "maxLength", "minProperties", "maxProperties");

    private final Kind kind;
    private final String place;
    /** In an order of their own, that of annotations being open: minima first. */
    private final Map<String, BigDecimal> bounds = new TreeMap<>(Comparator.reverseOrder());
    private final Map<String, String> forms = new TreeMap<>();

    /** What a value is, as far as constraints care. */
    enum Kind {
        TEXT("minLength", "maxLength"),
        NUMBER("", ""),
        ARRAY("minItems", "maxItems"),
        MAP("minProperties", "maxProperties"),
        OTHER("", "");

        private final String least;
        private final String most;

        Kind(String least, String most) {
            this.least = least;
            this.most = most;
        }
    }

    /** @param place what has the constraints, for the developer */
    Constraints(Kind kind, String place) {
        this.kind = kind;
        this.place = place;
    }

    /**
     * Adds those among these annotations; of two that bound the same, the tighter counts.
     *
     * @throws Refusal for one that is not supported, or not for this kind of value
     */
    Constraints with(Collection<AnnotationInfo> annotations) {
        for (AnnotationInfo annotation : annotations) {
            if (annotation.name().startsWith(PACKAGE)) {
                add(annotation, annotation.name().substring(PACKAGE.length()));
            } else if (isConstraint(annotation)) {
                throw refusal(annotation, "is not understood here");
            }
        }
        return this;
    }

    /** Whether a strict function may have them. */
    boolean strict() {
        return bounds.keySet().stream().noneMatch(NOT_STRICT::contains);
    }

    void write(JsonGenerator json) throws IOException {
        for (Map.Entry<String, BigDecimal> bound : bounds.entrySet()) {
            json.writeFieldName(bound.getKey());
            json.writeNumber(bound.getValue());
        }
        for (Map.Entry<String, String> form : forms.entrySet()) {
            json.writeStringField(form.getKey(), form.getValue());
        }
    }

    private void add(AnnotationInfo annotation, String name) {
        if (annotation.hasMember("groups") && !annotation.member("groups").asArray().isEmpty()) {
            throw refusal(annotation, "has groups, of which a tool knows none");
        }
        switch (name) {
            case "NotNull" -> { } // what may be null is an Optional
            case "Min" -> least(annotation, "minimum", BigDecimal.valueOf(annotation.value().asLong()));
            case "Max" -> most(annotation, "maximum", BigDecimal.valueOf(annotation.value().asLong()));
            case "DecimalMin" -> least(annotation, inclusive(annotation) ? "minimum" : "exclusiveMinimum",
                    decimal(annotation));
            case "DecimalMax" -> most(annotation, inclusive(annotation) ? "maximum" : "exclusiveMaximum",
                    decimal(annotation));
            case "Positive" -> least(annotation, "exclusiveMinimum", BigDecimal.ZERO);
            case "PositiveOrZero" -> least(annotation, "minimum", BigDecimal.ZERO);
            case "Negative" -> most(annotation, "exclusiveMaximum", BigDecimal.ZERO);
            case "NegativeOrZero" -> most(annotation, "maximum", BigDecimal.ZERO);
            case "Size" -> size(annotation, member(annotation, "min", 0), member(annotation, "max", Integer.MAX_VALUE));
            case "NotEmpty" -> size(annotation, 1, Integer.MAX_VALUE);
            case "NotBlank" -> text(annotation, "pattern", NOT_BLANK);
            case "Pattern" -> text(annotation, "pattern", pattern(annotation));
            case "Email" -> text(annotation, "format", email(annotation));
            default -> throw refusal(annotation, "cannot be said in a JSON schema");
        }
    }

    private void least(AnnotationInfo annotation, String keyword, BigDecimal bound) {
        require(annotation, Kind.NUMBER);
        bounds.merge(keyword, bound, BigDecimal::max);
    }

    private void most(AnnotationInfo annotation, String keyword, BigDecimal bound) {
        require(annotation, Kind.NUMBER);
        bounds.merge(keyword, bound, BigDecimal::min);
    }

    private void size(AnnotationInfo annotation, int min, int max) {
        if (kind.least.isEmpty()) {
            throw refusal(annotation, "does not suit this type");
        }
        if (min > 0) {
            bounds.merge(kind.least, BigDecimal.valueOf(min), BigDecimal::max);
        }
        if (max < Integer.MAX_VALUE) {
            bounds.merge(kind.most, BigDecimal.valueOf(max), BigDecimal::min);
        }
    }

    private void text(AnnotationInfo annotation, String keyword, String value) {
        require(annotation, Kind.TEXT);
        String other = forms.put(keyword, value);
        if (other != null && !other.equals(value)) {
            throw refusal(annotation, "asks for a second pattern, and a JSON schema has one");
        }
    }

    private void require(AnnotationInfo annotation, Kind suited) {
        if (kind != suited) {
            throw refusal(annotation, "does not suit this type");
        }
    }

    /** A schema's pattern may match anywhere, one of Jakarta Validation matches the whole. */
    private String pattern(AnnotationInfo annotation) {
        if (annotation.hasMember("flags") && !annotation.member("flags").asArray().isEmpty()) {
            throw refusal(annotation, "has flags, which a JSON schema has not");
        }
        String regexp = Texts.of(annotation, "regexp");
        try {
            Pattern.compile(regexp);
        } catch (PatternSyntaxException e) {
            throw refusal(annotation, "is no regular expression: " + e.getDescription());
        }
        return "^(?:" + regexp + ")$";
    }

    private String email(AnnotationInfo annotation) {
        String regexp = Texts.of(annotation, "regexp");
        if (!regexp.isEmpty() && !regexp.equals(".*")) {
            throw refusal(annotation, "has an expression of its own");
        }
        return TextFormat.EMAIL.value();
    }

    private BigDecimal decimal(AnnotationInfo annotation) {
        try {
            return new BigDecimal(Texts.of(annotation, "value"));
        } catch (NumberFormatException e) {
            throw refusal(annotation, "has a value that is no number");
        }
    }

    private static boolean inclusive(AnnotationInfo annotation) {
        return !annotation.hasMember("inclusive") || annotation.member("inclusive").asBoolean();
    }

    private static int member(AnnotationInfo annotation, String member, int otherwise) {
        return annotation.hasMember(member) ? annotation.member(member).asInt() : otherwise;
    }

    private static boolean isConstraint(AnnotationInfo annotation) {
        try {
            return annotation.declaration().hasAnnotation(each -> each.name().equals("jakarta.validation.Constraint"));
        } catch (IllegalStateException e) {
            return false; // ArC's answer where the annotation is not on the class path
        }
    }

    private Refusal refusal(AnnotationInfo annotation, String why) {
        return new Refusal(place + " has the constraint @" + annotation.name() + ", which " + why + "; " + ALLOWED);
    }
}
