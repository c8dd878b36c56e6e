// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.encode.Encoding;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.network.Noise;
import java.util.List;

/** Makes identifiers for rows that need some: made anew, or joined from the row's other columns. */
final class IdentifierCells {
    private final List<Encoding> encodings;
    private final boolean mayBeMissing;
    private final Noise noise;
    /** How many identifiers of each column were made: sequences go on from row to row. */
    private final long[] made;

    /** @param mayBeMissing whether as many identifiers are missing as among the rows that were learnt */
    IdentifierCells(final List<Encoding> encodings, final boolean mayBeMissing, final long seed) {
        this.encodings = encodings;
        this.mayBeMissing = mayBeMissing;
        this.noise = new Noise(seed);
        this.made = new long[encodings.size()];
    }

    /** Sets the identifiers of a row; its other columns are complete. */
    void fill(final Cells cells, final int row, final boolean[][] wanted) {
        for (int c = 0; c < made.length; c++) {
            if (wanted[c] != null && wanted[c][row] && encodings.get(c) instanceof IdentifierEncoding identifier) {
                final boolean missing = mayBeMissing && identifier.missingShare() > 0 && noise.nextDouble() < identifier.missingShare();
                cells.set(c, row, missing ? null : identifier.generator().next(noise, made[c]));
                made[c]++;
            }
        }
        for (int c = 0; c < made.length; c++) {
            if (wanted[c] != null && wanted[c][row] && encodings.get(c) instanceof JoinedEncoding joined) {
                cells.set(c, row, joined.rule().join(cells.text(joined.rule().first(), row), cells.text(joined.rule().second(), row)));
            }
        }
    }
}
