// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.TableEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An index of functional dependencies between columns that is searched in both directions: the country of a city, and
 * the cities of a country.
 */
final class DeterminedColumns {
    private final TableEncoder encoder;
    /** The determinant of each column, -1 for none. */
    private final int[] determinants;

    private final Map<Integer, Map<String, Integer>> indices = new HashMap<>();

    DeterminedColumns(final TableEncoder encoder) {
        this.encoder = encoder;
        this.determinants = new int[encoder.columns().size()];
        for (int c = 0; c < determinants.length; c++) {
            final int determinant = encoder.encodings().get(c).category(c);
            determinants[c] = determinant == c ? -1 : determinant;
            if (determinants[c] >= 0) {
                indices.computeIfAbsent(determinants[c], this::index);
            }
        }
    }

    private Map<String, Integer> index(final int determinant) {
        final List<String> values = ((CategoryEncoding) encoder.encodings().get(determinant)).values();
        final Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            index.put(values.get(i), i);
        }
        return index;
    }

    /** The column that determines the given one, -1 for none. */
    int determinant(final int column) {
        return determinants[column];
    }

    /**
     * Sets a determined column to the value that its determinant implies.
     *
     * @return whether that value is known
     */
    boolean lookUp(final TableCells cells, final int column, final int row) {
        final Integer place = indices.get(determinants[column]).get(cells.text(determinants[column], row));
        if (place != null) {
            cells.set(
                    column,
                    row,
                    ((DependentEncoding) encoder.encodings().get(column))
                            .values()
                            .get(place));
        }
        return place != null;
    }

    /** Whether a determinant's value agrees with the row's values of the given columns that it determines. */
    boolean agrees(final TableCells cells, final int determinant, final int row, final List<Integer> dependents) {
        final Integer place = indices.get(determinant).get(cells.text(determinant, row));
        return place != null && dependents.stream().allMatch(column -> agrees(cells, column, row, place));
    }

    /** Whether the row's value of a determined column is the one that the determinant implies. */
    private boolean agrees(final TableCells cells, final int column, final int row, final int place) {
        return cells.text(column, row)
                .equals(((DependentEncoding) encoder.encodings().get(column))
                        .values()
                        .get(place));
    }

    /**
     * Sets a determinant to a value that agrees with the columns that it determines; such values are drawn by their
     * frequencies.
     *
     * @param dependents the columns that it determines and that have values in the row
     */
    void deduce(
            final TableCells cells,
            final int determinant,
            final int row,
            final List<Integer> dependents,
            final Filling filling,
            final RandomStream random) {
        final CategoryEncoding category = (CategoryEncoding) encoder.encodings().get(determinant);
        final List<Integer> fitting = new ArrayList<>();
        double sum = 0;
        int max = -1;
        for (int i = 0; i < category.values().size(); i++) {
            final int place = i;
            if (category.values().get(i) != null
                    && dependents.stream().allMatch(column -> agrees(cells, column, row, place))) {
                fitting.add(i);
                sum += category.shares()[i];
                max = max < 0 || category.shares()[i] > category.shares()[max] ? i : max;
            }
        }
        if (fitting.isEmpty()) {
            return;
        }
        int chosen = max;
        if (filling == Filling.RANDOM) {
            double left = random.nextDouble() * sum;
            for (final int place : fitting) {
                left -= category.shares()[place];
                if (left < 0) {
                    chosen = place;
                    break;
                }
            }
        }
        cells.set(determinant, row, category.values().get(chosen));
    }
}
