// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small made-up table of customers, and a model of it that is trained once. */
public final class Customers {
    /** Settings for a training of a moment, which learns next to nothing. */
    public static final Map<String, String> QUICK = Map.of(
            "Settings",
            "Advanced",
            "Maximum Steps",
            "12",
            "Latent Size",
            "8",
            "Layer Width",
            "16",
            "Depth",
            "1",
            "Batch Size",
            "32",
            "Processor Cores",
            "1",
            "Time Budget",
            "2 min");

    public static final String HEADER = "id,name,age,income,city,member,joined\n";
    private static final String[] CITIES = {"Bergen", "Cork", "Delft", "Espoo"};
    private static byte[] model;
    private static byte[] otherModel;

    private Customers() {}

    public static String csv(final int rows) {
        return csv(rows, 7);
    }

    public static String csv(final int rows, final long seed) {
        final Random random = new Random(seed);
        return HEADER
                + IntStream.range(0, rows).mapToObj(row -> csvRow(random, row)).collect(Collectors.joining());
    }

    private static String csvRow(final Random random, final int row) {
        final Object[] values = row(random, row);
        return IntStream.range(0, values.length)
                        .mapToObj(i -> values[i].toString())
                        .collect(Collectors.joining(",")) + "\n";
    }

    private static Object[] row(final Random random, final int row) {
        final int age = 18 + random.nextInt(60);
        return new Object[] {
            1000 + row,
            name(row),
            age,
            BigDecimal.valueOf(age * 1_000L + random.nextInt(500_000), 2),
            CITIES[random.nextInt(4)],
            random.nextBoolean(),
            LocalDate.of(2020, 1, 1).plusDays(random.nextInt(900))
        };
    }

    /** A name that no other row has, and that no program would generate by chance. */
    public static String name(final int row) {
        return "Qvx" + Integer.toString(1_000_000 + row * 7_919, 26);
    }

    /** A CSV of one column beside enough others to learn. */
    public static String csvWith(final String column, final int rows, final IntFunction<String> values) {
        final Random random = new Random(3);
        return "amount,kind," + column + "\n"
                + IntStream.range(0, rows)
                        .mapToObj(row -> "%d,%s,%s%n"
                                .formatted(random.nextInt(500), CITIES[random.nextInt(4)], values.apply(row)))
                        .collect(Collectors.joining());
    }

    /** A model file of this table. */
    public static synchronized byte[] model() {
        if (model == null) {
            model = train(5);
        }
        return model.clone();
    }

    /** Another model file of this table. */
    public static synchronized byte[] otherModel() {
        if (otherModel == null) {
            otherModel = train(6);
        }
        return otherModel.clone();
    }

    private static byte[] train(final long seed) {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("id", ValueType.INT),
                        new Field("name", ValueType.STRING),
                        new Field("age", ValueType.INT),
                        new Field("income", ValueType.DECIMAL, 10, 2),
                        new Field("city", ValueType.STRING),
                        new Field("member", ValueType.BOOLEAN),
                        new Field("joined", ValueType.DATE)),
                Map.of("age", ColumnKind.INTEGER));
        final Random random = new Random(7);
        IntStream.range(0, 400).forEach(row -> builder.add(row(random, row)));
        final TrainingSettings settings = TrainingSettings.defaults()
                .withMaxSteps(12)
                .withNetwork(8, 16, 1)
                .withBatchSize(32)
                .withThreads(1)
                .withSeed(seed);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            final GANModel trained = new ModelFitter(settings).fit(builder.build(), new TrainingListener() {});
            trained.write(out);
            return out.toByteArray();
        } catch (final TrainingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
