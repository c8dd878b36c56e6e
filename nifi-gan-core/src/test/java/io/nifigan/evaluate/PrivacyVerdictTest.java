// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.PrivacyTest.Kind;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the verdict on privacy tells copies from rows that reveal nobody. */
@Tag("slow")
class PrivacyVerdictTest {
    private static final int ROWS = 2_000;
    private static final int HELD_OUT = 500;
    private static final Thresholds THRESHOLDS = Thresholds.defaults();

    /** People with a city that determines the country, a value that nearly all have, and numbers. */
    private static Table people(final int rows, final long seed) {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("city", ValueType.STRING),
                        new Field("country", ValueType.STRING),
                        new Field("blocked", ValueType.STRING),
                        new Field("age", ValueType.INT),
                        new Field("income", ValueType.INT),
                        new Field("weight", ValueType.DOUBLE),
                        new Field("plan", ValueType.STRING)),
                Map.of(
                        "city", ColumnKind.CATEGORY,
                        "country", ColumnKind.CATEGORY,
                        "blocked", ColumnKind.CATEGORY,
                        "age", ColumnKind.INTEGER,
                        "income", ColumnKind.INTEGER,
                        "weight", ColumnKind.DECIMAL,
                        "plan", ColumnKind.CATEGORY));
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            final int city = (int) (60 * random.nextDouble() * random.nextDouble());
            final int age = 18 + random.nextInt(60);
            builder.add(new Object[] {
                "city " + city,
                "country " + city % 4,
                random.nextInt(1_000) == 0 ? "yes" : "no",
                age,
                (int) (900 * Math.exp(.01 * age + .5 * random.nextGaussian())),
                Math.rint(10 * (70 + 12 * random.nextGaussian())) / 10,
                "plan " + random.nextInt(1 + age / 20)
            });
        }
        return builder.build();
    }

    private static List<PrivacyTest> tests(final Table real, final Table synthetic, final long seed) {
        return new Evaluator(EvaluationSettings.defaults().withThreads(2).withSeed(seed))
                .privacyTests(real, synthetic, people(HELD_OUT, 3_000 + seed));
    }

    private static Grade grade(final List<PrivacyTest> tests) {
        return tests.stream()
                .map(THRESHOLDS::grade)
                .max(Comparator.naturalOrder())
                .orElse(Grade.GOOD);
    }

    /** Fresh rows, the first of which are copies of the first training rows. */
    private static Table withCopies(final Table real, final int copies, final long seed) {
        return Table.concatenate(
                List.of(real.select(IntStream.range(0, copies).toArray()), people(ROWS - copies, 2_000 + seed)));
    }

    @Test
    void freshRowsAreGood() {
        for (int seed = 0; seed < 10; seed++) {
            final List<PrivacyTest> tests = tests(people(ROWS, seed), people(ROWS, 1_000 + seed), seed);
            assertEquals(Grade.GOOD, grade(tests), tests::toString);
            assertTrue(
                    tests.stream()
                            .noneMatch(test -> "country".equals(test.column()) || "blocked".equals(test.column())),
                    tests::toString);
        }
    }

    @Test
    void copiesAreFoundFromOneInAHundred() {
        for (int seed = 0; seed < 3; seed++) {
            final Table real = people(ROWS, seed);
            double last = 0;
            for (final int percent : new int[] {1, 10, 100}) {
                final List<PrivacyTest> tests = tests(real, withCopies(real, ROWS * percent / 100, seed), seed);
                assertEquals(percent < 10 ? Grade.FAIR : Grade.POOR, grade(tests), tests::toString);
                final double copied = tests.stream()
                        .filter(test -> test.kind() == Kind.EXACT_COPIES)
                        .mapToDouble(PrivacyTest::effect)
                        .findFirst()
                        .orElseThrow();
                assertEquals(percent / 100., copied, .15 * percent / 100, tests::toString);
                assertTrue(copied > last);
                last = copied;
            }
        }
    }

    /** Numbers off by some percent, and every twentieth category another one: no row is a copy or near one. */
    @Test
    void aMemoriserIsFoundByMembershipLinkingAndInference() {
        final Table real = people(ROWS, 1);
        final SplittableRandom random = new SplittableRandom(5);
        final TableBuilder moved = TableBuilder.forColumns(real.columns());
        for (int r = 0; r < ROWS; r++) {
            final Object[] row = new Object[real.columns().size()];
            for (int c = 0; c < row.length; c++) {
                final Object value = real.value(c, r);
                row[c] = value instanceof Double number
                        ? (Object) (number * (1 + .03 * random.nextGaussian()))
                        : value instanceof Integer whole
                                ? (Object) (int) (whole * (1 + .03 * random.nextGaussian()))
                                : random.nextInt(20) == 0 ? real.value(c, random.nextInt(ROWS)) : value;
            }
            moved.add(row);
        }
        final List<PrivacyTest> tests = tests(real, moved.build(), 1);
        assertEquals(Grade.POOR, grade(tests));
        for (final Kind kind : List.of(
                Kind.MEMBERSHIP_LIKELY,
                Kind.MEMBERSHIP,
                Kind.MEMBERSHIP_LEARNT,
                Kind.LINKABILITY,
                Kind.ATTRIBUTE_INFERENCE)) {
            assertTrue(
                    tests.stream().anyMatch(test -> test.kind() == kind && THRESHOLDS.grade(test) != Grade.GOOD),
                    () -> kind + " " + tests);
        }
    }

    /** A rare value of one person that comes out again: the column is named. */
    @Test
    void publishedValuesOfSinglePeopleNameTheirColumn() {
        final Table real = people(ROWS, 2);
        final TableBuilder synthetic = TableBuilder.forColumns(real.columns());
        final Table fresh = people(ROWS, 1_002);
        for (int r = 0; r < ROWS; r++) {
            final Object[] row = new Object[real.columns().size()];
            for (int c = 0; c < row.length; c++) {
                row[c] = fresh.value(c, r);
            }
            row[4] = real.value(4, r);
            synthetic.add(row);
        }
        final List<PrivacyTest> tests = tests(real, synthetic.build(), 2);
        assertTrue(
                tests.stream()
                        .anyMatch(test -> test.kind() == Kind.SINGLE_VALUE
                                && "income".equals(test.column())
                                && THRESHOLDS.grade(test) == Grade.POOR),
                tests::toString);
    }

    @Test
    void threadsChangeNothing() {
        final Table real = people(600, 1);
        final Table synthetic = people(600, 2);
        final Table heldOut = people(200, 3);
        assertEquals(
                new Evaluator(EvaluationSettings.defaults().withThreads(1)).privacyTests(real, synthetic, heldOut),
                new Evaluator(EvaluationSettings.defaults().withThreads(3)).privacyTests(real, synthetic, heldOut));
    }

    @Test
    void refusesTablesOfAFewRows() {
        final Table real = people(100, 1);
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> new Evaluator(EvaluationSettings.defaults()).privacyTests(real, real, people(29, 2)))
                .getMessage()
                .contains("29 rows; the tests need at least 30"));
    }
}
