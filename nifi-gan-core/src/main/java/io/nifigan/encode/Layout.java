// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * How the columns that are learnt lie side by side in the networks' rows.
 *
 * @param blocks   one for each column, or part of a column, that has something to learn; those of a column side by side
 * @param rawSize  numbers that the generator puts out
 * @param rowSize  numbers that the discriminator takes in
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
            final List<? extends Encoding> parts = encodings.get(c) instanceof CalendarEncoding calendar ? calendar.parts()
                    : List.of(encodings.get(c));
            for (int p = 0; p < parts.size(); p++) {
                final Block block = switch (parts.get(p)) {
                    case NumberEncoding number -> numberBlock(number, c, p, raw, row);
                    case CategoryEncoding category -> new Block(c, p, raw, row, category.members(), -1, false, false, new float[category.members()]);
                    case CalendarEncoding calendar -> null;
                    case DependentEncoding dependent -> null;
                    case ComputedEncoding computed -> null;
                    case LookupEncoding lookup -> null;
                    case IdentifierEncoding identifier -> null;
                    case JoinedEncoding joined -> null;
                };
                if (block != null && block.rawSize() > 0) {
                    blocks.add(block);
                    raw += block.rawSize();
                    row += block.rowSize();
                }
            }
        }
        return new Layout(blocks, raw, row);
    }

    private static Block numberBlock(final NumberEncoding number, final int column, final int part, final int raw, final int row) {
        final int members = number.members();
        final float[] positions = new float[members];
        for (int i = 0; i < Math.min(members, number.atoms().length); i++) {
            positions[i] = (float) number.atomPosition(i);
        }
        final boolean learnt = members > 0 || number.hasOthers();
        // A position tells nothing where a value is either there or missing and always the same.
        final boolean positioned = learnt && (number.hasOthers() || number.atoms().length > 1);
        return new Block(column, part, raw, row, members, number.othersMember(), number.hasOthers(), positioned, positions);
    }
}
