// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Table;
import java.util.HashMap;
import java.util.Map;

/** Whose records are whose, by a column that says so. */
final class Persons {
    private Persons() {}

    /**
     * @param key the column's name, or null
     * @return for each record the same number where the column is the same, -1 where it is missing; null where there is
     *     no such column to go by
     */
    static int[] of(final Table table, final String key) throws PrivacyException {
        if (key == null) {
            return null;
        }
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).name().equals(key)) {
                final int[] persons = new int[table.rows()];
                final Map<Object, Integer> numbers = new HashMap<>();
                for (int r = 0; r < persons.length; r++) {
                    persons[r] = table.isMissing(c, r)
                            ? -1
                            : numbers.computeIfAbsent(
                                    table.numbers(c) == null
                                            ? (Object) table.codes(c)[r]
                                            : (Object) table.numbers(c)[r],
                                    any -> numbers.size());
                }
                return persons;
            }
        }
        throw new PrivacyException(
                "The column \"%s\", which says whose a record is, is not among the columns".formatted(key));
    }
}
