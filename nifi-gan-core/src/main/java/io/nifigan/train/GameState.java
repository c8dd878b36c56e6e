// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.network.Noise;

/**
 * All that the rest of a game depends on besides the rows and the settings. Checked, since it may be read from a file that is not trusted.
 *
 * @param step          steps done
 * @param rollbacks     how often the game was rolled back; each halves the learning rate
 * @param prepared      nanoseconds that were spent before the game
 * @param clock         the schedule
 * @param noises        where the tiles' noises stand, four numbers each
 * @param shuffle       the order of the rows
 * @param generator     the generator and its optimiser
 * @param discriminator likewise
 * @param best          what it has come to at its best, {@link Best#NONE} where that is not watched
 */
record GameState(int step, int rollbacks, long prepared, Schedule.State clock, long[] noises, Shuffle.State shuffle, Optimizer.State generator,
                 Optimizer.State discriminator, Best best) {
    /** So often a game is rolled back at most. */
    static final int MOST_ROLLBACKS = 3;

    GameState {
        if (step < 0 || rollbacks < 0 || rollbacks > MOST_ROLLBACKS || prepared < 0 || noises.length % Noise.STATE != 0) {
            throw new IllegalArgumentException("A game cannot stand at step %d after %d rollbacks and %d ns".formatted(step, rollbacks, prepared));
        }
        if (best.checked() > step) {
            throw new IllegalArgumentException("A game at step %d cannot have been measured at step %d".formatted(step, best.checked()));
        }
        check(noises);
        check(shuffle.noise());
    }

    private static void check(final long[] noises) {
        for (int i = 0; i < noises.length; i += Noise.STATE) {
            if (noises[i] == 0 && noises[i + 1] == 0 && noises[i + 2] == 0 && noises[i + 3] == 0) {
                throw new IllegalArgumentException("A noise of four zeros gives nothing but zeros");
            }
        }
    }

    /** Whether all numbers of both networks are finite. */
    boolean finite() {
        return generator.finite() && discriminator.finite() && best.finite();
    }

    /**
     * Sizes of a game.
     *
     * @param tiles         of a batch
     * @param rows          to learn
     * @param generator     parameters
     * @param discriminator parameters
     * @param best          whether those of the best step are held as well
     */
    record Size(int tiles, int rows, int generator, int discriminator, boolean best) {
    }
}
