// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds synthetic rows to real ones, so that the classes of a column get the shares asked for: first {@link #count} all
 * real rows, then {@link #plan}, then {@link #next} until {@link #isDone}. Not for several threads at once; to be
 * closed after use.
 */
public final class Balancer implements AutoCloseable {
    private final GANModel model;
    private final ClassColumn column;
    private final ClassShares shares;
    private final long seed;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private ClassDraws draws;

    /**
     * @param column the column whose values are the classes
     * @param shares what share each class is to have; names may differ from the model's in letters' case
     * @param seed the same seed, model and counts give the same rows
     * @throws IllegalArgumentException where the column or a class is not known to the model
     */
    public Balancer(final GANModel model, final String column, final ClassShares shares, final long seed) {
        this.model = model;
        this.column = ClassColumn.of(model, column);
        this.seed = seed;
        final Map<String, Double> meant = new LinkedHashMap<>();
        shares.percent().forEach((name, percent) -> {
            final String known = this.column.meant(name);
            if (known == null) {
                throw new IllegalArgumentException(
                        "The model does not know the class '%s' of the column '%s'. It knows: %s"
                                .formatted(name, column, this.column.known()));
            }
            if (meant.put(known, percent) != null) {
                throw new IllegalArgumentException("The class '%s' has two shares".formatted(known));
            }
        });
        this.shares = new ClassShares(meant);
    }

    /** Counts real rows of the model's columns; those without a class stand aside. */
    public void count(final Table rows) {
        for (int r = 0; r < rows.rows(); r++) {
            final String name = column.classOf(rows, r);
            if (name != null) {
                counts.merge(name, 1L, Long::sum);
            }
        }
    }

    /**
     * How many rows will be added to each class.
     *
     * @throws IllegalArgumentException where the shares cannot be met, or a class would need rows that the model never
     *     saw
     */
    public Map<String, Long> plan() {
        final Map<String, Long> additions = BalancePlan.of(counts, shares).additions();
        final long unknown = additions.keySet().stream()
                .filter(name -> !column.isKnown(name))
                .count();
        if (unknown > 0) {
            // The names of these classes are values of the records, which do not belong into a message.
            throw new IllegalArgumentException(
                    ("%d of the records' classes would need synthetic records, but the model never saw "
                                    + "them. It knows: %s. " + "Train a model on records that hold these classes too")
                            .formatted(unknown, column.known()));
        }
        draws = new ClassDraws(model, column, additions, seed);
        return additions;
    }

    public boolean isDone() {
        return draws.isDone();
    }

    /**
     * Some more rows to add, of the model's columns; there may be none yet.
     *
     * @throws SamplingException where the model hardly ever makes one of the classes
     */
    public Table next() throws SamplingException {
        return draws.next();
    }

    @Override
    public void close() {
        if (draws != null) {
            draws.close();
        }
    }
}
