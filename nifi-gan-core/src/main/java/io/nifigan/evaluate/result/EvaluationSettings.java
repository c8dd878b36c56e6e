// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;
import java.util.Objects;

/**
 * Settings of an evaluation. Use {@link #defaults()} and the {@code with} methods.
 *
 * @param rowBound maximum number of rows used of each table, 100 to 1,000,000
 * @param attacks number of attempts of each attack, 100 to 100,000
 * @param target name of the column to predict; null for a category that can be foretold, if there is one
 * @param subgroups names of columns whose categories define the subgroups; empty for the target column
 * @param sensitive names of columns on which predictions of the target should not depend; may be empty
 * @param examples number of synthetic rows to show, 0 to 20
 * @param seed random seed
 * @param threads number of threads, 0 for one per processor up to 8; no result depends on it
 * @param thresholds thresholds of the verdicts
 */
public record EvaluationSettings(
        int rowBound,
        int attacks,
        String target,
        List<String> subgroups,
        List<String> sensitive,
        int examples,
        long seed,
        int threads,
        Thresholds thresholds) {
    public EvaluationSettings {
        subgroups = List.copyOf(subgroups);
        sensitive = List.copyOf(sensitive);
        Objects.requireNonNull(thresholds, "thresholds");
        check("rowBound", rowBound, 100, 1_000_000);
        check("attacks", attacks, 100, 100_000);
        check("examples", examples, 0, 20);
        check("threads", threads, 0, 64);
    }

    private static void check(final String name, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s is %d; it must be %d to %d".formatted(name, value, min, max));
        }
    }

    /** 30,000 rows, 2,000 attacks, no target. */
    public static EvaluationSettings defaults() {
        return new EvaluationSettings(30_000, 2_000, null, List.of(), List.of(), 8, 42, 0, Thresholds.defaults());
    }

    public EvaluationSettings withRowBound(final int value) {
        return new EvaluationSettings(
                value, attacks, target, subgroups, sensitive, examples, seed, threads, thresholds);
    }

    public EvaluationSettings withAttacks(final int value) {
        return new EvaluationSettings(
                rowBound, value, target, subgroups, sensitive, examples, seed, threads, thresholds);
    }

    public EvaluationSettings withTarget(final String value) {
        return new EvaluationSettings(
                rowBound, attacks, value, subgroups, sensitive, examples, seed, threads, thresholds);
    }

    public EvaluationSettings withSubgroups(final List<String> value) {
        return new EvaluationSettings(rowBound, attacks, target, value, sensitive, examples, seed, threads, thresholds);
    }

    public EvaluationSettings withSensitive(final List<String> value) {
        return new EvaluationSettings(rowBound, attacks, target, subgroups, value, examples, seed, threads, thresholds);
    }

    public EvaluationSettings withExamples(final int value) {
        return new EvaluationSettings(
                rowBound, attacks, target, subgroups, sensitive, value, seed, threads, thresholds);
    }

    public EvaluationSettings withSeed(final long value) {
        return new EvaluationSettings(
                rowBound, attacks, target, subgroups, sensitive, examples, value, threads, thresholds);
    }

    public EvaluationSettings withThreads(final int value) {
        return new EvaluationSettings(
                rowBound, attacks, target, subgroups, sensitive, examples, seed, value, thresholds);
    }
}
