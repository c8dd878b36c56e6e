// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.Protection;
import io.nifigan.encode.RuleText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a training depends on besides the rows. Use {@link #defaults()} and the {@code with} methods.
 *
 * @param timeBudget    the longest that training may take, calibration included
 * @param maxSteps      the most steps of the game, 1 to 10,000,000; whichever bound comes first ends it. The result
 *                      is reproducible where this one does
 * @param loss          the game
 * @param prior         the latent's distribution
 * @param latentSize    dimensions of the latent, 1 to 4,096
 * @param width         units of each hidden layer, 8 to 4,096
 * @param blocks        residual blocks of each network, 0 to 16
 * @param batchSize     real (and as many generated) rows a step, 8 to 100,000
 * @param learningRate  of Adam, falling by a cosine to 2 % of itself; 0 to choose it by the number of steps
 * @param penalty       the weight gamma of the zero-centred gradient penalties; 0 switches them off
 * @param heldOutShare  the share of rows kept from training to measure on, 0 to .5
 * @param targets       names of the columns that matter most to the user (kept whole, never merged; measured apart)
 * @param rules         rules that are to be kept or, with "not" before them, not to be found; "none" alone finds no others. As
 *                      {@link RuleText} reads them
 * @param seed          of everything random
 * @param threads       threads to compute with, 0 for as many as the machine has processors, at most 8
 * @param protection    which values are replaced because they would tell of few rows
 * @param refined       whether a judge and tables to rake to are learnt after the game, by which generated rows are chosen
 * @param patience      steps that may go by without generated rows coming nearer to the held-out ones before the game ends, and goes back to
 *                      where they were nearest; 0 to play it to its end
 */
public record TrainingSettings(Duration timeBudget, int maxSteps, Loss loss, Prior prior, int latentSize, int width,
                               int blocks, int batchSize, double learningRate, double penalty, double heldOutShare,
                               List<String> targets, List<String> rules, long seed, int threads, Protection protection,
                               boolean refined, int patience) {
    public TrainingSettings {
        Objects.requireNonNull(timeBudget, "timeBudget");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(prior, "prior");
        Objects.requireNonNull(protection, "protection");
        targets = List.copyOf(targets);
        rules = List.copyOf(rules);
        rules.forEach(RuleText::check);
        if (timeBudget.isNegative() || timeBudget.isZero()) {
            throw new IllegalArgumentException("timeBudget is " + timeBudget + "; it must be longer than 0");
        }
        check("maxSteps", maxSteps, 1, 10_000_000);
        check("latentSize", latentSize, 1, 4_096);
        check("width", width, 8, 4_096);
        check("blocks", blocks, 0, 16);
        check("batchSize", batchSize, 8, 100_000);
        check("learningRate", learningRate, 0, 1);
        check("penalty", penalty, 0, 1_000);
        check("heldOutShare", heldOutShare, 0, .5);
        check("threads", threads, 0, 64);
        check("patience", patience, 0, 10_000_000);
    }

    private static void check(final String name, final double value, final double least, final double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s is %s; it must be %s to %s".formatted(name, value, least, most));
        }
    }

    /** Settings that give a good model of a table of 10,000 to 100,000 rows within five minutes on two cores. */
    public static TrainingSettings defaults() {
        return new TrainingSettings(Duration.ofMinutes(5), 20_000, Loss.RELATIVISTIC, Prior.GAUSSIAN, 64, 128, 2, 500,
                0, .03, .1, List.of(), List.of(), 42, 0, Protection.NONE, true, 0);
    }

    public TrainingSettings withTimeBudget(final Duration value) {
        return new TrainingSettings(value, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withMaxSteps(final int value) {
        return new TrainingSettings(timeBudget, value, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withLoss(final Loss value) {
        return new TrainingSettings(timeBudget, maxSteps, value, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withPrior(final Prior value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, value, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    /** Sizes of both networks. */
    public TrainingSettings withNetwork(final int latent, final int units, final int residualBlocks) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latent, units, residualBlocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withBatchSize(final int value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, value, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withLearningRate(final double value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, value, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withPenalty(final double value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, value,
                heldOutShare, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withHeldOutShare(final double value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                value, targets, rules, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withTargets(final List<String> value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, value, rules, seed, threads, protection, refined, patience);
    }

    /** What is said of rules between columns. */
    public TrainingSettings withRules(final List<String> value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, value, seed, threads, protection, refined, patience);
    }

    public TrainingSettings withSeed(final long value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, value, threads, protection, refined, patience);
    }

    public TrainingSettings withThreads(final int value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, value, protection, refined, patience);
    }

    public TrainingSettings withRefined(final boolean value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, value, patience);
    }

    public TrainingSettings withProtection(final Protection value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, value, refined, patience);
    }

    public TrainingSettings withPatience(final int value) {
        return new TrainingSettings(timeBudget, maxSteps, loss, prior, latentSize, width, blocks, batchSize, learningRate, penalty,
                heldOutShare, targets, rules, seed, threads, protection, refined, value);
    }
}
