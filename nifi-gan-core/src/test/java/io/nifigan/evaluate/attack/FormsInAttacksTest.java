// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that an attack on a value does not see the column of its form, which would give words such as N/A away. */
class FormsInAttacksTest {
    private static final int ROWS = 500;
    private static final List<Field> FIELDS = List.of(
            new Field("income", ValueType.STRING),
            new Field("age", ValueType.INT),
            new Field("weight", ValueType.DOUBLE),
            new Field("height", ValueType.DOUBLE));

    /** Rows whose columns have nothing to do with each other; half of the incomes are a word. */
    private static void add(final TableBuilder builder, final SplittableRandom random) {
        for (int r = 0; r < ROWS; r++) {
            builder.add(new Object[] {
                random.nextBoolean() ? "N/A" : "%d,%02d €".formatted(random.nextInt(9_000), random.nextInt(100)),
                random.nextInt(90),
                random.nextInt(1_000) / 10.,
                random.nextInt(1_000) / 10.
            });
        }
    }

    private static Evaluation evaluation() {
        final SplittableRandom random = new SplittableRandom(7);
        final TableBuilder builder = new TableBuilder(FIELDS, Map.of());
        add(builder, random);
        final Table real = builder.build();
        assertEquals(FIELDS.size() + 1, real.columns().size(), "the forms of incomes are a column");
        final TableBuilder synthetic = TableBuilder.forColumns(real.columns());
        add(synthetic, random);
        final TableBuilder heldOut = TableBuilder.forColumns(real.columns());
        add(heldOut, random);
        return new Evaluator(EvaluationSettings.defaults().withThreads(1).withAttacks(ROWS))
                .evaluate(real, synthetic.build(), heldOut.build(), null);
    }

    @Test
    void aFormIsNoSecretOfItsOwnAndNotKnownWithoutItsValue() {
        final List<Attack> attacks = evaluation().attacks().stream()
                .filter(attack -> attack.kind() == Attack.Kind.ATTRIBUTE_INFERENCE)
                .toList();
        assertEquals(
                Set.of("income", "age", "weight", "height"),
                attacks.stream().map(Attack::against).collect(Collectors.toSet()));
        final Attack income = attacks.stream()
                .filter(attack -> "income".equals(attack.against()))
                .findFirst()
                .orElseThrow();
        // Half of the incomes are a word, and so are half of the guesses: a quarter is right by chance.
        assertTrue(income.success().value() < .33, income::toString);
    }
}
