// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.sample.condition.SamplingException;
import java.util.List;
import java.util.Locale;

/** Counts the rows drawn and those that each filter kept, and gives up where hardly any is kept. */
final class AcceptanceCounts {
    /**
     * When to give up.
     *
     * @param minDrawn the number of rows to draw before it
     * @param maxDrawnPerRow the number of rows drawn for each kept one from which on too few are kept
     */
    record Patience(long minDrawn, long maxDrawnPerRow) {
        /** A trained model keeps more than one row in a hundred; this many take about a second. */
        static final Patience OF_TABLE = new Patience(50 * 1_024, 1_000);
        /** Conditions may ask for one row in ten thousand, which is still several rows a second. */
        static final Patience OF_CONDITIONS = new Patience(1 << 20, 100_000);
    }

    private final List<Filter> filters;
    private final Patience patience;
    /** {@code [1 + filters]}: the rows drawn, then those that each filter kept. */
    private final long[] counts;

    /** @param stages those that the rows go through, in their order */
    AcceptanceCounts(final List<Stage> stages, final Patience patience) {
        this.filters = stages.stream()
                .filter(Filter.class::isInstance)
                .map(Filter.class::cast)
                .toList();
        this.patience = patience;
        this.counts = new long[filters.size() + 1];
    }

    /** Adds a batch; where no row was left, later filters did not see it. */
    void add(final RowBatch batch) {
        for (int i = 0; i < batch.counts().length; i++) {
            counts[i] += batch.counts()[i];
        }
    }

    /** The number of rows drawn. */
    long drawn() {
        return counts[0];
    }

    /** The filter that kept the smallest part of what it usually keeps; null where there is none. */
    Filter narrowest() {
        return filters.isEmpty() ? null : filters.get(narrowestIndex());
    }

    private int narrowestIndex() {
        int narrowest = 0;
        for (int i = 0; i < filters.size(); i++) {
            narrowest = share(i) < share(narrowest) ? i : narrowest;
        }
        return narrowest;
    }

    /**
     * Gives up where many rows were drawn and hardly any was kept.
     *
     * @throws SamplingException with what the filters kept up to the narrowest one, and its advice
     */
    void check() throws SamplingException {
        final long kept = counts[filters.size()];
        if (filters.isEmpty() || drawn() < patience.minDrawn() || kept * patience.maxDrawnPerRow() >= drawn()) {
            return;
        }
        final int narrowest = narrowestIndex();
        final StringBuilder message = new StringBuilder(format("Of %,d rows drawn, ", drawn()));
        for (int i = 0; i < narrowest; i++) {
            message.append(format("%,d %s, ", counts[i + 1], filters.get(i).description()));
        }
        message.append(format(
                narrowest == 0 ? "only %,d %s. " : "and only %,d %s. ",
                counts[narrowest + 1],
                filters.get(narrowest).description()));
        throw new SamplingException(
                message.append(filters.get(narrowest).advice()).toString());
    }

    private static String format(final String text, final Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    /** The share of rows that a filter kept, as a part of the usual one; 1 where it saw no row. */
    private double share(final int filter) {
        return counts[filter] == 0
                ? 1
                : (double) counts[filter + 1]
                        / counts[filter]
                        / filters.get(filter).usualShare();
    }
}
