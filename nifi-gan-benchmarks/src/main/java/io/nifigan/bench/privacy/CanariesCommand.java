// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.bench.common.Results;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.Sampler;
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
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code canaries}: plants unique values in records and searches for them in the results of a private
 * training.
 */
@Command(
        name = "canaries",
        description = "Plants a hundred unique values in each kind of column, trains under differential "
                + "privacy, and searches for them in the model file and in its rows.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CanariesCommand implements Callable<Integer> {
    private static final int ROWS = 10_000;
    private static final int CANARIES = 100;
    private static final int CHUNK = 50_000;
    private static final String SCHEMA = """
            {"rows": 10000, "columns": {
              "key":    {"identifier": ["AA-0000"]},
              "name":   {"identifier": ["Jane Doe", "John Public"], "meaning": "full name"},
              "age":    {"min": 0, "max": 120},
              "income": {"min": 0, "max": 100000, "decimals": 2},
              "city":   {"values": ["Bern", "Lyon", "Graz"], "missing": true},
              "plan":   {"values": ["basic", "plus", "other"], "other": "other"},
              "joined": {"min": "2000-01-01", "max": "2024-12-31", "kind": "date"},
              "seen":   {"min": "2020-01-01T00:00:00", "max": "2024-12-31T00:00:00", "kind": "timestamp"}}}
            """;
    private static final List<Field> FIELDS = Stream.of(
                    "key", "name", "age", "income", "city", "plan", "joined", "seen")
            .map(name -> new Field(name, ValueType.STRING))
            .toList();

    @CommandLine.Mixin
    private Results results;

    @Option(
            names = "--rows",
            description = "number of rows to generate (default ${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private long rows;

    @Option(names = "--epsilon", description = "epsilon of the model (default ${DEFAULT-VALUE})", defaultValue = "1")
    private double epsilon;

    @Option(names = "--steps", description = "training steps (default ${DEFAULT-VALUE})", defaultValue = "1000")
    private int steps;

    @Override
    public Integer call() throws PrivacyException, TrainingException, SamplingException, IOException {
        final PublicSchema schema = PublicSchema.parse(SCHEMA);
        final TableBuilder builder = TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, schema));
        final Set<String> planted = new HashSet<>();
        final SplittableRandom random = new SplittableRandom(11);
        for (int r = 0; r < ROWS; r++) {
            builder.add(r < CANARIES ? canary(r, planted) : ordinaryRow(random));
        }
        final TrainingSettings settings =
                TrainingSettings.defaults().withMaxSteps(steps).withTimeBudget(Duration.ofMinutes(5));
        final GANModel model = new PrivateFitter(
                        settings, new PrivacySettings(epsilon, 0, schema, List.of(), null, 1, BitSource.secure()))
                .fit(builder.build(), new TrainingListener() {});
        final Set<String> inFile = inFile(model, planted);
        final Set<String> inRows = new HashSet<>();
        try (Sampler sampler = new Sampler(model, 5, 0)) {
            for (long left = rows; left > 0; left -= CHUNK) {
                final Table generated = sampler.next((int) Math.min(left, CHUNK));
                for (int c = 0; c < FIELDS.size(); c++) {
                    for (int r = 0; r < generated.rows(); r++) {
                        final String value = String.valueOf(generated.value(c, r));
                        if (planted.contains(value)) {
                            inRows.add(value);
                        }
                    }
                }
            }
        }
        final PrintWriter out = results.out();
        out.println("canaries_planted " + planted.size());
        out.println("canaries_in_model_file " + inFile.size());
        out.println("canaries_in_rows %d of %d rows".formatted(inRows.size(), rows));
        out.flush();
        return inFile.isEmpty() && inRows.isEmpty() ? 0 : 1;
    }

    private static Object[] canary(final int number, final Set<String> planted) {
        final String[] values = {
            "CANARY-%05d".formatted(number),
            "Canaria Unica%05d".formatted(number),
            Integer.toString(900_000 + 7 * number),
            "%d.77".formatted(8_000_000 + 13 * number),
            "Canary City %d".formatted(number),
            "canary plan %d".formatted(number),
            LocalDate.of(1901, 1, 1).plusDays(31L * number).toString(),
            LocalDateTime.of(1955, 5, 5, 5, 5, 5).plusDays(17L * number).toString()
        };
        planted.addAll(List.of(values));
        return values;
    }

    private static Object[] ordinaryRow(final SplittableRandom random) {
        final int age = 18 + random.nextInt(70);
        return new Object[] {
            "KX-%04d".formatted(random.nextInt(10_000)),
            "Ann Lee",
            Integer.toString(age),
            "%d.50".formatted(1_000 + age * random.nextInt(500)),
            List.of("Bern", "Lyon", "Graz").get(random.nextInt(3)),
            age > 50 ? "plus" : "basic",
            LocalDate.of(2010, 1, 1).plusDays(random.nextInt(4_000)).toString(),
            LocalDateTime.of(2022, 1, 1, 0, 0)
                            .plusMinutes(random.nextInt(1_000_000))
                            .toString() + ":00"
        };
    }

    private static Set<String> inFile(final GANModel model, final Set<String> planted) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        final Set<String> found = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final String text = new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1);
                // A short number can be part of a longer one by chance, so only whole values count.
                planted.stream()
                        .filter(value -> value.matches("[\\d.]+")
                                ? Pattern.compile("[\",\\[: ]" + Pattern.quote(value) + "(\\.0)?[\",\\]\\s}]")
                                        .matcher(text)
                                        .find()
                                : text.contains(value))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
