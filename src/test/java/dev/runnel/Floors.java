package dev.runnel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * The packages under a root, from the ground up, and the rules that hold between them. A package may use those of the
 * floors below; packages on one floor do not know each other.
 *
 * @param root the package that all floors lie in
 */
record Floors(String root) {

    /** From the ground up. A new package needs a place here; that is a decision, not a formality. */
    private static final List<List<String>> FROM_THE_GROUND = List.of(
            List.of("sse"),
            List.of("model"),
            List.of("model.chat"),
            List.of("model.openai", "model.embedded", "model.scripted", "model.retry"),
            List.of("event"),
            List.of("context"),
            List.of("tool"),
            List.of("agent"),
            List.of("session"),
            List.of("run"),
            List.of("http"),
            List.of("examples", "process"));

    private static final Pattern NAME_THAT_SAYS_NOTHING = Pattern
            .compile("(?i)(?:^|\\.)(?:util|helper|manager|impl)s?(?:\\.|$)");

    /** Every class lies in a package that has a floor. */
    ArchRule everyPackageHasAFloor() {
        return classes().that(lieUnder(root)).should(condition("lie in a package that has a floor", (type, report) -> {
            if (floorOf(type).isEmpty()) {
                report.violation(type.getName() + " lies in " + type.getPackageName() + ", which has no floor");
            }
        })).allowEmptyShould(true);
    }

    /** A class uses only its own package and those of the floors below. */
    ArchRule importsGoDownwards() {
        return classes().that(lieUnder(root)).should(condition("use only the floors below", (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean foreign = !target.getPackageName().equals(type.getPackageName());
                if (isUnder(root, target) && foreign && !isBelow(target, type)) {
                    report.violation(dependency.getDescription());
                }
            }
        })).allowEmptyShould(true);
    }

    /** No package reaches itself through others. */
    ArchRule noCircles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** Nothing but the test kit itself uses the test kit. */
    ArchRule nothingUsesTheTestKit() {
        String kit = root + ".model.scripted";
        return noClasses().that().resideOutsideOfPackage(kit).should().dependOnClassesThat().resideInAPackage(kit)
                .allowEmptyShould(true);
    }

    /** A package's name says what lives in it. */
    ArchRule namesSaySomething() {
        return classes().that(lieUnder(root)).should(condition("lie in a package with a telling name", (type, report) -> {
            if (NAME_THAT_SAYS_NOTHING.matcher(type.getPackageName()).find()) {
                report.violation(type.getName() + ": name a package after what is in it, not util, helper, manager or impl");
            }
        })).allowEmptyShould(true);
    }

    private boolean isBelow(JavaClass target, JavaClass origin) {
        Optional<Integer> from = floorOf(origin);
        Optional<Integer> to = floorOf(target);
        return from.isPresent() && to.isPresent() && to.get() < from.get();
    }

    private Optional<Integer> floorOf(JavaClass type) {
        if (type.getPackageName().equals(root)) {
            return Optional.empty();
        }
        String name = type.getPackageName().substring(root.length() + 1);
        return IntStream.range(0, FROM_THE_GROUND.size()).boxed()
                .filter(floor -> FROM_THE_GROUND.get(floor).contains(name)).findFirst();
    }

    private static boolean isUnder(String root, JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private static DescribedPredicate<JavaClass> lieUnder(String root) {
        return DescribedPredicate.describe("lie under " + root, type -> isUnder(root, type));
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.check(type, message -> events.add(SimpleConditionEvent.violated(type, message)));
            }
        };
    }

    private interface Check {
        void check(JavaClass type, Report report);
    }

    private interface Report {
        void violation(String message);
    }
}
