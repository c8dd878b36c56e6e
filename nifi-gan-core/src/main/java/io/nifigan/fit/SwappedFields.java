// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows with fields of other rows, which no single column gives away. Columns that are computed or looked up stay as
 * they are: the encoder does not look at them.
 */
final class SwappedFields {
    private final int[] columns;
    private final RandomStream random;

    /** @param random draws fields and rows */
    SwappedFields(final TableEncoder encoder, final RandomStream random) {
        this.columns = IntStream.range(0, encoder.columns().size())
                .filter(c -> !encoder.encodings().get(c).blocks().isEmpty())
                .toArray();
        this.random = random;
    }

    /** The rows, each with one or two fields of other rows. */
    Table few(final Table table) {
        final int[][] donors = own(table);
        for (int r = 0; r < table.rows() && columns.length > 0; r++) {
            for (int fields = 1 + random.nextInt(2); fields > 0; fields--) {
                donors[columns[random.nextInt(columns.length)]][r] = random.nextInt(table.rows());
            }
        }
        return of(table, donors);
    }

    /** The same number of rows, each with every field taken from another row at random. */
    Table all(final Table table) {
        final int[][] donors = own(table);
        for (final int column : columns) {
            Arrays.setAll(donors[column], r -> random.nextInt(table.rows()));
        }
        return of(table, donors);
    }

    private static int[][] own(final Table table) {
        final int[][] donors = new int[table.columns().size()][];
        Arrays.setAll(donors, c -> IntStream.range(0, table.rows()).toArray());
        return donors;
    }

    /** @param donors {@code [columns][rows]}: the row from which each field comes */
    private static Table of(final Table table, final int[][] donors) {
        final double[][] numbers = new double[donors.length][];
        final int[][] codes = new int[donors.length][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < donors.length; c++) {
            final int[] from = donors[c];
            if (table.column(c).kind().isNumeric()) {
                final double[] values = table.numbers(c);
                numbers[c] = Arrays.stream(from).mapToDouble(r -> values[r]).toArray();
                dictionaries.add(null);
            } else {
                final int[] values = table.codes(c);
                codes[c] = Arrays.stream(from).map(r -> values[r]).toArray();
                dictionaries.add(table.dictionary(c));
            }
        }
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }
}
