// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.evaluate.attack.InferenceAttack;
import io.nifigan.evaluate.attack.LinkabilityAttack;
import io.nifigan.evaluate.attack.Measured;
import io.nifigan.evaluate.attack.PrivacyTests;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.RowCounts;
import io.nifigan.evaluate.similarity.Alignment;
import io.nifigan.evaluate.similarity.ColumnPairs;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.model.GANModel;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An evaluator of the similarity, usefulness and privacy of synthetic rows. The measures are established ones; the
 * Javadoc of each names its source. No result depends on the number of threads.
 */
public final class Evaluator {
    private static final int MAX_THREADS = 8;

    private final EvaluationSettings settings;

    public Evaluator(final EvaluationSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Computes every measure that the input allows. Other measures are null in the result, which gives the reason.
     *
     * @param real the real rows that the synthetic ones imitate: the model's training rows
     * @param synthetic synthetic rows with the same columns, read with {@link io.nifigan.table.TableBuilder#forColumns}
     *     for the real table's columns
     * @param heldOut real rows with the same columns that the model was not trained on; null if there are none
     * @param model the model that generated the synthetic rows; null if it is not available
     * @throws IllegalArgumentException if the columns of the tables differ, a table has no rows, or the target or a
     *     subgroup is not one of the columns
     */
    public Evaluation evaluate(final Table real, final Table synthetic, final Table heldOut, final GANModel model) {
        check("real", real, real);
        check("synthetic", synthetic, real);
        final boolean hasHeldOut = heldOut != null && heldOut.rows() > 0;
        if (hasHeldOut) {
            check("held-out", heldOut, real);
        }
        final int target = settings.target() == null ? -1 : column(real, settings.target());
        final int[] groups = settings.subgroups().isEmpty()
                ? target < 0 ? new int[0] : new int[] {target}
                : settings.subgroups().stream()
                        .mapToInt(name -> column(real, name))
                        .toArray();
        final int[] sensitive = settings.sensitive().stream()
                .mapToInt(name -> column(real, name))
                .toArray();
        final List<Table> tables = aligned(real, synthetic, hasHeldOut ? heldOut : null);
        final RowCounts rows = new RowCounts(
                real.rows(),
                tables.get(0).rows(),
                synthetic.rows(),
                tables.get(1).rows(),
                hasHeldOut ? heldOut.rows() : 0,
                hasHeldOut ? tables.get(2).rows() : 0,
                settings.rowBound());
        try (WorkerPool workers = workers()) {
            return new EvaluationRun(data(tables, workers), rows, target, groups, sensitive, model).measure();
        }
    }

    /**
     * The tests on which the verdict on privacy rests, and nothing else; strongest evidence first.
     *
     * @param real the model's training rows
     * @param synthetic synthetic rows with the same columns
     * @param heldOut real rows with the same columns that the model was not trained on
     * @throws IllegalArgumentException if the columns of the tables differ, or a table has fewer than 30 rows
     */
    public List<PrivacyTest> privacyTests(final Table real, final Table synthetic, final Table heldOut) {
        check("real", real, real);
        check("synthetic", synthetic, real);
        check("held-out", heldOut, real);
        for (final Table table : List.of(real, synthetic, heldOut)) {
            if (table.rows() < EvaluationRun.MIN_ROWS) {
                throw new IllegalArgumentException("A table has %d rows; the tests need at least %d in each"
                        .formatted(table.rows(), EvaluationRun.MIN_ROWS));
            }
        }
        try (WorkerPool workers = workers()) {
            final EvaluationData data = data(aligned(real, synthetic, heldOut), workers);
            final List<Measured> measured = new ArrayList<>(InferenceAttack.measure(data));
            final Measured linkability = LinkabilityAttack.measure(data);
            if (linkability != null) {
                measured.add(linkability);
            }
            return PrivacyTests.measure(data, measured, Set.of());
        }
    }

    private List<Table> aligned(final Table real, final Table synthetic, final Table heldOut) {
        final List<Table> tables = new ArrayList<>(List.of(bounded(real, 0), bounded(synthetic, 1)));
        if (heldOut != null) {
            tables.add(bounded(heldOut, 2));
        }
        return Alignment.align(tables);
    }

    private EvaluationData data(final List<Table> aligned, final WorkerPool workers) {
        return new EvaluationData(
                aligned.get(0),
                aligned.get(1),
                aligned.size() > 2 ? aligned.get(2) : null,
                ColumnPairs.compared(aligned.get(0)),
                settings,
                workers);
    }

    private WorkerPool workers() {
        return new WorkerPool(
                settings.threads() > 0
                        ? settings.threads()
                        : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS));
    }

    private static void check(final String what, final Table table, final Table real) {
        if (table.rows() == 0) {
            throw new IllegalArgumentException("There are no %s rows to evaluate".formatted(what));
        }
        if (table.columns().size() != real.columns().size()) {
            throw new IllegalArgumentException(
                    "The %s rows have %d columns, but the real rows have %d; both need the same columns"
                            .formatted(
                                    what, table.columns().size(), real.columns().size()));
        }
        for (int c = 0; c < table.columns().size(); c++) {
            if (!table.column(c).name().equals(real.column(c).name())
                    || table.column(c).kind() != real.column(c).kind()) {
                throw new IllegalArgumentException(
                        ("Column %d of the %s rows is '%s' of kind %s, but that of the real rows is '%s' of kind "
                                        + "%s; both must be the same")
                                .formatted(
                                        c + 1,
                                        what,
                                        table.column(c).name(),
                                        table.column(c).kind(),
                                        real.column(c).name(),
                                        real.column(c).kind()));
            }
        }
    }

    private static int column(final Table real, final String name) {
        return IntStream.range(0, real.columns().size())
                .filter(c -> real.column(c).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no column '%s'; the columns are %s"
                        .formatted(
                                name,
                                real.columns().stream()
                                        .map(column -> column.name())
                                        .limit(50)
                                        .toList())));
    }

    private Table bounded(final Table table, final int number) {
        if (table.rows() <= settings.rowBound()) {
            return table;
        }
        final int[] drawn =
                EvaluationData.draw(table.rows(), settings.rowBound(), StreamSeed.BOUNDED.of(settings.seed(), number));
        Arrays.sort(drawn);
        return table.select(drawn);
    }
}
