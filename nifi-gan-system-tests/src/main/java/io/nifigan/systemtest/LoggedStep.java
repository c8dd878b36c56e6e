// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The progress of a training as logged.
 *
 * @param step the current step
 * @param steps the total number of steps
 */
record LoggedStep(int step, int steps) {
    private static final Pattern STEP = Pattern.compile("Training: step (\\d+) of (\\d+)");

    /** The progress entries of a node's log from a position on. */
    static List<LoggedStep> of(final NiFiNode node, final int from) throws IOException {
        return Stream.of(Files.readString(node.home().log()).substring(from).split("\n"))
                .map(STEP::matcher)
                .filter(Matcher::find)
                .map(matcher -> new LoggedStep(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                .toList();
    }

    double share() {
        return (double) step / steps;
    }

    @Override
    public String toString() {
        return step + "/" + steps;
    }
}
