// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Map;

/** A trained model of a database. */
public final class RelationalModel {
    private final SeriesTables series;
    private final List<TablePart> parts;

    RelationalModel(final SeriesTables series, final List<TablePart> parts) {
        this.series = series;
        this.parts = List.copyOf(parts);
    }

    /** What is learnt of the tables, parents first. */
    List<TablePart> parts() {
        return parts;
    }

    /**
     * Makes a synthetic database.
     *
     * @param scale synthetic rows of tables without parents for each real row, above 0
     * @param seed the same seed gives the same rows
     * @param threads the number of threads, which does not change the rows
     * @return the tables by name, parents first
     * @throws SamplingException where hardly any row keeps a table's rules
     */
    public Map<String, Table> sample(final double scale, final long seed, final int threads) throws SamplingException {
        if (!(scale > 0 && scale <= 1_000)) {
            throw new IllegalArgumentException("The scale is %s; it must be above 0 and at most 1000".formatted(scale));
        }
        return series.restore(new DatabaseSampler(this, scale, seed, threads).sample());
    }
}
