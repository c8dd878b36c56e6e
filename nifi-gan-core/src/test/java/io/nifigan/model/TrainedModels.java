// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.fit.ModelFitter;
import io.nifigan.table.ColumnKind;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A table with something of everything and a small model of it, trained once for all tests. */
public final class TrainedModels {
    /** Settings of a training of less than a second. */
    public static final TrainingSettings SMALL = TrainingSettings.defaults()
            .withMaxSteps(40)
            .withNetwork(8, 16, 1)
            .withBatchSize(64)
            .withThreads(1)
            .withTargets(List.of("tier"))
            .withSeed(7);

    public static final int ROWS = 400;

    private static final List<Field> FIELDS = List.of(
            new Field("key", ValueType.STRING),
            new Field("name", ValueType.STRING),
            new Field("amount", ValueType.DOUBLE),
            new Field("tax", ValueType.DOUBLE),
            new Field("tier", ValueType.STRING),
            new Field("city", ValueType.STRING),
            new Field("country", ValueType.STRING),
            new Field("home", ValueType.INT),
            new Field("children", ValueType.INT),
            new Field("visits", ValueType.INT),
            new Field("active", ValueType.BOOLEAN),
            new Field("joined", ValueType.STRING),
            new Field("firm", ValueType.STRING));
    private static final String[] CITIES = {"Bern", "Basel", "Lyon", "Nantes", "Turin", "Graz", "Wels"};
    private static final String[] COUNTRIES = {"CH", "CH", "FR", "FR", "IT", "AT", "AT"};

    private TrainedModels() {}

    private static final class Trained {
        static final GANModel MODEL = train();

        private static GANModel train() {
            try {
                return new ModelFitter(SMALL).fit(table(ROWS, 1), new TrainingListener() {});
            } catch (final TrainingException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The model of {@link #table} with {@link #ROWS} rows and seed 1. */
    public static GANModel model() {
        return Trained.MODEL;
    }

    public static byte[] bytes(final GANModel model) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    public static GANModel read(final byte[] bytes) throws IOException {
        return GANModel.read(new ByteArrayInputStream(bytes));
    }

    /**
     * Rows with a counted key, a name of its own, two numbers that go together, a category that depends on one of them,
     * a city that tells the country, children at home of all children, visits of which a fifth is missing, days from
     * Monday to Friday and a constant.
     */
    public static Table table(final int rows, final long seed) {
        final TableBuilder builder = new TableBuilder(FIELDS, Map.of("name", ColumnKind.IDENTIFIER));
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            final double amount = Math.exp(3 + random.nextGaussian());
            final double tax = .2 * amount * (1 + .1 * random.nextGaussian());
            final int city = random.nextInt(CITIES.length);
            final int children = random.nextInt(6);
            final String tier = amount > 40 ? "gold" : random.nextInt(4) == 0 ? "silver" : "bronze";
            builder.add(new Object[] {
                "CUST-%06d".formatted(r + 1),
                name(random),
                amount,
                tax,
                tier,
                CITIES[city],
                COUNTRIES[city],
                random.nextInt(children + 1),
                children,
                random.nextInt(5) == 0 ? null : random.nextInt(1000),
                random.nextInt(3) > 0,
                workday(LocalDate.of(2000 + random.nextInt(25), 1 + random.nextInt(12), 1 + random.nextInt(28)))
                        .toString(),
                "Acme"
            });
        }
        return builder.build();
    }

    private static LocalDate workday(final LocalDate day) {
        return day.getDayOfWeek().getValue() > 5 ? day.plusDays(2) : day;
    }

    private static String name(final SplittableRandom random) {
        final StringBuilder name = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            name.append(i == 7 ? ' ' : (char) ((i % 8 == 0 ? 'A' : 'a') + random.nextInt(26)));
        }
        return name.toString();
    }
}
