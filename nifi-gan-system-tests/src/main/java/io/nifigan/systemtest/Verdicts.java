// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A printer and counter of check results. */
final class Verdicts {
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private int passed;
    private int failed;

    Verdicts(final PrintStream out) {
        this.out = out;
    }

    /**
     * Records a check.
     *
     * @param what the expectation
     * @param holds whether it holds
     * @param detail the observation
     */
    boolean check(final String what, final boolean holds, final String detail) {
        if (holds) {
            passed++;
        } else {
            failed++;
        }
        out.printf(Locale.ROOT, "%s  %s (%s)%n", holds ? "passed" : "FAILED", what, detail);
        return holds;
    }

    /** Prints a message with the time since the start. */
    void note(final String text) {
        out.printf(
                Locale.ROOT,
                "%4d s  %s%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                text);
    }

    /** Prints the summary line and returns the exit code. */
    int end() {
        out.printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    static String seconds(final Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
