// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.TimeBudget;
import java.util.function.Consumer;

/**
 * The time limit and the cancellation of work that follows the GAN's training, and the receiver of notes about what it
 * leaves out.
 *
 * @param time the time for the work; once it is over, the work ends with the best result so far
 * @param stop cancels the work; the result is then not used
 * @param leftOut receives a sentence about each thing that is left out
 */
public record Allowance(TimeBudget time, Cancellation stop, Consumer<String> leftOut) {
    /** An allowance without limits. */
    public static Allowance unlimited() {
        return new Allowance(TimeBudget.unlimited(), Cancellation.never(), what -> {});
    }

    /** A copy with a share of the time left, from now on. */
    Allowance share(final double share) {
        return new Allowance(time.share(share), stop, leftOut);
    }

    /** A cancellation for both: the work is cancelled, or its time is over. */
    Cancellation cancellation() {
        return stop.or(time.cancellation());
    }
}
