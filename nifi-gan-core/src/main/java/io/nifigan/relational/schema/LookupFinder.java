// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds lookup tables: products, shops, airports, regions. Many rows refer to each of theirs, so rows made anew could
 * never look real beside them, and they are no people's. Such tables are kept as they are unless the user says
 * otherwise.
 *
 * <p>A table is taken for one only if nothing says that its rows are people: not its name or that of a column that
 * refers to it, not the name, the semantic type or the values of a column of its own, and not that its rows have
 * histories.
 */
public final class LookupFinder {
    /**
     * The least number of rows that refer to the same row, directly or through others, as such a row finds it on
     * average. Fewer are too few for a classifier to learn a row by heart.
     */
    private static final double MIN_REFERRING = 30;
    /** The same, as a row of the lookup table finds it on average. */
    private static final double MIN_REFERRED = 10;

    private final DatabaseSchema given;
    private final Map<String, Table> tables;

    private LookupFinder(final DatabaseSchema given, final Map<String, Table> tables) {
        this.given = given;
        this.tables = tables;
    }

    /**
     * Keeps lookup tables, where the schema does not say whether they are kept.
     *
     * @param tables the tables by name, with the kinds of their columns
     */
    public static DatabaseSchema find(final DatabaseSchema given, final Map<String, Table> tables) {
        return new LookupFinder(given, tables).find();
    }

    private DatabaseSchema find() {
        final Map<String, double[]> referring = referring();
        DatabaseSchema schema = given;
        for (final TableSchema table : given.parentsFirst()) {
            if (table.keep() == TableSchema.Keep.UNSAID
                    && table.key() != null
                    && table.series().isEmpty()
                    && parentsAreKept(schema, table)
                    && isReferredToOften(referring.get(table.name()))
                    && !mayBePeople(table)) {
                schema = schema.with(table.withKeep(TableSchema.Keep.LOOKUP));
            }
        }
        return schema;
    }

    private static boolean parentsAreKept(final DatabaseSchema schema, final TableSchema table) {
        return table.parentTables().stream()
                .allMatch(parent ->
                        parent.equals(table.name()) || schema.table(parent).kept());
    }

    /** For each table and row how many rows refer to it, directly or through others. */
    private Map<String, double[]> referring() {
        final Map<String, double[]> referring = new HashMap<>();
        tables.forEach((name, table) -> referring.put(name, new double[table.rows()]));
        final List<TableSchema> childrenFirst = new ArrayList<>(given.parentsFirst()).reversed();
        for (final TableSchema child : childrenFirst) {
            final double[] own = referring.get(child.name());
            for (final ForeignKey key : child.parents()) {
                if (!key.table().equals(child.name())) {
                    final int[] of = parents(child, key);
                    final double[] target = referring.get(key.table());
                    for (int r = 0; r < of.length; r++) {
                        if (of[r] >= 0) {
                            target[of[r]] += 1 + own[r];
                        }
                    }
                }
            }
        }
        return referring;
    }

    private int[] parents(final TableSchema child, final ForeignKey key) {
        final Table parent = tables.get(key.table());
        return Families.parents(
                tables.get(child.name()),
                Frame.index(tables.get(child.name()).columns(), key.column()),
                parent,
                Frame.index(parent.columns(), given.table(key.table()).key()));
    }

    private static boolean isReferredToOften(final double[] referring) {
        final double all = Arrays.stream(referring).sum();
        final double squares = Arrays.stream(referring).map(n -> n * n).sum();
        return all >= MIN_REFERRED * referring.length && squares >= MIN_REFERRING * all;
    }

    private boolean mayBePeople(final TableSchema schema) {
        final Table table = tables.get(schema.name());
        for (int c = 0; c < table.columns().size(); c++) {
            if (PersonWords.isTrait(table.column(c), table.dictionary(c) == null ? List.of() : table.dictionary(c))) {
                return true;
            }
        }
        return PersonWords.namePeople(schema.name())
                || given.references(schema.name()).stream()
                        .anyMatch(reference -> namesPeople(reference.key()) || hasHistories(reference));
    }

    /** Whether the name of a foreign key says that it refers to people, unless it only says whose key it is. */
    private static boolean namesPeople(final ForeignKey key) {
        return Collections.disjoint(SchemaFinder.words(key.column()), SchemaFinder.nouns(key.table()))
                && PersonWords.namePeople(key.column());
    }

    /** Whether the rows of a child table are histories of the rows that they refer to. */
    private static boolean hasHistories(final DatabaseSchema.Reference reference) {
        return reference.isContext() && !reference.child().order().isEmpty();
    }
}
