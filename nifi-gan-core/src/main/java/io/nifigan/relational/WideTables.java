// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.protect.RareValueSuppressor;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Set;
import java.util.TreeSet;

/** Widens tables by summaries of the children of each row. */
final class WideTables {
    /** A category with more values than this share of the rows names rows rather than kinds of them. */
    private static final double MAX_KINDS_SHARE = .2;
    /** So many values are few, whatever the number of rows: trees tell them apart, and rules may need them. */
    private static final int FEW_KINDS = 255;

    private WideTables() {}

    /** A table's columns that are learnt, and the summaries of its children. */
    static Table of(final Database database, final TableSchema schema) {
        final Table table = database.table(schema.name());
        final ChildDesign design = ChildDesign.of(database, schema);
        final Table typed = design.typed(table);
        final Frame wide = new Frame(table.rows());
        for (final int c : Frame.without(typed.columns(), design.left())) {
            wide.add(typed, c);
        }
        for (final DatabaseSchema.Reference reference : database.schema().references(schema.name())) {
            if (!reference.isSelf()) {
                summarize(database, reference, table.rows(), wide);
            }
        }
        return wide.table();
    }

    private static void summarize(
            final Database database, final DatabaseSchema.Reference reference, final int parents, final Frame wide) {
        final ChildDesign design = ChildDesign.of(database, reference.child());
        if (!reference.key().equals(design.context()) && !design.drawn().contains(reference.key())) {
            return;
        }
        final Table child = design.typed(database.table(reference.child().name()));
        final boolean family = reference.key().equals(design.context());
        final FamilySummary summary =
                new FamilySummary(child, database.parents(reference), parents, wide, FamilySummary.prefix(reference));
        summary.addCount();
        if (family && design.order() != null) {
            summary.addOrder(Frame.index(child.columns(), design.order()));
        }
        final Set<Integer> identifiers = new TreeSet<>(RareValueSuppressor.identifiers(child));
        for (int c = 0; c < child.columns().size(); c++) {
            final Column column = child.column(c);
            if (design.isSummedUp(column)) {
                summary.addNumber(c, family);
            } else if (family
                    && column.kind() == ColumnKind.CATEGORY
                    && !column.field().marksForm()
                    && !identifiers.contains(c)
                    && !design.left().contains(column.name())
                    && child.dictionary(c).size() < MAX_KINDS_SHARE * child.rows()) {
                summary.addKinds(c);
            }
        }
    }

    /** The columns of a wide table that can tell of children: all but identifiers. */
    static Table context(final Table wide) {
        final Set<Integer> identifiers = RareValueSuppressor.identifiers(wide);
        final Frame frame = new Frame(wide.rows());
        for (int c = 0; c < wide.columns().size(); c++) {
            final Column column = wide.column(c);
            if (!identifiers.contains(c)
                    && column.kind() != ColumnKind.IDENTIFIER
                    && !column.field().marksForm()
                    && (column.kind().isNumeric()
                            || wide.dictionary(c).size() < Math.max(FEW_KINDS, MAX_KINDS_SHARE * wide.rows()))) {
                frame.add(wide, c);
            }
        }
        return frame.table();
    }
}
