// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;

/**
 * A pool of synthetic rows that donate values for missing fields (hot-deck imputation). It is built once per model and
 * is safe for several threads.
 */
public final class DonorPool {
    private static final int MAX_ROWS = 25_000;
    private static final int MIN_ROWS = 2_000;
    private static final int MAX_CELLS = 8_000_000;
    /** The association of all pairs of columns must fit into memory. */
    private static final int MAX_COLUMNS = 2_000;
    /** The seed is fixed because all users of a model share the pool. */
    private static final long SEED = 1;

    private final GANModel model;
    private final Table rows;
    private final Feature[] features;
    private final double[][] association;

    private DonorPool(final GANModel model, final Table rows) {
        this.model = model;
        this.rows = rows;
        this.features = new Feature[rows.columns().size()];
        for (int c = 0; c < features.length; c++) {
            features[c] = model.encoder().encodings().get(c).isGenerated() ? null : new Feature(rows, c);
        }
        this.association = Association.of(rows, features);
    }

    /**
     * Samples the pool: 25,000 rows, fewer if the model has very many columns.
     *
     * @throws SamplingException if the model generates no rows, or has more than 2,000 columns
     */
    public static DonorPool of(final GANModel model) throws SamplingException {
        if (model.columns().size() > MAX_COLUMNS) {
            throw new SamplingException("The model has %,d columns; fields can be completed in tables of at most %,d"
                    .formatted(model.columns().size(), MAX_COLUMNS));
        }
        return of(model, Math.clamp(MAX_CELLS / model.columns().size(), MIN_ROWS, MAX_ROWS));
    }

    static DonorPool of(final GANModel model, final int rows) throws SamplingException {
        try (Sampler sampler = new Sampler(model, SEED, 0)) {
            return new DonorPool(model, sampler.next(rows));
        }
    }

    GANModel model() {
        return model;
    }

    Table rows() {
        return rows;
    }

    /** The feature of each column, null for identifiers. */
    Feature[] features() {
        return features;
    }

    /** {@code [predictor column, predicted column]}, see {@link Association}. */
    double[][] association() {
        return association;
    }
}
