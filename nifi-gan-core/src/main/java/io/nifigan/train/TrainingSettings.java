// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.protect.Protection;
import io.nifigan.rule.RuleText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a training depends on besides the rows. Made by {@link #builder}.
 *
 * @param timeBudget the longest that training may take, calibration included
 * @param maxSteps the most steps of the training, 1 to 10,000,000; whichever bound comes first ends it. The result is
 *     reproducible where this one does
 * @param loss the training
 * @param prior the latent's distribution
 * @param latentSize dimensions of the latent, 1 to 4,096
 * @param width units of each hidden layer, 8 to 4,096
 * @param blocks residual blocks of each network, 0 to 16
 * @param batchSize real (and as many generated) rows a step, 8 to 100,000
 * @param learningRate of Adam, falling by a cosine to 2 % of itself; 0 to choose it by the number of steps
 * @param penalty the weight gamma of the zero-centred gradient penalties; 0 switches them off
 * @param heldOutShare the share of rows kept from training to measure on, 0 to .5
 * @param targets names of the columns that matter most to the user (kept whole, never merged; measured apart)
 * @param rules rules that are to be kept or, with "not" before them, not to be found; "none" alone finds no others. As
 *     {@link RuleText} reads them
 * @param seed of everything random
 * @param threads threads to compute with, 0 for as many as the machine has processors, at most 8
 * @param protection which values are replaced because they would tell of few rows
 * @param refined whether a judge and tables to rake to are learnt after the training, by which generated rows are
 *     chosen
 * @param patience steps that may go by without generated rows coming nearer to the held-out ones before the training
 *     ends, and goes back to where they were nearest; 0 to play it to its end
 */
public record TrainingSettings(
        Duration timeBudget,
        int maxSteps,
        Loss loss,
        Prior prior,
        int latentSize,
        int width,
        int blocks,
        int batchSize,
        double learningRate,
        double penalty,
        double heldOutShare,
        List<String> targets,
        List<String> rules,
        long seed,
        int threads,
        Protection protection,
        boolean refined,
        int patience) {
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

    private static void check(final String name, final double value, final double min, final double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("%s is %s; it must be %s to %s".formatted(name, value, min, max));
        }
    }

    /** Settings that give a good model of a table of 10,000 to 100,000 rows within five minutes on two cores. */
    public static TrainingSettings defaults() {
        return new Builder().build();
    }

    /** Builds settings that are the defaults but for what is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds settings that are these but for what is set. */
    public Builder toBuilder() {
        return new Builder()
                .timeBudget(timeBudget)
                .maxSteps(maxSteps)
                .loss(loss)
                .prior(prior)
                .network(latentSize, width, blocks)
                .batchSize(batchSize)
                .learningRate(learningRate)
                .penalty(penalty)
                .heldOutShare(heldOutShare)
                .targets(targets)
                .rules(rules)
                .seed(seed)
                .threads(threads)
                .protection(protection)
                .refined(refined)
                .patience(patience);
    }

    public TrainingSettings withTimeBudget(final Duration value) {
        return toBuilder().timeBudget(value).build();
    }

    public TrainingSettings withMaxSteps(final int value) {
        return toBuilder().maxSteps(value).build();
    }

    public TrainingSettings withLoss(final Loss value) {
        return toBuilder().loss(value).build();
    }

    public TrainingSettings withPrior(final Prior value) {
        return toBuilder().prior(value).build();
    }

    /** Sizes of both networks. */
    public TrainingSettings withNetwork(final int latent, final int units, final int residualBlocks) {
        return toBuilder().network(latent, units, residualBlocks).build();
    }

    public TrainingSettings withBatchSize(final int value) {
        return toBuilder().batchSize(value).build();
    }

    public TrainingSettings withLearningRate(final double value) {
        return toBuilder().learningRate(value).build();
    }

    public TrainingSettings withPenalty(final double value) {
        return toBuilder().penalty(value).build();
    }

    public TrainingSettings withHeldOutShare(final double value) {
        return toBuilder().heldOutShare(value).build();
    }

    public TrainingSettings withTargets(final List<String> value) {
        return toBuilder().targets(value).build();
    }

    /** What is said of rules between columns. */
    public TrainingSettings withRules(final List<String> value) {
        return toBuilder().rules(value).build();
    }

    public TrainingSettings withSeed(final long value) {
        return toBuilder().seed(value).build();
    }

    public TrainingSettings withThreads(final int value) {
        return toBuilder().threads(value).build();
    }

    public TrainingSettings withProtection(final Protection value) {
        return toBuilder().protection(value).build();
    }

    public TrainingSettings withRefined(final boolean value) {
        return toBuilder().refined(value).build();
    }

    public TrainingSettings withPatience(final int value) {
        return toBuilder().patience(value).build();
    }

    /** Builds settings; what is not set is as in {@link #defaults}. {@link #build} checks them. */
    public static final class Builder {
        private Duration timeBudget = Duration.ofMinutes(5);
        private int maxSteps = 20_000;
        private Loss loss = Loss.RELATIVISTIC;
        private Prior prior = Prior.GAUSSIAN;
        private int latentSize = 64;
        private int width = 128;
        private int blocks = 2;
        private int batchSize = 500;
        private double learningRate;
        private double penalty = .03;
        private double heldOutShare = .1;
        private List<String> targets = List.of();
        private List<String> rules = List.of();
        private long seed = 42;
        private int threads;
        private Protection protection = Protection.NONE;
        private boolean refined = true;
        private int patience;

        private Builder() {}

        public Builder timeBudget(final Duration value) {
            timeBudget = value;
            return this;
        }

        public Builder maxSteps(final int value) {
            maxSteps = value;
            return this;
        }

        public Builder loss(final Loss value) {
            loss = value;
            return this;
        }

        public Builder prior(final Prior value) {
            prior = value;
            return this;
        }

        /** Sizes of both networks. */
        public Builder network(final int latent, final int units, final int residualBlocks) {
            latentSize = latent;
            width = units;
            blocks = residualBlocks;
            return this;
        }

        public Builder batchSize(final int value) {
            batchSize = value;
            return this;
        }

        public Builder learningRate(final double value) {
            learningRate = value;
            return this;
        }

        public Builder penalty(final double value) {
            penalty = value;
            return this;
        }

        public Builder heldOutShare(final double value) {
            heldOutShare = value;
            return this;
        }

        public Builder targets(final List<String> value) {
            targets = value;
            return this;
        }

        public Builder rules(final List<String> value) {
            rules = value;
            return this;
        }

        public Builder seed(final long value) {
            seed = value;
            return this;
        }

        public Builder threads(final int value) {
            threads = value;
            return this;
        }

        public Builder protection(final Protection value) {
            protection = value;
            return this;
        }

        public Builder refined(final boolean value) {
            refined = value;
            return this;
        }

        public Builder patience(final int value) {
            patience = value;
            return this;
        }

        /** @throws IllegalArgumentException where a setting is out of bounds */
        public TrainingSettings build() {
            return new TrainingSettings(
                    timeBudget,
                    maxSteps,
                    loss,
                    prior,
                    latentSize,
                    width,
                    blocks,
                    batchSize,
                    learningRate,
                    penalty,
                    heldOutShare,
                    targets,
                    rules,
                    seed,
                    threads,
                    protection,
                    refined,
                    patience);
        }
    }
}
