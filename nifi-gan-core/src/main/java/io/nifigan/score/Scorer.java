// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.EncodedTable;
import io.nifigan.model.GanModel;
import io.nifigan.network.ResidualPass;
import io.nifigan.table.Table;

/** Says how real rows look to the model's discriminator. Not for several threads at once; to be closed after use. */
public final class Scorer implements AutoCloseable {
    private static final int TILE = 128;
    /** Where a float's sigmoid would round to 0 or 1. */
    private static final double MOST = 36;

    private final GanModel model;
    private final ResidualPass pass;

    public Scorer(final GanModel model) {
        this.model = model;
        this.pass = new ResidualPass(model.discriminatorShape(), TILE, model.discriminatorParameters());
    }

    /**
     * Scores rows. A category that the model never saw is taken as the rarest that it knows or, of very many, as one of its rare ones; a
     * missing value where none was missing, as the greatest; a number beyond the known ones, as the end that it is beyond. Such values are
     * counted in {@link Scores#unusual}.
     *
     * @param table rows of the model's columns, made by {@link io.nifigan.table.TableBuilder#forColumns}
     * @throws IllegalArgumentException where the table has another number of columns
     */
    public Scores score(final Table table) {
        if (table.columns().size() != model.columns().size()) {
            throw new IllegalArgumentException("The table has %d columns, the model %d".formatted(table.columns().size(), model.columns().size()));
        }
        final EncodedTable encoded = model.encoder().encode(table);
        final double[] logits = logits(encoded);
        final double[] probability = new double[logits.length];
        final double[] percentile = new double[logits.length];
        for (int r = 0; r < logits.length; r++) {
            probability[r] = 1 / (1 + Math.exp(-Math.clamp(logits[r], -MOST, MOST)));
            percentile[r] = model.scoreScale().percentile(logits[r]);
        }
        return new Scores(probability, percentile, encoded.unusual());
    }

    /** The logarithm of the odds that each row is real: {@code [rows]}. */
    private double[] logits(final EncodedTable encoded) {
        final int rowSize = encoded.layout().rowSize();
        final double[] logits = new double[encoded.rows()];
        for (int from = 0; from < logits.length; from += TILE) {
            final int count = Math.min(TILE, logits.length - from);
            for (int r = 0; r < count; r++) {
                encoded.write(from + r, null, 0, pass.input(), r * rowSize);
            }
            pass.forward(count);
            for (int r = 0; r < count; r++) {
                logits[from + r] = pass.output()[r];
            }
        }
        return logits;
    }

    /** The discriminator's scores of rows, before the sigmoid: {@code [rows]}. */
    public double[] scores(final Table table) {
        return logits(model.encoder().encode(table));
    }

    @Override
    public void close() {
        pass.close();
    }
}
