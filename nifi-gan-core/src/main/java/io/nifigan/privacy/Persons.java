// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.HashMap;
import java.util.Map;

/** The persons of records, by a key column. */
final class Persons {
    private Persons() {}

    /**
     * Numbers the persons.
     *
     * @param key the name of the key column, or null
     * @return for each record the number of its person, -1 if the key is missing; null if there is no key column
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
        throw new PrivacyException("The records have no column \"%s\" that says whose they are. They have: %s"
                .formatted(
                        key,
                        String.join(
                                ", ", table.columns().stream().map(Column::name).toList())));
    }
}
