// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.model.GANModel;
import io.nifigan.relational.rows.FirstGaps;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Map;

/** The learnt part of a model that makes one table of a database. */
sealed interface TablePart {
    /** The table's schema. */
    TableSchema schema();

    /**
     * A table that is kept as it is.
     *
     * @param schema its schema
     * @param table its rows
     * @param wide its rows with summaries of their children
     */
    record Kept(TableSchema schema, Table table, Table wide) implements TablePart {}

    /**
     * What makes the columns of a table that is made anew.
     *
     * @param schema its schema
     * @param columns all columns, in the order of the real table
     * @param rows the number of real rows
     * @param keys makes primary keys; null where it has none
     * @param counts by the prefix of a summary the numbers of children of real rows
     * @param ends by the prefix of a summary the largest ordering value of children
     * @param gaps by the prefix of a summary how long after a time of the parent its first child comes
     * @param selves by the column of a foreign key to the table itself how its rows refer to each other
     */
    record Frameset(
            TableSchema schema,
            List<Column> columns,
            int rows,
            KeyGenerator keys,
            Map<String, CountMatcher.Distribution> counts,
            Map<String, Double> ends,
            Map<String, FirstGaps> gaps,
            Map<String, SelfReference> selves) {}

    /**
     * A table without parents, or with only itself as one.
     *
     * @param model a model of the wide table; null where there is nothing to learn
     * @param unlearnt makes the rows of the wide table where there is no model; else null
     */
    record Root(Frameset frame, ChildDesign design, GANModel model, UnlearntRows unlearnt) implements TablePart {
        @Override
        public TableSchema schema() {
            return frame.schema();
        }
    }

    /**
     * A table with parents.
     *
     * @param model a model of the wide table's rows in their contexts; null where there is nothing to learn
     * @param unlearnt makes the rows of the wide table where there is no model; else null
     * @param design how each column is made
     * @param facts what else is known
     */
    record Child(Frameset frame, ChildDesign design, ChainModel model, UnlearntRows unlearnt, Facts facts)
            implements TablePart {
        @Override
        public TableSchema schema() {
            return frame.schema();
        }
    }

    /**
     * What is known of a table with parents beside its model.
     *
     * @param order the column that orders the children; null for none
     * @param summed names of the columns whose sums are followed
     * @param contextColumns the columns of the parent that contexts have
     * @param referenceColumns for each drawn foreign key the columns of the rows that it refers to
     * @param keys for each drawn foreign key how it is drawn
     * @param withoutParent the ordering values of rows without a parent, one each; NaN where nothing orders them
     * @param latest the largest ordering value
     * @param grid how far rows are apart
     * @param begins first ordering values of some families, for parents of which none is planned
     */
    record Facts(
            Column order,
            List<String> summed,
            List<String> contextColumns,
            List<List<String>> referenceColumns,
            List<ReferenceDraws.Key> keys,
            double[] withoutParent,
            double latest,
            Grid grid,
            double[] begins) {}
}
