// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class GameParametersTest {
    private static GameParameters of(final float... values) {
        final float[] squares = values.clone();
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        return new GameParameters(values, squares, new float[] {values[0] + 1, values[1] + 1}, new float[] {-values[0]}, new float[] {2 * Math.abs(values[0])});
    }

    private static void assertSame(final GameParameters expected, final GameParameters actual) {
        assertArrayEquals(expected.generator(), actual.generator());
        assertArrayEquals(expected.generatorSquares(), actual.generatorSquares());
        assertArrayEquals(expected.generatorAverage(), actual.generatorAverage());
        assertArrayEquals(expected.discriminator(), actual.discriminator());
        assertArrayEquals(expected.discriminatorSquares(), actual.discriminatorSquares());
    }

    @Test
    void theMeanOfEqualGamesIsThatGame() {
        final GameParameters game = of(.1f, -1 / 3f);
        assertSame(game, GameParameters.mean(List.of(game, game, game), new double[] {5_133, 5_132, 7}));
        assertSame(game, GameParameters.mean(List.of(game), new double[] {1}));
    }

    @Test
    void eachNumberCountsByItsWeight() {
        final GameParameters mean = GameParameters.mean(List.of(of(1, 2), of(3, -2)), new double[] {300, 100});
        assertArrayEquals(new float[] {1.5f, 1}, mean.generator());
        assertArrayEquals(new float[] {3, 4}, mean.generatorSquares());
        assertArrayEquals(new float[] {2.5f, 2}, mean.generatorAverage());
        assertArrayEquals(new float[] {-1.5f}, mean.discriminator());
        assertArrayEquals(new float[] {3}, mean.discriminatorSquares());
        assertSame(of(3, -2), GameParameters.mean(List.of(of(1, 2), of(3, -2)), new double[] {0, 1}));
    }

    @Test
    void whatCannotBeAveragedIsRefused() {
        final List<GameParameters> two = List.of(of(1, 2), of(3, 4));
        for (final double[] weights : new double[][] {{1}, {0, 0}, {2, -1}, {Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}}) {
            assertThrows(IllegalArgumentException.class, () -> GameParameters.mean(two, weights));
        }
        assertThrows(IllegalArgumentException.class, () -> GameParameters.mean(List.of(), new double[0]));
        final GameParameters other = new GameParameters(new float[2], new float[2], new float[2], new float[2], new float[2]);
        assertThrows(IllegalArgumentException.class, () -> GameParameters.mean(List.of(two.getFirst(), other), new double[] {1, 1}));
    }

    @Test
    void whatNoGameCanHaveComeToIsRefused() {
        final float[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(new float[] {Float.NaN}, one, one, one, one));
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(one, one, new float[] {Float.POSITIVE_INFINITY}, one, one));
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(one, new float[] {-1}, one, one, one));
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(one, one, one, one, new float[] {Float.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(one, one, one, one, new float[2]));
        assertThrows(IllegalArgumentException.class, () -> new GameParameters(one, one, new float[0], one, one));
    }
}
