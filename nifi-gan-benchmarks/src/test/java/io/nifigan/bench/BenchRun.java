// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * What a run of {@code bench} came to.
 *
 * @param code the exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record BenchRun(int code, String out, String err) {
    /** Runs a command in this JVM. */
    public static BenchRun bench(final Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        final int code = Bench.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
        return new BenchRun(code, out.toString(), err.toString());
    }

    /** Asserts that it failed, with one line of error that has the text. */
    public void isOneLineWith(final String text) {
        assertEquals(1, err.lines().count(), err);
        endsInALineWith(text);
    }

    /** Asserts that it failed, with a last line of error that has the text. */
    public void endsInALineWith(final String text) {
        assertEquals(1, code);
        assertEquals("", out);
        final String last = err.lines().reduce("", (before, line) -> line);
        assertTrue(last.contains(text), err);
    }
}
