// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.TimeBudget;
import java.util.function.Consumer;

/**
 * What work after the training may take, and where it says what it had to leave out.
 *
 * @param time for the work; when it is over the work ends with what was found
 * @param stop ends the work at once; the result is not used
 * @param leftOut told in a sentence what was left out, where something was
 */
public record Allowance(TimeBudget time, Cancellation stop, Consumer<String> leftOut) {
    /** All the time that the work needs. */
    public static Allowance unlimited() {
        return new Allowance(TimeBudget.unlimited(), Cancellation.never(), what -> {});
    }

    /** The same with a part of the time that is left, from now on. */
    Allowance share(final double share) {
        return new Allowance(time.share(share), stop, leftOut);
    }

    /** Cancels work that is stopped or has used up its time. */
    Cancellation cancellation() {
        return stop.or(time.cancellation());
    }
}
