// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the keys of tables from their values and names. A primary key is a column without missing or equal values; a
 * foreign key has values that are primary keys of another table, and a name that says so.
 */
public final class SchemaFinder {
    /** Words whose plural is not the word with an s. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "people",
            "person",
            "children",
            "child",
            "men",
            "man",
            "women",
            "woman",
            "indices",
            "index",
            "criteria",
            "criterion");

    private static final Set<String> KEY_WORDS = Set.of("id", "key", "no", "nr", "num", "number", "code", "uuid", "pk");
    /** Foreign keys may name rows that do not exist, but not more than this share. */
    private static final double MAX_ORPHANS = .2;
    /** So many different texts that are keys of another table are no accident, whatever the column's name. */
    private static final int MIN_TEXTS = 8;
    /** The least share of such texts that are keys: some rows may be missing in the other table. */
    private static final double MIN_KNOWN = .95;

    private static final Pattern DATE =
            Pattern.compile("(\\d{4}-\\d\\d?-\\d\\d?|\\d\\d?[./-]\\d\\d?[./-]\\d{4})([T ].*)?");

    private final Map<String, Table> tables;

    private SchemaFinder(final Map<String, Table> tables) {
        this.tables = tables;
    }

    /**
     * Finds primary and foreign keys.
     *
     * @param tables the tables by name; every column is a category, that is, as its texts are written
     */
    public static DatabaseSchema find(final Map<String, Table> tables) {
        return new SchemaFinder(tables).find();
    }

    private DatabaseSchema find() {
        final Map<String, TableSchema> found = new LinkedHashMap<>();
        final Map<String, String> keys = new LinkedHashMap<>();
        tables.forEach((name, table) -> primaryKey(name, table).ifPresent(key -> keys.put(name, key)));
        for (final Map.Entry<String, Table> entry : tables.entrySet()) {
            TableSchema schema = TableSchema.of(entry.getKey());
            for (final ForeignKey key : foreignKeys(entry.getKey(), entry.getValue(), keys)) {
                schema = schema.withParent(key);
            }
            found.put(entry.getKey(), schema);
        }
        DatabaseSchema schema = new DatabaseSchema(found);
        for (final TableSchema table : found.values()) {
            final String key = keys.get(table.name());
            final boolean isForeign =
                    table.parents().stream().anyMatch(parent -> parent.column().equals(key));
            if (key != null && (!schema.references(table.name()).isEmpty() || !isForeign)) {
                schema = schema.with(schema.table(table.name()).withKey(key));
            }
        }
        for (final TableSchema table : schema.tables().values()) {
            schema = schema.with(table.withParents(largestFirst(table.parents())));
        }
        return withoutCircles(schema);
    }

    /** The parent with the most rows gives the smallest families, which tell most of each other. */
    private List<ForeignKey> largestFirst(final List<ForeignKey> keys) {
        return keys.stream()
                .sorted(Comparator.comparingInt(
                        (ForeignKey key) -> -tables.get(key.table()).rows()))
                .toList();
    }

    private static DatabaseSchema withoutCircles(final DatabaseSchema given) {
        DatabaseSchema schema = given;
        for (final TableSchema table : given.tables().values()) {
            for (final ForeignKey key : table.parents()) {
                if (!key.table().equals(table.name()) && reaches(schema, key.table(), table.name(), new HashSet<>())) {
                    schema = schema.with(schema.table(table.name())
                            .withParents(schema.table(table.name()).parents().stream()
                                    .filter(other -> !other.equals(key))
                                    .toList()));
                }
            }
        }
        return schema;
    }

    public static boolean reaches(
            final DatabaseSchema schema, final String from, final String to, final Set<String> seen) {
        return from.equals(to)
                || seen.add(from)
                        && schema.table(from).parentTables().stream()
                                .anyMatch(parent -> !parent.equals(from) && reaches(schema, parent, to, seen));
    }

    /** The best of the columns without missing or equal values. */
    private static Optional<String> primaryKey(final String name, final Table table) {
        final int[] unique = IntStream.range(0, table.columns().size())
                .filter(c -> table.rows() > 1
                        && isUnique(table, c)
                        && table.dictionary(c).stream().noneMatch(text -> text.matches("-?\\d*\\.\\d+"))
                        && !table.dictionary(c).stream().allMatch(DATE.asMatchPredicate()))
                .toArray();
        return Arrays.stream(unique)
                .boxed()
                .filter(c -> keyScore(name, table, c) > 0)
                .max(Comparator.<Integer>comparingInt(c -> keyScore(name, table, c))
                        .thenComparing(c -> -c))
                .map(c -> table.column(c).name());
    }

    private static boolean isUnique(final Table table, final int column) {
        return table.dictionary(column).size() == table.rows()
                && Arrays.stream(table.codes(column)).allMatch(code -> code >= 0);
    }

    /** Whether a column's name says that its values name something. */
    public static boolean isNamedAsKey(final String column) {
        return words(column).stream().anyMatch(KEY_WORDS::contains);
    }

    private static int keyScore(final String table, final Table rows, final int column) {
        final List<String> words = words(rows.column(column).name());
        final boolean named = words.stream().anyMatch(KEY_WORDS::contains);
        final Set<String> own = new HashSet<>(words);
        own.retainAll(nouns(table));
        return (named ? 4 : 0) + (own.isEmpty() ? 0 : 2) + (words.size() == 1 && named ? 2 : 0) + (column == 0 ? 3 : 0);
    }

    private List<ForeignKey> foreignKeys(final String name, final Table table, final Map<String, String> keys) {
        final List<ForeignKey> found = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            final String column = table.column(c).name();
            ForeignKey best = null;
            int bestScore = 0;
            for (final Map.Entry<String, String> parent : keys.entrySet()) {
                final boolean self = parent.getKey().equals(name);
                if (self && (parent.getValue().equals(column) || hasCircle(table, parent.getValue(), c))) {
                    continue;
                }
                final int score = nameScore(column, parent.getKey(), parent.getValue(), self);
                final int score2 = score + includedScore(table, c, parent.getKey(), parent.getValue(), score > 0);
                if (score2 > score && score2 > bestScore) {
                    best = new ForeignKey(column, parent.getKey());
                    bestScore = score2;
                }
            }
            // The key of a table is also a foreign key only where its name is that of the other table's key.
            if (best != null && (!column.equals(keys.get(name)) || column.equals(keys.get(best.table())))) {
                found.add(best);
            }
        }
        return withoutMutual(name, found, keys);
    }

    /** Whether a row is its own ancestor, so that the column cannot name the row above each row. */
    private static boolean hasCircle(final Table table, final String key, final int column) {
        final int[] above = Families.parents(table, column, table, Frame.index(table.columns(), key));
        final int[] seen = new int[above.length];
        for (int r = 0; r < above.length; r++) {
            int at = r;
            while (at >= 0 && seen[at] == 0) {
                seen[at] = r + 1;
                at = above[at];
            }
            if (at >= 0 && seen[at] == r + 1) {
                return true;
            }
        }
        return false;
    }

    /** Of two tables whose keys have the same name, the smaller one refers to the larger one. */
    private List<ForeignKey> withoutMutual(
            final String name, final List<ForeignKey> found, final Map<String, String> keys) {
        return found.stream()
                .filter(key -> !key.column().equals(keys.get(name))
                        || tables.get(name).rows() < tables.get(key.table()).rows())
                .toList();
    }

    /** 0 where names say nothing, more the closer they are. */
    private static int nameScore(final String column, final String table, final String key, final boolean self) {
        final List<String> words = words(column);
        final Set<String> nouns = nouns(table);
        if (self) {
            // A manager of employees: the name ends like the key, with another word before it.
            return words.size() > 1
                            && KEY_WORDS.contains(words.getLast())
                            && words.getLast().equals(words(key).getLast())
                    ? 1
                    : 0;
        }
        if (column.equalsIgnoreCase(key) && !KEY_WORDS.containsAll(words)) {
            return 6;
        }
        final Set<String> rest = new LinkedHashSet<>(words);
        rest.removeAll(KEY_WORDS);
        if (!rest.isEmpty() && nouns.containsAll(rest)) {
            return 5;
        }
        rest.retainAll(nouns);
        return rest.isEmpty() ? 0 : 3;
    }

    /** 0 where values are no keys of a table. */
    private int includedScore(
            final Table table, final int column, final String parent, final String key, final boolean named) {
        final Table of = tables.get(parent);
        final Set<String> keys = new HashSet<>(of.dictionary(Frame.index(of.columns(), key)));
        final List<String> values = table.dictionary(column);
        final int[] codes = table.codes(column);
        int present = 0;
        int known = 0;
        for (final int code : codes) {
            if (code >= 0) {
                present++;
                known += keys.contains(values.get(code)) ? 1 : 0;
            }
        }
        if (present == 0 || known < (1 - MAX_ORPHANS) * present) {
            return 0;
        }
        final boolean texts =
                values.size() >= MIN_TEXTS && values.stream().noneMatch(value -> value.matches("-?\\d+(\\.\\d+)?"));
        return named ? 2 : texts && known >= MIN_KNOWN * present ? 1 : 0;
    }

    /** The words of a name in lower case: of camelCase, snake_case and names with blanks. */
    static List<String> words(final String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The words of a table's name, in the singular too. */
    static Set<String> nouns(final String table) {
        final Set<String> nouns = new HashSet<>();
        for (final String word : words(table)) {
            nouns.add(word);
            if (IRREGULAR.containsKey(word)) {
                nouns.add(IRREGULAR.get(word));
            }
            if (word.endsWith("ies")) {
                nouns.add(word.substring(0, word.length() - 3) + "y");
            }
            if (word.endsWith("es")) {
                nouns.add(word.substring(0, word.length() - 2));
            }
            if (word.endsWith("s")) {
                nouns.add(word.substring(0, word.length() - 1));
            }
        }
        return nouns;
    }
}
