// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.Block;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final int ROWS = 20_000;

    /**
     * A length, a width that is never above it but hardly tells it, a number with gaps and many zeros, one in steps,
     * and a text.
     */
    private static Table table() {
        final SplittableRandom random = new SplittableRandom(1);
        return TestTable.of(ValueType.DOUBLE, "length", "width", "gaps", "steps")
                .and(ValueType.STRING, "text")
                .rows(5_000, r -> {
                    final double length = 20 * Math.exp(random.nextGaussian());
                    final double width = Math.min(
                            length * (1 - 1e-3 * random.nextDouble()), 20 * Math.exp(-1 + .3 * random.nextGaussian()));
                    return new Object[] {
                        length,
                        width,
                        r % 7 == 0 ? null : r % 3 == 0 ? 0 : random.nextGaussian(),
                        (double) Math.round(3_000 * random.nextDouble()),
                        "t" + random.nextInt(5)
                    };
                });
    }

    private static Calibration calibration(final TableEncoder encoder, final boolean rising) {
        final List<float[]> maps = new ArrayList<>();
        final RandomStream random = new RandomStream(2);
        for (final Block block : encoder.layout().blocks()) {
            final float[] map = new float[300];
            random.gaussian(map, map.length);
            for (int i = 0; i < map.length; i++) {
                map[i] += (rising ? 1e-4f : 0) * i;
            }
            Arrays.sort(map);
            if (!rising) {
                Arrays.fill(map, 100, 120, map[100]);
            }
            maps.add(block.continuous() ? map : null);
        }
        return new Calibration(maps);
    }

    @Test
    void lateNumbersAreThoseThatAreDecodedAtOnce() {
        final Table table = table();
        final TableEncoder encoder = EncoderFitter.fit(table, table, Set.of(), List.of("none", "width <= length"));
        assertEquals(List.of("width <= length"), encoder.describeRules());
        final Calibration calibration = calibration(encoder, true);
        final RowBins bins = RowBinsFitter.fit(table, c -> true);
        assertEquals(
                4,
                Arrays.stream(new LateNumbers(encoder, calibration, bins, new BitSet()).numbers())
                        .filter(Objects::nonNull)
                        .count());
        final int size = encoder.layout().rawSize();
        final float[] raw = new float[ROWS * size];
        final float[] gumbel = new float[ROWS * size];
        final RandomStream random = new RandomStream(3);
        random.gaussian(raw, raw.length);
        random.gumbel(gumbel, gumbel.length);
        // Beyond the maps, and where a knot lies.
        raw[0] = Float.POSITIVE_INFINITY;
        raw[size] = Float.NEGATIVE_INFINITY;
        raw[2 * size] = Float.NaN;
        raw[3 * size] = calibration.maps().getFirst()[150];

        final Table expected = new RowDecoder(encoder, calibration).decode(ROWS, raw, gumbel, random);
        final Candidates candidates = new RowDecoder(encoder, calibration, bins).candidates(ROWS, raw, gumbel, random);
        assertTrue(Double.isNaN(candidates.table().numbers(3)[5]), "a number that is not decoded yet");
        assertArrayEquals(bins.codes(expected), candidates.codes(bins));

        final Rules rules = new Rules(encoder);
        final int[] keeping = rules.keeping(expected);
        assertTrue(keeping.length > ROWS / 4 && keeping.length < .9 * ROWS, keeping.length + " keep the rule");
        assertArrayEquals(keeping, rules.keeping(candidates.table()));

        final Candidates valid = candidates.select(keeping);
        assertArrayEquals(bins.codes(expected.select(keeping)), valid.codes(bins));
        final int[] kept =
                IntStream.range(0, keeping.length / 9).map(i -> 9 * i).toArray();
        final Table decoded = valid.select(kept).decoded();
        final int[] from = Arrays.stream(kept).map(i -> keeping[i]).toArray();
        for (int c = 0; c < 4; c++) {
            assertArrayEquals(expected.select(from).numbers(c), decoded.numbers(c));
        }
        assertArrayEquals(expected.select(from).codes(4), decoded.codes(4));
    }

    @Test
    void numbersAreDecodedAtOnceWhereAnOutputStandsForManyValues() {
        final Table table = table();
        final TableEncoder encoder = EncoderFitter.fit(table, table, Set.of(), List.of("none"));
        final RowBins bins = RowBinsFitter.fit(table, c -> true);
        assertArrayEquals(
                new LateNumber[5], new LateNumbers(encoder, calibration(encoder, false), bins, new BitSet()).numbers());
    }

    @Test
    void numbersAreDecodedAtOnceWhereAnotherColumnDependsOnThem() {
        final SplittableRandom random = new SplittableRandom(4);
        final Table table = TestTable.of(ValueType.DOUBLE, "a", "b", "sum").rows(3_000, r -> {
            final double a = random.nextInt(10_000);
            final double b = random.nextInt(10_000);
            return new Object[] {a, b, a + b};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(1, encoder.plan().computed().size(), encoder.describeRules() + " should be a sum");
        final RowBins bins = RowBinsFitter.fit(table, c -> true);
        assertArrayEquals(
                new LateNumber[3], new LateNumbers(encoder, calibration(encoder, true), bins, new BitSet()).numbers());
    }
}
