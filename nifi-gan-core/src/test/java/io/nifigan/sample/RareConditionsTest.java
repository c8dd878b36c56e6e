// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conditions on what is not learnt: values without a member of their own, and whether identifiers are missing. */
class RareConditionsTest {
    private static final int SHOPS = 600;
    private static GANModel model;

    /**
     * Shops that tell their region, more of them than are learnt; first names that may be missing and last names, and
     * both as one.
     */
    @BeforeAll
    static void train() throws TrainingException {
        final SplittableRandom random = new SplittableRandom(3);
        final Table table = TestTable.of(ValueType.STRING, "shop", ColumnKind.CATEGORY)
                .and(ValueType.STRING, "region")
                .and(ValueType.STRING, "first", ColumnKind.IDENTIFIER)
                .and(ValueType.STRING, "last", ColumnKind.IDENTIFIER)
                .and(ValueType.STRING, "name", ColumnKind.IDENTIFIER)
                .and(ValueType.DOUBLE, "amount")
                .rows(6_000, r -> {
                    final int shop = (int) (SHOPS * Math.pow(random.nextDouble(), 1.5));
                    final String first = random.nextInt(4) == 0 ? null : word(random);
                    final String last = word(random);
                    return new Object[] {
                        shop(shop),
                        "region " + shop % 7,
                        first,
                        last,
                        first == null ? null : first + " " + last,
                        random.nextDouble()
                    };
                });
        model = new ModelFitter(TrainedModels.SMALL.withTargets(List.of()).withRefined(false))
                .fit(table, new TrainingListener() {});
    }

    private static String shop(final int number) {
        return "shop-" + number;
    }

    private static String word(final SplittableRandom random) {
        final StringBuilder word = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            word.append((char) ((i == 0 ? 'A' : 'a') + random.nextInt(26)));
        }
        return word.toString();
    }

    private static CategoryEncoding shops() {
        return (CategoryEncoding) model.encoder().encodings().get(0);
    }

    private static Sampler sampler(final Condition... conditions) throws SamplingException {
        return new Sampler(model, SampleSettings.of(4).withConditions(List.of(conditions)));
    }

    @Test
    void theModelHasWhatTheseTestsAreAbout() {
        assertEquals(256, shops().learnt());
        assertTrue(shops().values().size() > 500);
        assertTrue(model.encoder().encodings().get(1) instanceof DependentEncoding);
        assertTrue(model.encoder().encodings().get(4) instanceof JoinedEncoding);
    }

    @Test
    void aRareValueTakesNoMoreDrawsThanAllRareValuesTogether() throws SamplingException {
        final String rare = shops().values().get(shops().values().size() - 1);
        double rest = 0;
        for (int i = shops().learnt(); i < shops().shares().length; i++) {
            rest += shops().shares()[i];
        }
        try (Sampler sampler = sampler(new Condition("shop", rare))) {
            final Table table = sampler.next(20_000);
            for (int r = 0; r < table.rows(); r++) {
                assertEquals(rare, table.value(0, r));
            }
            assertEquals(rest, 20_000. / sampler.drawn(), rest / 3);
        }
    }

    @Test
    void rareValuesComeByTheirSharesAmongThoseWanted() throws SamplingException {
        final List<String> values = shops().values();
        final int last = values.size() - 1;
        final int first = shops().learnt();
        final double expected = shops().shares()[first] / (shops().shares()[first] + shops().shares()[last]);
        assertTrue(expected > .7, "shares: " + expected);
        try (Sampler sampler = sampler(new Condition("shop", values.get(first) + ", " + values.get(last)))) {
            final Map<Object, Integer> counts = new HashMap<>();
            final Table table = sampler.next(3_000);
            for (int r = 0; r < table.rows(); r++) {
                counts.merge(table.value(0, r), 1, Integer::sum);
            }
            assertEquals(2, counts.size());
            assertEquals(
                    expected, counts.get(values.get(first)) / 3_000., 5 * Math.sqrt(expected * (1 - expected) / 3_000));
        }
    }

    @Test
    void aColumnToldByRareValuesIsMet() throws SamplingException {
        final String rare = shops().values().get(shops().values().size() - 1);
        final String region = "region " + Integer.parseInt(rare.substring(5)) % 7;
        try (Sampler sampler = sampler(new Condition("shop", rare + ", shop-1"), new Condition("region", region))) {
            final Table table = sampler.next(300);
            for (int r = 0; r < table.rows(); r++) {
                assertEquals(region, table.value(1, r));
            }
        }
    }

    @Test
    void identifiersAreMissingOrThereAsAskedWithoutWaitingForIt() throws SamplingException {
        for (final boolean missing : new boolean[] {true, false}) {
            try (Sampler sampler = sampler(new Condition("first", missing ? "null" : "not null"))) {
                final Table table = sampler.next(4_096);
                for (int r = 0; r < table.rows(); r++) {
                    assertEquals(missing, table.value(2, r) == null);
                    assertEquals(missing, table.value(4, r) == null);
                }
                assertEquals(4_096, sampler.drawn());
            }
        }
    }

    @Test
    void aNameThatIsPutTogetherIsMissingWhereAPartIs() throws SamplingException {
        for (final boolean missing : new boolean[] {true, false}) {
            try (Sampler sampler = sampler(new Condition("name", missing ? "null" : "not null"))) {
                final Table table = sampler.next(200);
                for (int r = 0; r < table.rows(); r++) {
                    assertEquals(missing, table.value(4, r) == null);
                }
            }
        }
        assertTrue(assertThrows(SamplingException.class, () -> sampler(new Condition("name", "Ann Lee")))
                .getMessage()
                .contains("made anew"));
    }
}
