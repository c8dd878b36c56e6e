// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseFileTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.builder()
            .timeBudget(Duration.ofDays(1))
            .maxSteps(40)
            .network(8, 16, 1)
            .batchSize(64)
            .threads(1)
            .refined(false)
            .seed(5)
            .build();
    private static RelationalModel model;
    private static byte[] bytes;

    @BeforeAll
    static void train() throws TrainingException, IOException {
        final DatabaseBuilder builder = new DatabaseBuilder("stays series city, name\nstays order by day");
        add(builder, Databases.shop(80, 1));
        // A history of two columns, and a table that is kept.
        final TableBuilder stays = builder.table("stays", fields("city", "name", "day", "nights"));
        for (int i = 0; i < 120; i++) {
            stays.add(new Object[] {
                i % 2 == 0 ? "Rome" : "Bonn", "n" + i % 20, "2024-03-%02d".formatted(1 + i / 5), "" + i % 3
            });
        }
        final TableBuilder few = builder.table("units", fields("unit_id", "name"));
        few.add(new Object[] {"kg", "kilogram"});
        few.add(new Object[] {"l", null});
        model = new RelationalFitter(SETTINGS, new TrainingListener() {}).fit(builder.build());
        bytes = bytes(model);
    }

    private static List<Field> fields(final String... names) {
        return Arrays.stream(names)
                .map(name -> new Field(name, ValueType.STRING))
                .toList();
    }

    private static void add(final DatabaseBuilder builder, final Database database) {
        database.tables().forEach((name, table) -> {
            final TableBuilder rows = builder.table(
                    name, table.columns().stream().map(column -> column.field()).toList());
            for (int r = 0; r < table.rows(); r++) {
                final Object[] values = new Object[table.columns().size()];
                for (int c = 0; c < values.length; c++) {
                    values[c] = table.value(c, r);
                }
                rows.add(values);
            }
        });
    }

    private static byte[] bytes(final RelationalModel written) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        written.write(out);
        return out.toByteArray();
    }

    private static RelationalModel read(final byte[] file) throws IOException {
        return RelationalModel.read(new ByteArrayInputStream(file));
    }

    private static String refusal(final byte[] file) {
        return assertThrows(InvalidModelException.class, () -> read(file)).getMessage();
    }

    @Test
    void aModelThatIsReadMakesTheSameRows() throws IOException, SamplingException {
        final RelationalModel again = read(bytes);
        assertEquals(model.id(), again.id());
        assertEquals(model.tables(), again.tables());
        final Map<String, Table> made = model.sample(1, 7, 1);
        final Map<String, Table> other = again.sample(1, 7, 1);
        assertEquals(List.copyOf(made.keySet()), List.copyOf(other.keySet()));
        assertEquals(made.keySet(), java.util.Set.of("customers", "orders", "lines", "products", "stays", "units"));
        for (final String name : made.keySet()) {
            made.get(name)
                    .columns()
                    .forEach(column -> assertEquals(
                            texts(made.get(name), column.name()),
                            texts(other.get(name), column.name()),
                            name + "." + column.name()));
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        assertArrayEquals(bytes, bytes(read(bytes)));
    }

    @Test
    void tablesComeParentsFirst() throws IOException, SamplingException {
        final List<String> names = new ArrayList<>();
        model.sample(DatabaseRequest.of(.5, 1, 1), (name, rows) -> names.add(name));
        assertTrue(names.indexOf("customers") < names.indexOf("orders"));
        assertTrue(names.indexOf("orders") < names.indexOf("lines"));
        assertEquals(model.tables().stream().map(table -> table.schema().name()).toList(), names);
    }

    @Test
    void keysGoOnAfterThoseMadeBefore() throws IOException, SamplingException {
        final Map<String, Table> made = new LinkedHashMap<>();
        model.sample(
                new DatabaseRequest(
                        1,
                        1,
                        1,
                        Map.of("customers", 80L),
                        io.nifigan.common.Cancellation.never(),
                        (table, leftOut, planned) -> {}),
                made::put);
        assertEquals("180", texts(made.get("customers"), "id").getFirst());
        assertEquals("1", texts(made.get("orders"), "id").getFirst());
        assertTrue(texts(made.get("customers"), "id").containsAll(texts(made.get("orders"), "customer_id")));
    }

    @Test
    void filesThatAreCutOffOrDamagedAreRefused() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            refusal(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
        for (int i = 0; i < 40; i++) {
            final byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length / 2)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertEquals(model.id(), read(damaged).id());
            } catch (final IOException e) {
                assertTrue(e instanceof InvalidModelException, e.toString());
            }
        }
    }

    @Test
    void otherFilesAreNamedSo() throws IOException {
        assertTrue(refusal(new byte[0]).contains("empty"));
        assertTrue(refusal("id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8)).startsWith("This is no model file"));
        final String foreign = assertThrows(
                        InvalidModelException.class, () -> GANModel.read(new ByteArrayInputStream(bytes)))
                .getMessage();
        assertTrue(foreign.length() > 20, foreign);
    }

    @Test
    void aFileOfAnEarlierVersionIsRefusedWithBothVersions() throws IOException {
        try (InputStream in = DatabaseFileTest.class.getResourceAsStream("version-1.zip")) {
            final String refusal = refusal(in.readAllBytes());
            assertTrue(refusal.contains("format version 1") && refusal.contains("reads version 2 only"), refusal);
            assertTrue(refusal.contains("train the model again"), refusal);
        }
    }

    @Test
    void contentThatDoesNotHoldTogetherIsRefused() throws IOException {
        assertTrue(refusal(changed("manifest.json", "\"version\" : 2", "\"version\" : 3"))
                .contains("format version 3"));
        assertTrue(refusal(changed("manifest.json", "nifi-gan database model", "something"))
                .contains("not the model of a database"));
        assertTrue(refusal(changed("manifest.json", "\"customers\"", "\"customer\""))
                        .length()
                > 20);
        for (int t = 0; t < 7; t++) {
            final String entry = "tables/%d/table.json".formatted(t);
            assertTrue(refusal(changed(entry, "\"first\":", "\"last\":")).length() > 20, entry);
            assertTrue(refusal(changed(entry, "\\[-?1,", "[77777,")).length() > 20, entry);
            assertTrue(refusal(changed(entry, "\\{", "{\"a\":1,")).contains("does not belong there"), entry);
        }
    }

    /**
     * The file with the first match of a pattern in an entry replaced; the columns' names are taken where there is
     * none.
     */
    private static byte[] changed(final String name, final String pattern, final String by) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                final byte[] content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(name)) {
                    final String text = new String(content, StandardCharsets.UTF_8);
                    final String replaced = text.replaceFirst(pattern, by);
                    zip.write((replaced.equals(text) ? text.replaceFirst("\"", "\"x") : replaced)
                            .getBytes(StandardCharsets.UTF_8));
                } else {
                    zip.write(content);
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
