// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextWarningsTest {
    private static final List<String> CITIES = List.of("Zürich", "Genève", "Bern", "Köln", "São Paulo", "Rom");

    private static List<String> warnings(final String name, final List<String> texts) {
        return TextWarnings.of(name, texts, false, false);
    }

    private static void assertOne(final String part, final List<String> warnings) {
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains(part), warnings.getFirst());
    }

    @Test
    void textsInAnyLanguageAreFine() {
        assertEquals(List.of(), warnings("Stadt", CITIES));
        assertEquals(List.of(), warnings("город", List.of("Москва", "Ωμέγα", "東京", "naïve", "€ 5", "Ã", "â")));
    }

    @Test
    void aWrongEncodingIsNamed() {
        final List<String> misread = CITIES.stream()
                .map(city -> new String(city.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
        final List<String> lost = CITIES.stream()
                .map(city -> new String(city.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .toList();

        assertOne("Character Set to UTF-8", warnings("city", misread));
        assertOne("such as windows-1252", warnings("city", lost));
        assertOne("such as windows-1252", warnings("Gr\uFFFD\uFFFDe", List.of("a", "b")));
    }

    @Test
    void linesThatWereNotSplitAreNamed() {
        final List<String> lines = IntStream.range(0, 100)
                .mapToObj(r -> r + "\tname" + r + "\t" + (r == 7 ? "a\tb" : "c"))
                .toList();

        final List<String> warnings = TextWarnings.of("id\tname\tc", lines, true, false);
        assertOne("tabs", warnings);
        assertTrue(lines.stream().noneMatch(warnings.getFirst()::contains));
        assertEquals(List.of(), warnings("text", lines));
        assertEquals(
                List.of(), TextWarnings.of("note", List.of("a; b", "c", "d; e; f", "g", "h", "i", "j"), true, false));
    }

    @Test
    void addressesAndVersionsAreNoCoordinates() {
        final List<String> addresses = IntStream.range(0, 50)
                .mapToObj(r -> "10.%d.%d.7".formatted(r % 9, r))
                .toList();

        assertEquals(List.of(), TextWarnings.of("ip", addresses, true, true));
    }

    @Test
    void aStructureIsSaid() {
        final List<String> json =
                IntStream.range(0, 50).mapToObj("{\"user\": %d}"::formatted).toList();

        assertOne("holds JSON", TextWarnings.of("a", json, true, true));
    }
}
