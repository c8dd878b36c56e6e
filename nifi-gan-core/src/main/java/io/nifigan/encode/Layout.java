// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout of the learnt columns in the networks' rows.
 *
 * @param blocks one block for each learnt column or part of a column; those of one column are adjacent
 * @param rawSize the number of outputs of the generator
 * @param rowSize the number of inputs of the discriminator
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
