// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * How the columns that are learnt lie side by side in the networks' rows.
 *
 * @param blocks one for each column, or part of a column, that has something to learn; those of a column side by side
 * @param rawSize numbers that the generator puts out
 * @param rowSize numbers that the discriminator takes in
 */
public record Layout(List<Block> blocks, int rawSize, int rowSize) {
    public Layout {
        blocks = List.copyOf(blocks);
    }

    static Layout of(final List<Encoding> encodings) {
        final List<Block> blocks = new ArrayList<>();
        int raw = 0;
        int row = 0;
        for (int c = 0; c < encodings.size(); c++) {
            final List<Block> parts = encodings.get(c).blocks();
            for (int p = 0; p < parts.size(); p++) {
                if (parts.get(p).rawSize() > 0) {
                    final Block block = parts.get(p).at(c, p, raw, row);
                    blocks.add(block);
                    raw += block.rawSize();
                    row += block.rowSize();
                }
            }
        }
        return new Layout(blocks, raw, row);
    }
}
