// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Normal;
import io.nifigan.common.RandomStream;
import io.nifigan.predict.BinnedRows;
import io.nifigan.predict.Prediction;
import io.nifigan.predict.Predictor;
import io.nifigan.table.Table;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictedEncodingTest {
    /** Weight and price; a free item every tenth row; a price nearly follows from weight and quality. */
    private static Table goods() {
        final Random random = new Random(1);
        return Tables.of(4_000, r -> {
            final double weight = Math.rint(Math.exp(1 + random.nextGaussian()) * 100) / 100;
            final String quality = random.nextBoolean() ? "good" : "fair";
            final double price = Math.exp(
                    2 + 1.5 * Math.log(weight + .01) + ("good".equals(quality) ? .5 : 0) + .05 * random.nextGaussian());
            return new Object[] {weight, quality, r % 10 == 0 ? 0 : Math.rint(price * 100) / 100};
        });
    }

    /** The rows decoded from what they are encoded as. */
    private static Table decoded(final TableEncoder encoder, final Table table) {
        final EncodedColumns encoded = encoder.encode(table);
        final ValueDecoder values = new ValueDecoder(encoder, table.rows());
        final RandomStream random = new RandomStream(1);
        for (int b = 0; b < encoder.layout().blocks().size(); b++) {
            final Block block = encoder.layout().blocks().get(b);
            for (int r = 0; r < table.rows(); r++) {
                final int member = block.members() > 0 ? encoded.member(b, r) : block.others();
                final double share = block.continuous() && member == block.others()
                        ? Normal.share((encoded.lower(b, r) + encoded.upper(b, r)) / 2)
                        : 0;
                values.set(block, r, member, share, random);
            }
        }
        return values.table();
    }

    private static PredictedEncoding prices(final Table table) {
        return assertInstanceOf(
                PredictedEncoding.class,
                EncoderFitter.fit(table, Set.of()).encodings().get(2));
    }

    @Test
    void aPredictorGivesTheRanksOfThePrediction() {
        final Table table = goods();
        final Prediction prediction = prices(table).prediction();

        final Predictor predictor = new Predictor(prediction);
        // First by walking the trees, then by masks, then by masks and bins that are known.
        final Table few = table.select(IntStream.range(0, 500).toArray());
        assertArrayEquals(prediction.ranks(few), predictor.ranks(new BinnedRows(few)));
        final BinnedRows rows = new BinnedRows(table);
        assertArrayEquals(prediction.ranks(table), predictor.ranks(rows));
        assertArrayEquals(prediction.ranks(table), predictor.ranks(rows));
    }

    @Test
    void aPriceIsLearntByItsDistanceFromWhatWeightAndQualityPredict() {
        final Table table = goods();
        final PredictedEncoding price = prices(table);

        assertArrayEquals(new int[] {0, 1}, price.sources());
        // Free items stand out; ordinary prices do not.
        assertArrayEquals(new double[] {0}, price.own().atoms());
        assertEquals(.1, price.own().atomShares()[0], .01);
        // A quarter of the ranks is more than .67 from 0; of what is left a quarter is far nearer.
        assertTrue(
                price.residuals().quantile(.75) < .2,
                "quartile " + price.residuals().quantile(.75));
    }

    @Test
    void rowsAreDecodedToWhatWasEncoded() {
        final Table table = goods();
        final Table decoded = decoded(EncoderFitter.fit(table, Set.of()), table);
        int near = 0;
        for (int r = 0; r < table.rows(); r++) {
            final double price = table.numbers(2)[r];
            assertEquals(price == 0, decoded.numbers(2)[r] == 0, "row " + r);
            near += Math.abs(decoded.numbers(2)[r] - price) <= .01 + .03 * price ? 1 : 0;
        }
        // Ends are drawn together, and the middle of an interval of the other columns is near them only.
        assertTrue(near > .95 * table.rows(), near + " of " + table.rows());
    }

    @Test
    void anEncoderIsTheSameEachTime() {
        final Table table = goods();
        assertArrayEquals(
                prices(table).residuals().x(), prices(table).residuals().x());
        assertEquals(
                prices(table).prediction().trees(), prices(table).prediction().trees());
    }
}
