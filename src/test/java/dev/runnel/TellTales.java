package dev.runnel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a public repository must not name: the host of a package registry (which one is used is the builder's own setting)
 * and absolute paths of the machine that it was written or built on. The names are put together here, so that this file does
 * not hold them.
 */
final class TellTales {

    private static final Pattern REGISTRIES = Pattern.compile("(?<![\\w.-])(?:[\\w-]+\\.)*(?:" + Stream.of(
            List.of("repo", "maven", "apache", "org"), List.of("repository", "apache", "org"), List.of("maven", "org"),
            List.of("sonatype", "org"), List.of("sonatype", "com"),
            List.of("gradle", "org"), List.of("jitpack", "io"), List.of("bintray", "com"), List.of("repo", "spring", "io"),
            List.of("maven", "google", "com"), List.of("npmjs", "org"), List.of("npmjs", "com"), List.of("yarnpkg", "com"),
            List.of("pypi", "org"), List.of("pythonhosted", "org"), List.of("crates", "io"), List.of("rubygems", "org"),
            List.of("proxy", "golang", "org"), List.of("nuget", "org"), List.of("anaconda", "org"))
            .map(parts -> String.join("\\.", parts)).collect(Collectors.joining("|")) + ")(?![\\w-])");

    /** Home directories of people, and the roots of checkouts; an image's own directories are no build machine's. */
    private static final Pattern PATHS = Pattern.compile("(?<![\\w./}-])/(?:"
            + "home/(?!jboss\\b|nonroot\\b|quarkus\\b)\\w[\\w.-]*|Users/\\w[\\w.-]*|root/[\\w.]+"
            + "|work/(?:main|shared)|tmp/(?:wt|mvn))(?![\\w-])|[A-Z]:\\\\Users\\\\\\w+");

    private final List<String> ownPaths;

    /** @param ownPaths absolute directories of this machine; too short ones name nothing and are left out */
    TellTales(List<String> ownPaths) {
        this.ownPaths = ownPaths.stream().filter(path -> path.length() > 8).toList();
    }

    /** Every forbidden name in the text, in the order of the rules. */
    List<String> in(String text) {
        List<String> found = new ArrayList<>();
        for (Pattern pattern : List.of(REGISTRIES, PATHS)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group());
            }
        }
        ownPaths.stream().filter(text::contains).forEach(found::add);
        return found;
    }
}
