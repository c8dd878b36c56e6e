// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints what was checked, a line each, and counts. */
final class Verdicts {
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private int passed;
    private int failed;

    Verdicts(final PrintStream out) {
        this.out = out;
    }

    /**
     * Notes a check.
     *
     * @param what should be so
     * @param holds whether it is
     * @param detail what was found
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

    /** Says what is done now, with the time since the start. */
    void note(final String text) {
        out.printf(
                Locale.ROOT,
                "%4d s  %s%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                text);
    }

    /** The last line; returns the exit code. */
    int end() {
        out.printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    static String seconds(final Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
