// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A generator of synthetic rows that bring the classes of a column to the requested shares. Call {@link #count} with
 * all real rows, then {@link #plan}, then {@link #next} until {@link #isDone}. Not thread-safe; close it after use.
 */
public final class Balancer implements AutoCloseable {
    private final GANModel model;
    private final ClassColumn column;
    private final ClassShares shares;
    private final long seed;
    private final FairTarget fair;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private ClassDraws draws;

    /**
     * @param column the column whose values are the classes
     * @param shares the share of each class; class names may differ from the model's in case
     * @param seed the same seed, model and counts give the same rows
     * @throws IllegalArgumentException if the model does not know the column or a class
     */
    public Balancer(final GANModel model, final String column, final ClassShares shares, final long seed) {
        this(model, column, shares, seed, null);
    }

    /** @param fair the target that is drawn anew in each synthetic row; null for none */
    public Balancer(
            final GANModel model,
            final String column,
            final ClassShares shares,
            final long seed,
            final FairTarget fair) {
        this.model = model;
        this.fair = fair;
        this.column = ClassColumn.of(model, column);
        this.seed = seed;
        final Map<String, Double> resolved = new LinkedHashMap<>();
        shares.percent().forEach((name, percent) -> {
            final String known = this.column.resolve(name);
            if (known == null) {
                throw new IllegalArgumentException(
                        "The model does not know the class '%s' of the column '%s'. It knows: %s"
                                .formatted(name, column, this.column.known()));
            }
            if (resolved.put(known, percent) != null) {
                throw new IllegalArgumentException("The class '%s' is given two shares".formatted(known));
            }
        });
        this.shares = new ClassShares(resolved);
    }

    /** Counts the classes of real rows, which must have the model's columns; rows without a class are not counted. */
    public void count(final Table rows) {
        for (int r = 0; r < rows.rows(); r++) {
            final String name = column.classOf(rows, r);
            if (name != null) {
                counts.merge(name, 1L, Long::sum);
            }
        }
    }

    /**
     * The number of rows to add to each class.
     *
     * @throws IllegalArgumentException if the shares cannot be reached, or if a class that the model never saw needs
     *     rows
     */
    public Map<String, Long> plan() {
        final Map<String, Long> additions = BalancePlan.of(counts, shares).additions();
        final long unknown = additions.keySet().stream()
                .filter(name -> !column.isKnown(name))
                .count();
        if (unknown > 0) {
            // The names of these classes are values of records, which must not appear in a message.
            throw new IllegalArgumentException(
                    ("%d of the records' classes need synthetic records, but the model never saw them. It knows: "
                                    + "%s. Train a model on records that include these classes")
                            .formatted(unknown, column.known()));
        }
        draws = new ClassDraws(model, column, additions, seed, fair);
        return additions;
    }

    public boolean isDone() {
        return draws.isDone();
    }

    /**
     * The next batch of rows to add, with the model's columns; it may be empty.
     *
     * @throws SamplingException if the model generates one of the classes too rarely
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
