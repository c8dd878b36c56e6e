// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;

/**
 * The rows that a training learnt from and those that it kept to measure on. A training splits its table by its seed,
 * so that the very same table, read again, is split the same way.
 *
 * @param training rows that were learnt
 * @param heldOut rows that were not; null where the table was too small to keep any
 */
public record HeldOutRows(Table training, Table heldOut) {
    /**
     * Splits a model's own table as its training did.
     *
     * @param table the table that the model was trained on, with the same rows in the same order, read with the model's
     *     columns
     * @throws IllegalArgumentException where the table has other columns than the model, or not as many rows as it was
     *     trained on, or the training was a private one
     */
    public static HeldOutRows of(final GANModel model, final Table table) {
        return of(model, table, table.rows());
    }

    /**
     * As {@link #of(GANModel, Table)}, of a table of which there may be a sample only, as of a
     * {@link io.nifigan.table.LargeTable}.
     *
     * @param table all its rows, or the very sample that the training had too
     * @param rows how many there are in all
     */
    public static HeldOutRows of(final GANModel model, final Table table, final int rows) {
        if (model.privacy().isPresent()) {
            throw new IllegalArgumentException(
                    "A private training holds no rows out, and does not tell how many it was given: "
                            + "bring held-out rows of your own");
        }
        if (!table.columns().equals(model.columns())) {
            throw new IllegalArgumentException("The rows have other columns than those that the model was trained on");
        }
        if (rows != model.provenance().rows()) {
            throw new IllegalArgumentException(
                    ("There are %d real rows, but the model was trained on %d: which rows it held out can "
                                    + "only be told from the very rows that " + "it was trained on")
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
        return new HeldOutRows(split.training(), split.kept() == 0 ? null : split.heldOut());
    }
}
