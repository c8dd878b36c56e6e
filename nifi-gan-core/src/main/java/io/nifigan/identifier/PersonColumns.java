// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The assignment of a table's columns to the persons of a row. The first given name, family name and full name belong
 * to the first person, the second ones to the second, and so on. Mail addresses and user names belong to the person
 * whose names most of them contain, else to the first.
 */
final class PersonColumns {
    private static final int MAX_EXAMINED = 2_000;
    private static final double MIN_AGREEMENT = .3;

    private final Table table;
    private final LocaleDetector locale;
    private final List<Integer> given;
    private final List<Integer> family;
    private final List<Integer> full;
    private final Map<Integer, Boolean> backwards = new HashMap<>();

    /**
     * Assigns the columns of a table.
     *
     * @param locale the locale whose lists distinguish given names from family names
     */
    PersonColumns(final Table table, final LocaleDetector locale) {
        this.table = table;
        this.locale = locale;
        this.given = columns(SemanticType.GIVEN_NAME);
        this.family = columns(SemanticType.FAMILY_NAME);
        this.full = columns(SemanticType.FULL_NAME);
    }

    private List<Integer> columns(final SemanticType meaning) {
        final List<Integer> columns = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).meaning() == meaning) {
                columns.add(c);
            }
        }
        return columns;
    }

    /** The number of persons in a row. */
    private int count() {
        return Math.max(full.size(), Math.max(given.size(), family.size()));
    }

    /** The index of the person that a column belongs to. */
    int personOf(final int column) {
        final SemanticType meaning = table.column(column).meaning();
        return switch (meaning) {
            case GIVEN_NAME -> given.indexOf(column);
            case FAMILY_NAME -> family.indexOf(column);
            default -> {
                int best = meaning == SemanticType.FULL_NAME ? full.indexOf(column) : 0;
                double max = MIN_AGREEMENT;
                for (int person = 0; person < count(); person++) {
                    final double share = shareWithNames(column, person);
                    if (share > max) {
                        max = share;
                        best = person;
                    }
                }
                yield best;
            }
        };
    }

    /** The share of rows whose value contains the person's family or given name. */
    private double shareWithNames(final int column, final int person) {
        int rows = 0;
        int agree = 0;
        for (int r = 0; r < table.rows() && rows < MAX_EXAMINED; r++) {
            final String[] names = names(person, r);
            if (names == null || table.isMissing(column, r)) {
                continue;
            }
            rows++;
            final String value = Ascii.fold(text(column, r));
            final String first = Ascii.fold(names[0]);
            final String last = Ascii.fold(names[1]);
            agree += !last.isEmpty() && value.contains(last) || first.length() > 2 && value.contains(first) ? 1 : 0;
        }
        return rows == 0 ? 0 : (double) agree / rows;
    }

    /** The given and family name of a person in a row; null where one is missing. */
    String[] names(final int person, final int row) {
        if (hasNameColumns(person)) {
            return table.isMissing(given.get(person), row) || table.isMissing(family.get(person), row)
                    ? null
                    : new String[] {text(given.get(person), row), text(family.get(person), row)};
        }
        if (person < full.size() && !table.isMissing(full.get(person), row)) {
            final String[] names = parts(text(full.get(person), row));
            final boolean asWritten =
                    names == null || text(full.get(person), row).indexOf(',') >= 0 || !isBackwards(full.get(person));
            return asWritten ? names : new String[] {names[1], names[0]};
        }
        return null;
    }

    /**
     * The names of a person in all rows with both; in both orders where given and family name cannot be distinguished.
     */
    List<String[]> names(final int person) {
        final List<String[]> all = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            final String[] names = names(person, r);
            if (names != null) {
                all.add(names);
                if (!hasNameColumns(person)) {
                    all.add(new String[] {names[1], names[0]});
                }
            }
        }
        return all;
    }

    /** Whether the given and the family name of a person have columns of their own. */
    boolean hasNameColumns(final int person) {
        return person < given.size() && person < family.size();
    }

    /** Whether most full names without a comma begin with the family name. */
    boolean isBackwards(final int column) {
        return backwards.computeIfAbsent(column, c -> {
            final Set<String> givenNames = FakerLists.lowerGiven(locale.tag());
            final Set<String> familyNames = FakerLists.lowerFamily(locale.tag());
            int votes = 0;
            for (final String value : IdentifierFormatInducer.distinct(table, c)) {
                final String[] words = Ascii.lower(value.strip()).split(" ");
                if (words.length > 1 && value.indexOf(',') < 0) {
                    final String first = words[0];
                    final String last = words[words.length - 1];
                    votes += (givenNames.contains(last) ? 1 : 0)
                            + (familyNames.contains(first) ? 1 : 0)
                            - (givenNames.contains(first) ? 1 : 0)
                            - (familyNames.contains(last) ? 1 : 0);
                }
            }
            return votes > 0;
        });
    }

    /** The first and last word of a full name, swapped where there is a comma; null for a single word. */
    private static String[] parts(final String full) {
        final String text = full.strip();
        final int comma = text.indexOf(',');
        if (comma > 0 && comma < text.length() - 1) {
            return new String[] {
                firstWord(text.substring(comma + 1).strip()),
                text.substring(0, comma).strip()
            };
        }
        final int space = text.lastIndexOf(' ');
        return space < 0 ? null : new String[] {firstWord(text), text.substring(space + 1)};
    }

    private static String firstWord(final String text) {
        final int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    String text(final int column, final int row) {
        return table.dictionary(column).get(table.codes(column)[row]);
    }
}
