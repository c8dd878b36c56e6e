// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.common.Normal;
import io.nifigan.common.PiecewiseCdf;
import io.nifigan.common.PiecewiseCdfFitter;
import io.nifigan.common.RandomStream;
import io.nifigan.predict.Lattice;
import io.nifigan.predict.Prediction;
import io.nifigan.predict.Predictor;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The encoding of a number that other columns nearly determine. The networks learn how far its rank is from the one
 * that they predict, which is next to independent of them; the rank of a price by itself would have to be learnt to
 * within a percent. Values that stand out, such as 0, and missing ones are members as in a {@link NumberEncoding}.
 *
 * @param own the members and the distribution of the number
 * @param prediction the rank that other columns predict, as a standard normal number
 * @param residuals the distribution of ranks less predicted ranks
 * @param lattice the values that go with those of a column that the prediction depends on; null where all do
 */
@JsonTypeName("predicted")
public record PredictedEncoding(NumberEncoding own, Prediction prediction, PiecewiseCdf residuals, Lattice lattice)
        implements Encoding {
    public PredictedEncoding {
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(prediction, "prediction");
        Objects.requireNonNull(residuals, "residuals");
        if (!own.hasOthers()) {
            throw new IllegalArgumentException("A predicted number has no values but those that stand out");
        }
        if (lattice != null && Arrays.stream(prediction.columns()).noneMatch(by -> by == lattice.by())) {
            throw new IllegalArgumentException("A lattice is by a column that the prediction does not depend on");
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        own.check(column, columns, encodings);
        EncodingChecks.require(
                prediction.fits(columns)
                        && (lattice == null || columns.get(lattice.by()).kind().isNumeric()),
                columns.get(column),
                "a prediction from columns of other kinds");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return new Codec(
                new NumberCodec(own, column, columns.get(column).step()),
                column,
                columns.get(column).step());
    }

    @Override
    public List<Block> blocks() {
        final int members = own.members();
        // Residuals say nothing of values that stand out, so these have no position.
        return List.of(Block.of(members, own.othersMember(), true, true, new float[members]));
    }

    @Override
    public String label(final int part, final int member) {
        return own.label(part, member);
    }

    @Override
    public int missingMember(final int part) {
        return own.missingMember(part);
    }

    @Override
    public boolean canMiss() {
        return own.canMiss();
    }

    @Override
    public int[] sources() {
        return prediction.columns();
    }

    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return own.support(column, encodings);
    }

    /** One end of the rank of a value that does not stand out, as a standard normal number. */
    private double rank(final double value, final double step, final boolean upper) {
        final double share =
                upper ? own.others().upTo(value + step / 2) : own.others().below(value - step / 2);
        return Normal.quantile(share);
    }

    /** The middle of a value's rank, NaN for a missing value and one that stands out. */
    static double middleRank(final NumberEncoding number, final double value, final double step) {
        if (Double.isNaN(value) || number.atomOf(value) >= 0) {
            return Double.NaN;
        }
        final double below = number.others().below(value - step / 2);
        return Normal.quantile(below + (number.others().upTo(value + step / 2) - below) / 2);
    }

    /**
     * The distribution of ranks less predicted ones.
     *
     * @param uniform draws where in the interval of equal values a rank lies
     */
    static PredictedEncoding of(
            final NumberEncoding own,
            final Prediction prediction,
            final double[] values,
            final float[] predicted,
            final double step,
            final int min,
            final Lattice lattice,
            final RandomStream uniform) {
        final double[] residuals = new double[values.length];
        int count = 0;
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r]) && own.atomOf(values[r]) < 0) {
                final double below = own.others().below(values[r] - step / 2);
                final double above = own.others().upTo(values[r] + step / 2);
                residuals[count++] = Normal.quantile(below + (above - below) * uniform.nextDouble()) - predicted[r];
            }
        }
        final double[] sorted = Arrays.copyOf(residuals, count);
        Arrays.sort(sorted);
        return new PredictedEncoding(own, prediction, PiecewiseCdfFitter.fit(sorted, 0, Math.max(1, min)), lattice);
    }

    private final class Codec implements ColumnCodec {
        private final NumberCodec codec;
        private final int column;
        private final double step;
        private final Predictor predictor = new Predictor(prediction);

        Codec(final NumberCodec codec, final int column, final double step) {
            this.codec = codec;
            this.column = column;
            this.step = step;
        }

        @Override
        public void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
            codec.encode(table, blocks, encoded);
            final double[] values = table.numbers(column);
            final float[] predicted = prediction.ranks(table);
            for (int r = 0; r < values.length; r++) {
                final double value = Double.isNaN(values[r]) && !own.hasMissing() ? own.max() : values[r];
                if (!Double.isNaN(value) && own.atomOf(value) < 0) {
                    encoded.place(
                            blocks[0],
                            r,
                            Normal.quantile(residuals.below(rank(value, step, false) - predicted[r])),
                            Normal.quantile(residuals.upTo(rank(value, step, true) - predicted[r])));
                }
            }
        }

        @Override
        public void countUnusual(final Table table, final int[] blocks, final int[] counts) {
            codec.countUnusual(table, blocks, counts);
        }

        @Override
        public ColumnDecoder decoder(final int rows) {
            return new Decoder(predictor, rows, column, step);
        }
    }

    private final class Decoder implements ColumnDecoder {
        private final Predictor predictor;
        private final int column;
        private final double step;
        /** {@code [rows]}: values that stand out; NaN for others and missing ones. */
        private final double[] values;
        /** {@code [rows]}: the rank less the predicted one, NaN for values that stand out and missing ones. */
        private final double[] distances;

        Decoder(final Predictor predictor, final int rows, final int column, final double step) {
            this.predictor = predictor;
            this.column = column;
            this.step = step;
            this.values = NumberCodec.initialValues(own, rows);
            this.distances = new double[rows];
            Arrays.fill(distances, Double.NaN);
        }

        @Override
        public void set(
                final int part, final int row, final int member, final double share, final RandomStream random) {
            final boolean isOther = member == own.othersMember();
            distances[row] = isOther ? residuals.quantile(share) : Double.NaN;
            values[row] = isOther ? Double.NaN : own.value(member, share, step);
        }

        @Override
        public void setMissing(final int row) {
            distances[row] = Double.NaN;
            values[row] = Double.NaN;
        }

        @Override
        public void write(final DecodedTable table) {
            table.setNumbers(column, values);
            final float[] predicted = predictor.ranks(table.bins());
            final double[] by = lattice == null ? null : table.table().numbers(lattice.by());
            for (int r = 0; r < distances.length; r++) {
                if (!Double.isNaN(distances[r])) {
                    final double value = own.valueAt(Normal.share(predicted[r] + distances[r]), step);
                    values[r] = by == null ? value : lattice.nearest(by[r], value);
                }
            }
        }
    }
}
