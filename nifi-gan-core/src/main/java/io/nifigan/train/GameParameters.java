// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.util.Arrays;
import java.util.List;

/**
 * What a game has come to that games on other rows of the same layout can go on from: both networks and what their optimisers have gathered. Checked,
 * since it may have come from elsewhere.
 *
 * @param generator            the generator's parameters
 * @param generatorSquares     the running means of their gradients' squares, as many
 * @param generatorAverage     the running average of them, as many: what is sampled with
 * @param discriminator        the discriminator's parameters
 * @param discriminatorSquares the running means of their gradients' squares, as many
 */
public record GameParameters(float[] generator, float[] generatorSquares, float[] generatorAverage, float[] discriminator, float[] discriminatorSquares) {
    public GameParameters {
        if (generatorSquares.length != generator.length || generatorAverage.length != generator.length || discriminatorSquares.length != discriminator.length) {
            throw new IllegalArgumentException("%d parameters, %d squares and %d averages of a generator, %d and %d of a discriminator do not go together".formatted(
                    generator.length, generatorSquares.length, generatorAverage.length, discriminator.length, discriminatorSquares.length));
        }
        for (final float[] squares : List.of(generatorSquares, discriminatorSquares)) {
            for (final float square : squares) {
                if (!(square >= 0)) {
                    throw new IllegalArgumentException("A mean of squares cannot be " + square);
                }
            }
        }
        for (final float[] values : List.of(generator, generatorSquares, generatorAverage, discriminator, discriminatorSquares)) {
            if (!Optimizer.State.finite(values)) {
                throw new IllegalArgumentException("A game's parameters are not all finite");
            }
        }
    }

    /**
     * The weighted mean of what several games have come to (McMahan et al. 2017): number by number, summed as doubles in the order given, so that it is the
     * same wherever it is computed. The mean of games that stand at the same point is that point.
     *
     * @param games   one or more, of the same sizes
     * @param weights how much each counts, such as its rows; none below 0, their sum above it
     */
    public static GameParameters mean(final List<GameParameters> games, final double[] weights) {
        final double sum = Arrays.stream(weights).sum();
        if (games.isEmpty() || games.size() != weights.length || !(sum > 0) || !Double.isFinite(sum) || Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("%d games cannot be averaged with the weights %s".formatted(games.size(), Arrays.toString(weights)));
        }
        return new GameParameters(mean(games.stream().map(GameParameters::generator).toList(), weights, sum),
                mean(games.stream().map(GameParameters::generatorSquares).toList(), weights, sum),
                mean(games.stream().map(GameParameters::generatorAverage).toList(), weights, sum),
                mean(games.stream().map(GameParameters::discriminator).toList(), weights, sum),
                mean(games.stream().map(GameParameters::discriminatorSquares).toList(), weights, sum));
    }

    private static float[] mean(final List<float[]> values, final double[] weights, final double sum) {
        final float[] mean = new float[values.getFirst().length];
        for (final float[] of : values) {
            if (of.length != mean.length) {
                throw new IllegalArgumentException("A game of %d parameters cannot be averaged with one of %d".formatted(of.length, mean.length));
            }
        }
        for (int i = 0; i < mean.length; i++) {
            double total = 0;
            for (int g = 0; g < weights.length; g++) {
                total += weights[g] * values.get(g)[i];
            }
            mean[i] = (float) (total / sum);
        }
        return mean;
    }
}
