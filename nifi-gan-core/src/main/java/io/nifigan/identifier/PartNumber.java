// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A number within cells.
 *
 * @param boxes where the numbers lie; of one dimension
 * @param decimals equally likely numbers of decimals
 * @param minDecimals the number of decimals that are written even where they are zero at the end
 */
public record PartNumber(NumberBoxes boxes, List<Integer> decimals, int minDecimals) implements TextPart {
    private static final int MAX_DECIMALS = 20;

    public PartNumber {
        decimals = List.copyOf(decimals);
        if (boxes == null
                || boxes.dimensions() != 1
                || decimals.isEmpty()
                || decimals.size() > MAX_PARTS
                || minDecimals < 0
                || minDecimals > MAX_DECIMALS
                || decimals.stream().anyMatch(count -> count < 0 || count > MAX_DECIMALS)) {
            throw new IllegalArgumentException(
                    "A number within a cell needs a range, and numbers of decimals of 0 to %d".formatted(MAX_DECIMALS));
        }
    }

    @Override
    public void write(final PartWriter writer) {
        write(boxes.draw(writer.random()), 0, writer);
    }

    /**
     * Writes a number that was drawn, perhaps with others.
     *
     * @param drawn the lower ends, the numbers and the upper ends: rounding stays between the ends where it can
     * @param dimension the index of this part's number
     */
    void write(final double[][] drawn, final int dimension, final PartWriter writer) {
        final int scale = decimals.get(writer.random().nextInt(decimals.size()));
        final BigDecimal exact = BigDecimal.valueOf(drawn[1][dimension]);
        BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_EVEN);
        if (rounded.doubleValue() > drawn[2][dimension]) {
            rounded = exact.setScale(scale, RoundingMode.FLOOR);
        } else if (rounded.doubleValue() < drawn[0][dimension]) {
            rounded = exact.setScale(scale, RoundingMode.CEILING);
        }
        final int needed = Math.max(0, rounded.stripTrailingZeros().scale());
        final BigDecimal shown = rounded.setScale(Math.max(needed, Math.min(minDecimals, scale)));
        writer.text().append(shown.toPlainString());
    }

    @Override
    public long size() {
        return 1;
    }
}
