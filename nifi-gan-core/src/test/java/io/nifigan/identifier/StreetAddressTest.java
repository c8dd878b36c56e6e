// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.faker.FakerLists;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class StreetAddressTest {
    private static void makes(final String locale, final String pattern, final IntFunction<String> address) {
        final TableBuilder builder = new TableBuilder(
                List.of(new Field("street", ValueType.STRING)),
                Map.of(),
                Map.of("street", SemanticType.STREET_ADDRESS));
        final Set<String> real = new HashSet<>();
        for (int r = 0; r < 2_000; r++) {
            final String text = address.apply(r);
            real.add(text);
            builder.add(new Object[] {text});
        }
        final Table table = builder.build();
        final IdentifierEncoding encoding = (IdentifierEncoding)
                EncoderFitter.fit(table, Set.of()).encodings().get(0);
        assertEquals(locale, encoding.format().locale());
        final IdentifierGenerator generator = encoding.generator();
        final Random random = new Random(9);
        final Set<String> different = new HashSet<>();
        for (int r = 0; r < 3_000; r++) {
            final String made = generator.next(random, r, null);
            assertTrue(made.matches(pattern), made);
            assertFalse(real.contains(made), made);
            different.add(made);
        }
        assertTrue(different.size() > 2_000, different.size() + " addresses");
    }

    private final Random random = new Random(4);

    private String name(final String locale) {
        return FakerLists.of(locale).family().get(random.nextInt(50));
    }

    @Test
    void germanStreetsEndWithTheirKind() {
        makes(
                "de",
                "[\\p{L}' -]+(straße|weg) \\d{1,3}",
                r -> name("de") + (r % 3 == 0 ? "weg " : "straße ") + (1 + random.nextInt(200)));
    }

    @Test
    void frenchStreetsBeginWithTheirKind() {
        makes(
                "fr",
                "\\d{1,3} (Rue|Avenue) (de|du) [\\p{L}' -]+",
                r -> (1 + random.nextInt(200))
                        + (r % 3 == 0 ? " Avenue de " : " Rue du ")
                        + name("fr")
                        + (char) ('a' + r % 26));
    }

    @Test
    void namesWithApostrophesOrHyphensAreOneWord() {
        makes(
                "en",
                "\\d{1,4} [\\p{L}' -]+ (Street|Road)",
                r -> (1 + random.nextInt(5_000))
                        + (r % 4 == 0 ? " O'" : r % 4 == 1 ? " Saint-" : " ")
                        + name("en")
                        + (r % 3 == 0 ? " Road" : " Street"));
    }

    @Test
    void joinedAndApartRestoreTheAddress() {
        for (final String text :
                List.of("12 O'Brien Road", "Ernst-Bloch-Straße 3", "Parkstr. 75", "42 Rue de l'Abbé", "1")) {
            assertEquals(text, StreetWords.apart(StreetWords.joined(text)));
        }
        assertEquals("Haupt\u00adstraße 1", StreetWords.joined("Hauptstraße 1"));
    }
}
