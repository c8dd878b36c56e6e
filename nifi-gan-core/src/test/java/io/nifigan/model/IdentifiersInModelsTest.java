// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Checksums;
import io.nifigan.fit.ModelFitter;
import io.nifigan.identifier.FakeTables;
import io.nifigan.sample.Sampler;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole model of people: what comes out of it, and what is not in it. */
class IdentifiersInModelsTest {
    private static final int ROWS = 10_000;
    private static Table real;
    private static GANModel model;
    private static Table made;

    @BeforeAll
    static void trained() throws Exception {
        real = FakeTables.people(2_000, "en", 1);
        model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(10)
                        .withNetwork(8, 16, 1)
                        .withBatchSize(64)
                        .withThreads(1)
                        .withSeed(3))
                .fit(real, new TrainingListener() {});
        made = sample(ROWS);
    }

    private static Table sample(final int... sizes) throws Exception {
        try (Sampler sampler = new Sampler(model, 11, 0)) {
            Table rows = null;
            for (final int size : sizes) {
                rows = rows == null ? sampler.next(size) : Table.concatenate(List.of(rows, sampler.next(size)));
            }
            return rows;
        }
    }

    private static int column(final String name) {
        return FakeTables.COLUMNS.indexOf(name);
    }

    private static String text(final String column, final int row) {
        return made.value(column(column), row).toString();
    }

    private static void allMatch(final String column, final String pattern) {
        for (int r = 0; r < ROWS; r++) {
            assertTrue(text(column, r).matches(pattern), text(column, r));
        }
    }

    @Test
    void everySemanticTypeIsDetectedAndListedInTheManifest() throws IOException {
        assertEquals(
                List.of(
                        SemanticType.KEY,
                        SemanticType.GIVEN_NAME,
                        SemanticType.FAMILY_NAME,
                        SemanticType.FULL_NAME,
                        SemanticType.EMAIL,
                        SemanticType.USER_NAME,
                        SemanticType.PHONE,
                        SemanticType.STREET_ADDRESS,
                        SemanticType.COMPANY,
                        SemanticType.CREDIT_CARD,
                        SemanticType.IBAN,
                        SemanticType.IP_V4,
                        SemanticType.MAC,
                        SemanticType.URL,
                        SemanticType.UUID,
                        SemanticType.NATIONAL_ID),
                real.columns().stream()
                        .filter(column -> column.kind() == ColumnKind.IDENTIFIER)
                        .map(column -> column.meaning())
                        .toList());
        final String manifest =
                new String(Zips.entries(TrainedModels.bytes(model)).get("manifest.json"), StandardCharsets.UTF_8);
        assertTrue(manifest.contains("\"meaning\" : \"CREDIT_CARD\""));
        assertEquals(
                model.columns(), TrainedModels.read(TrainedModels.bytes(model)).columns());
    }

    @Test
    void theIdentifiersOfARowBelongToOnePerson() {
        int short1 = 0;
        for (int r = 0; r < ROWS; r++) {
            final String given = text("first_name", r);
            final String family = text("last_name", r);
            assertEquals(family + ", " + given, text("full_name", r));
            final String first = given.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            final String last = family.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            assertEquals(first + "_" + last, text("login", r));
            final String mail = text("email", r);
            final String local = mail.substring(0, mail.indexOf('@'));
            final boolean initial = local.equals(first.charAt(0) + last);
            assertTrue(initial || local.matches(first + "\\." + last + "\\d\\d"), mail);
            short1 += initial ? 1 : 0;
        }
        assertEquals(.25, (double) short1 / ROWS, .02, "as often as in the real rows");
    }

    @Test
    void valuesHaveTheFormatOfTheirSemanticType() {
        allMatch("email", "[a-z0-9.]+@example\\.(com|org|net)");
        allMatch("phone", "\\+1 [1-9]\\d\\d-\\d{3}-\\d{4}");
        allMatch("address", "\\d{1,4} [A-Z][\\p{L}' -]+ (Road|Street)");
        allMatch("ip", "10(\\.\\d{1,3}){3}|198\\.1[89](\\.\\d{1,3}){2}");
        allMatch("mac", "02(:[0-9a-f]{2}){5}");
        allMatch("website", "https://www\\.example\\.(com|org|net)/[a-z/]+");
        allMatch("token", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        allMatch("ssn", "\\d{3}-\\d{2}-\\d{4}");
        allMatch("card", "411111\\d{10}");
        allMatch("iban", "DE\\d\\d0\\d{17}");
        for (int r = 0; r < ROWS; r++) {
            assertTrue(Checksums.isLuhn(text("card", r)));
            assertTrue(Checksums.isIban(text("iban", r)));
        }
        final long privateOnes = IntStream.range(0, ROWS)
                .filter(r -> text("ip", r).startsWith("10."))
                .count();
        assertEquals(.5, (double) privateOnes / ROWS, .02);
    }

    @Test
    void noRealValueIsRepeatedExceptNamesByChance() {
        for (int c = 0; c < real.columns().size(); c++) {
            if (real.column(c).kind() == ColumnKind.IDENTIFIER
                    && c != column("first_name")
                    && c != column("last_name")
                    && c != column("ssn")
                    && c != column("login")) {
                final Set<Object> known = new HashSet<>();
                for (int r = 0; r < real.rows(); r++) {
                    known.add(real.value(c, r));
                }
                for (int r = 0; r < ROWS; r++) {
                    assertFalse(known.contains(made.value(c, r)), real.column(c).name());
                }
            }
        }
        final Set<String> different = new HashSet<>();
        IntStream.range(0, ROWS).forEach(r -> different.add(text("full_name", r)));
        assertTrue(different.size() > 3_000, different.size() + " full names");
    }

    @Test
    void canariesAreNeitherInTheFileNorInTheRows() throws IOException {
        final StringBuilder rows = new StringBuilder();
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < made.columns().size(); c++) {
                rows.append(made.value(c, r)).append('\n');
            }
        }
        final String file = contents(TrainedModels.bytes(model));
        final Set<String> canaries = new HashSet<>(FakeTables.CANARIES.subList(1, FakeTables.CANARIES.size()));
        canaries.addAll(List.of("qzxv", "Qzxv", "987-654-0123", "98765", "4929987654", "987654321"));
        for (final String canary : canaries) {
            assertFalse(rows.indexOf(canary) >= 0 && canary.length() > 5, canary);
            assertFalse(file.contains(canary) && !canary.matches("\\d{1,5}"), canary);
        }
        assertTrue(file.contains("example.com") && file.contains("basic"), "or else nothing was looked through");
    }

    /** Everything in a zip and the zips in it. */
    private static String contents(final byte[] zip) {
        final StringBuilder all = new StringBuilder(new String(zip, StandardCharsets.ISO_8859_1));
        for (final Map.Entry<String, byte[]> entry : Zips.entries(zip).entrySet()) {
            all.append(entry.getKey())
                    .append(
                            entry.getKey().endsWith(".zip")
                                    ? contents(entry.getValue())
                                    : new String(entry.getValue(), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    @Test
    void theSameSeedGivesTheSameRowsInAnyChunks() throws Exception {
        final Table pieces = sample(1, 30, 700, 269);
        for (int r = 0; r < pieces.rows(); r++) {
            for (int c = 0; c < made.columns().size(); c++) {
                assertEquals(made.value(c, r), pieces.value(c, r));
            }
        }
        try (Sampler other = new Sampler(model, 12, 0)) {
            assertNotEquals(made.value(column("full_name"), 0), other.next(1).value(column("full_name"), 0));
        }
    }
}
