// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The output of a command: results as lines of {@code name value}, messages on standard error. */
@Command
public final class Results {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Standard output, for results. */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Standard error, for messages. */
    public PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** Prints a value with four significant digits and returns it. */
    public double print(final String name, final double value) {
        out().println(name + " " + String.format(Locale.ROOT, "%.4g", value));
        return value;
    }
}
