// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between the project's documents lead to files and headings that are there. */
class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");

    /** The anchor that a heading gets: lower case, no punctuation, hyphens between the words. */
    private static String anchor(final String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static Set<String> anchors(final Path document) throws IOException {
        final Set<String> anchors = new HashSet<>();
        final Matcher matcher = HEADING.matcher(Documents.withoutExamples(document));
        while (matcher.find()) {
            anchors.add(anchor(matcher.group(1)));
        }
        return anchors;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        final List<String> broken = new ArrayList<>();
        int links = 0;
        for (final Path document : Documents.all()) {
            final Matcher matcher = LINK.matcher(Documents.withoutExamples(document));
            while (matcher.find()) {
                final String link = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                if (OUTSIDE.matcher(link).matches()) {
                    continue;
                }
                links++;
                final String[] parts = link.split("#", 2);
                final Path target = parts[0].isEmpty()
                        ? document
                        : document.resolveSibling(parts[0]).normalize();
                if (!Files.exists(target)
                        || parts.length == 2 && !anchors(target).contains(parts[1])) {
                    broken.add(Documents.ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertTrue(links > 50, links + " links: are the documents where they are looked for?");
        assertEquals(List.of(), broken);
    }
}
