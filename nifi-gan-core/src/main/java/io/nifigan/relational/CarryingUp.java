// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.encode.TableEncoder;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.rule.DefiningRule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Sets the columns of finished tables that follow from their children, and those that follow from such columns. */
final class CarryingUp {
    private final List<CarriedColumn> carried;
    private final Map<String, Table> tables;
    private final Map<String, Table> wide;

    /**
     * @param tables the finished tables, which are replaced
     * @param wide by table its rows with summaries, of which rules within a table may make use
     */
    CarryingUp(final List<CarriedColumn> carried, final Map<String, Table> tables, final Map<String, Table> wide) {
        this.carried = carried;
        this.tables = tables;
        this.wide = wide;
    }

    void run(final List<TablePart> parts) {
        for (final TablePart part : parts.reversed()) {
            final TableSchema schema = part.schema();
            final Set<String> changed = new HashSet<>();
            for (final CarriedColumn one : carried) {
                if (one.table().equals(schema.name())) {
                    final Table parents = tables.get(schema.name());
                    final double[] values =
                            one.values(parents, Frame.index(parents.columns(), schema.key()), tables.get(one.child()));
                    set(schema.name(), one.column(), values);
                    changed.add(one.column());
                }
            }
            final TableEncoder encoder = switch (part) {
                case TablePart.Root root
                when root.model() != null -> root.model().encoder();
                case TablePart.Child child
                when child.model() != null -> child.model().encoder();
                default -> null;
            };
            if (!changed.isEmpty() && encoder != null) {
                follow(schema.name(), encoder, changed);
            }
        }
    }

    /** Computes what follows from changed columns by the rules within the table. */
    private void follow(final String name, final TableEncoder encoder, final Set<String> changed) {
        for (final DefiningRule rule : encoder.plan().computed()) {
            final List<Column> columns = encoder.columns();
            final Column target = columns.get(rule.target());
            final boolean follows = Arrays.stream(rule.columns())
                    .skip(1)
                    .anyMatch(c -> changed.contains(columns.get(c).name()));
            if (follows && target.kind().isNumeric() && !changed.contains(target.name())) {
                final Table rows = rows(name, columns);
                final IntToDoubleFunction numbers = rule.numbers(rows);
                final double[] values = new double[rows.rows()];
                Arrays.setAll(values, numbers::applyAsDouble);
                set(name, target.name(), values);
                changed.add(target.name());
            }
        }
    }

    /** The columns of a table's model, as they are by now. */
    private Table rows(final String name, final List<Column> columns) {
        final Table finished = tables.get(name);
        final Table all = wide.get(name);
        final Frame frame = new Frame(finished.rows());
        for (final Column column : columns) {
            final int index = Frame.index(finished.columns(), column.name());
            final int inAll = Frame.index(all.columns(), column.name());
            // What puts children in order is learnt as gaps, of which the finished table knows nothing.
            if (index >= 0 && finished.column(index).equals(column)) {
                frame.add(finished, index);
            } else {
                frame.add(all, inAll);
            }
        }
        return frame.table();
    }

    private void set(final String name, final String column, final double[] values) {
        final Table table = tables.get(name);
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).name().equals(column)) {
                frame.add(table.column(c), values);
            } else {
                frame.add(table, c);
            }
        }
        tables.put(name, frame.table());
    }
}
