// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import io.nifigan.table.Table;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bins of a table's rows, each column binned once for all {@link Prediction}s that see it. Not thread-safe. */
public final class BinnedRows {
    private final Table table;
    private final List<Binned> known = new ArrayList<>();

    private record Binned(ColumnBins bins, byte[] codes) {}

    /** @param table the rows; a column must not change once a prediction saw it */
    public BinnedRows(final Table table) {
        this.table = table;
    }

    /** The number of rows. */
    int rows() {
        return table.rows();
    }

    /** The bins {@code [bins.columns()][rows]}; not to be changed. */
    byte[][] codes(final RowBins bins) {
        final byte[][] codes = new byte[bins.columns().size()][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes(bins, i);
        }
        return codes;
    }

    private byte[] codes(final RowBins bins, final int index) {
        final ColumnBins of = bins.columns().get(index);
        final Optional<Binned> same =
                known.stream().filter(other -> other.bins().binsAs(of)).findFirst();
        if (same.isPresent()) {
            return same.get().codes();
        }
        final byte[] codes = bins.codes(index, table);
        known.add(new Binned(of, codes));
        return codes;
    }
}
