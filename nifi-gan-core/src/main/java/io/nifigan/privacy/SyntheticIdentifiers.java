// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The made-up identifiers of synthetic rows: public examples with random digits and letters. */
final class SyntheticIdentifiers {
    private static final String EXAMPLE = "00000000";

    private SyntheticIdentifiers() {}

    static Table complete(
            final PublicTable facts,
            final int count,
            final double[][] numbers,
            final int[][] codes,
            final RandomGenerator random) {
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < facts.columns().size(); c++) {
            final Column column = facts.columns().get(c);
            if (column.kind() != ColumnKind.IDENTIFIER) {
                dictionaries.add(facts.isNumber(c) ? null : facts.fact(c).values());
                continue;
            }
            final List<String> examples = facts.fact(c).values().isEmpty()
                    ? List.of(EXAMPLE)
                    : facts.fact(c).values();
            final List<String> identifiers = new ArrayList<>();
            codes[c] = new int[count];
            for (int r = 0; r < count; r++) {
                identifiers.add(like(examples.get(random.nextInt(examples.size())), column, random));
                codes[c][r] = r;
            }
            dictionaries.add(identifiers);
        }
        return new Table(facts.columns(), count, numbers, codes, dictionaries);
    }

    private static String like(final String example, final Column column, final RandomGenerator random) {
        if (column.meaning() != SemanticType.KEY) {
            return example;
        }
        final StringBuilder text = new StringBuilder();
        for (final char c : example.toCharArray()) {
            if (c >= '0' && c <= '9') {
                text.append((char) ('0' + random.nextInt(10)));
            } else if (c >= 'a' && c <= 'z') {
                text.append((char) ('a' + random.nextInt(26)));
            } else if (c >= 'A' && c <= 'Z') {
                text.append((char) ('A' + random.nextInt(26)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
