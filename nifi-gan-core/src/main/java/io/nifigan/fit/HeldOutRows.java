// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;

/**
 * The training rows and the held-out rows of a model's training. A training splits its table by its seed, so that the
 * same table is always split the same way.
 *
 * @param training the training rows
 * @param heldOut the held-out rows; null if the table was too small to hold any out
 */
public record HeldOutRows(Table training, Table heldOut) {
    /**
     * Splits a model's own table as its training did.
     *
     * @param table the table that the model was trained on, with the same rows in the same order, read with the model's
     *     columns
     * @throws IllegalArgumentException if the table has other columns or another number of rows than the training, or
     *     the training was private
     */
    public static HeldOutRows of(final GANModel model, final Table table) {
        return of(model, table, table.rows());
    }

    /**
     * Splits a model's own table, of which only a sample may be in memory, as with a
     * {@link io.nifigan.table.LargeTable}.
     *
     * @param table all rows, or the same sample that the training had
     * @param rows the number of rows of the whole table
     */
    public static HeldOutRows of(final GANModel model, final Table table, final int rows) {
        if (model.privacy().isPresent()) {
            throw new IllegalArgumentException(
                    "A private training holds no rows out, and does not reveal how many rows it had. Provide held-out "
                            + "rows of your own");
        }
        if (!table.columns().equals(model.columns())) {
            throw new IllegalArgumentException("The rows have other columns than the model was trained on. "
                    + "Provide the table that it was trained on");
        }
        if (rows != model.provenance().rows()) {
            throw new IllegalArgumentException(
                    ("There are %d real rows, but the model was trained on %d. Its held-out rows are known only from "
                                    + "the table that it was trained on: provide that table")
                            .formatted(rows, model.provenance().rows()));
        }
        final List<String> names = table.columns().stream().map(Column::name).toList();
        final List<String> targets = model.settings().targets();
        final int target = targets.isEmpty() ? -1 : names.indexOf(targets.getFirst());
        final Split split = Split.of(
                table,
                model.settings().heldOutShare(),
                target,
                StreamSeed.SPLIT.of(model.settings().seed()));
        return new HeldOutRows(split.training(), split.heldOutCount() == 0 ? null : split.heldOut());
    }
}
