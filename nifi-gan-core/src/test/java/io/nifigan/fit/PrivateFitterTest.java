// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModels;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.Charge;
import io.nifigan.privacy.ConcentratedPrivacy;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.Sampler;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PrivateFitterTest {
    private static final String SCHEMA = """
            {"rows": 2000, "columns": {
              "key": {"identifier": ["AB-1234"]},
              "amount": {"min": 0, "max": 1000, "decimals": 2},
              "city": {"values": ["Bern", "Lyon", "Graz", "elsewhere"], "other": "elsewhere"},
              "member": {"values": ["no", "yes"]}}}
            """;
    private static final List<Field> FIELDS = List.of(
            new Field("key", ValueType.STRING),
            new Field("amount", ValueType.STRING),
            new Field("city", ValueType.STRING),
            new Field("member", ValueType.STRING));
    private static final TrainingSettings QUICK =
            TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(60);
    private static final Pattern CANARY_NUMBER = Pattern.compile("98765\\d{1,4}\\.4321");
    private static final int ROWS = 2_000;
    private static final TrainingListener PATIENT = new TrainingListener() {};

    /** Every twentieth record is a canary in every column. */
    private static Table table() throws Exception {
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(SCHEMA)));
        final SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < ROWS; r++) {
            final int city = random.nextInt(3);
            builder.add(
                    r % 20 == 0
                            ? new Object[] {"canary-key-" + r, "98765" + r + ".4321", "canary-city-" + r, "yes"}
                            : new Object[] {
                                "QX-%04d".formatted(r),
                                "%.2f".formatted(100 * random.nextDouble() * (1 + city)),
                                List.of("Bern", "Lyon", "Graz").get(city),
                                city == 2 ? "yes" : "no"
                            });
        }
        return builder.build();
    }

    private static GANModel fitted(final double epsilon) throws Exception {
        return new PrivateFitter(
                        QUICK,
                        new PrivacySettings(
                                epsilon, 0, PublicSchema.parse(SCHEMA), List.of("member"), null, 1, BitSource.secure()))
                .fit(table(), PATIENT);
    }

    @Test
    void theModelIsAnOrdinaryOneWithTheLedgerInItsManifest() throws Exception {
        final GANModel model = fitted(5);
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        assertEquals(model.id(), read.id());
        assertEquals(model.privacy(), read.privacy());
        final double sum = read.privacy().orElseThrow().charges().stream()
                .mapToDouble(Charge::rho)
                .sum();
        assertTrue(ConcentratedPrivacy.epsilon(sum, read.privacy().get().delta()) <= 5);
        assertTrue(read.privacy().get().secure());
        assertEquals(ROWS, read.privacy().get().records(), 150);
        assertTrue(read.encoder().describeRules().isEmpty(), "what happens to hold in rows from noise is no rule");
        try (Sampler sampler = new Sampler(read, 1, 0)) {
            final Table rows = sampler.next(2_000);
            int graz = 0;
            int members = 0;
            for (int r = 0; r < rows.rows(); r++) {
                assertTrue(rows.numbers(1)[r] >= 0 && rows.numbers(1)[r] <= 1_000);
                assertTrue(
                        rows.value(0, r).toString().matches("[A-Z]{2}-\\d{4,}"),
                        () -> "an identifier in the public form");
                graz += "Graz".equals(rows.value(2, r)) ? 1 : 0;
                members += "yes".equals(rows.value(3, r)) && "Graz".equals(rows.value(2, r)) ? 1 : 0;
            }
            assertEquals(.32, graz / 2_000., .08);
            assertTrue(members > .7 * graz, "the relation came through");
        }
    }

    @Test
    void noCanaryIsInTheModelsFileOrInItsRows() throws Exception {
        final GANModel model = fitted(50);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(TrainedModels.bytes(model)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final String text = new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(
                        text.contains("canary") || CANARY_NUMBER.matcher(text).find(), entry.getName());
            }
        }
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            final Table rows = sampler.next(20_000);
            for (int r = 0; r < rows.rows(); r++) {
                assertFalse(rows.value(0, r).toString().contains("canary")
                        || rows.value(2, r).toString().contains("canary")
                        || rows.numbers(1)[r] > 1_000);
            }
        }
    }

    @Test
    void aLedgerThatWasTamperedWithIsRefused() throws Exception {
        final byte[] good = TrainedModels.bytes(fitted(5));
        assertThrows(
                InvalidModelException.class,
                () -> TrainedModels.read(changed(good, "\"epsilon\" : 5.0", "\"epsilon\" : 0.5")));
        assertThrows(
                InvalidModelException.class,
                () -> TrainedModels.read(changed(good, "\"records\" : ", "\"records\" : -")));
        assertThrows(
                InvalidModelException.class,
                () -> TrainedModels.read(changed(good, "the number of records, about", "nothing, for")));
        assertThrows(
                InvalidModelException.class,
                () -> TrainedModels.read(changed(good, "\"GAUSSIAN\"", "\"java.lang.Runtime\"")));
    }

    private static byte[] changed(final byte[] model, final String from, final String to) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model));
                ZipOutputStream made = new ZipOutputStream(out)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                made.putNextEntry(new ZipEntry(entry.getName()));
                final byte[] bytes = zip.readAllBytes();
                if ("manifest.json".equals(entry.getName())) {
                    final String text = new String(bytes, StandardCharsets.UTF_8);
                    assertTrue(text.contains(from), from);
                    made.write(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
                } else {
                    made.write(bytes);
                }
            }
        }
        return out.toByteArray();
    }

    @Test
    void privacyFailuresAreTrainingExceptions() throws Exception {
        final PublicSchema few = PublicSchema.parse(SCHEMA.replace("2000", "50"));
        final TrainingException refused = assertThrows(
                TrainingException.class,
                () -> new PrivateFitter(QUICK, new PrivacySettings(.1, 0, few, List.of(), null, 1, BitSource.secure()))
                        .fit(table(), PATIENT));
        assertTrue(refused.getMessage().startsWith("With about 50 records"), refused::getMessage);
    }
}
