// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.protect.Protection;
import io.nifigan.rule.RuleText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The settings of a training. Created by {@link #builder}.
 *
 * @param timeBudget the most time that the training may take, including calibration
 * @param maxSteps the most steps, 1 to 10,000,000. The training ends at this limit or at the time budget, and is
 *     reproducible if it ends at this one
 * @param loss the loss functions
 * @param prior the distribution of the latent vector
 * @param latentSize the dimensions of the latent vector, 1 to 4,096
 * @param width units of each hidden layer, 8 to 4,096
 * @param blocks residual blocks of each network, 0 to 16
 * @param batchSize real rows of a step, and as many generated ones, 8 to 100,000
 * @param learningRate the first learning rate of Adam, which falls by a cosine to 2 % of it; 0 to choose it by the
 *     number of steps
 * @param penalty the weight gamma of the zero-centred gradient penalties; 0 for none
 * @param heldOutShare the share of rows held out to measure on, 0 to .5
 * @param targets names of the columns that matter most: their rare values are never merged, and they are measured
 *     separately
 * @param rules rules that generated rows must keep or, after "not", that are not searched for; "none" switches the
 *     search off. The syntax is that of {@link RuleText}
 * @param seed the seed of everything random
 * @param threads the number of threads, 0 for the number of processors but at most 8; see {@link #effectiveThreads}
 * @param protection which rare values are replaced to protect the rows that have them
 * @param refined whether raking weights and the realism classifier are learnt after the GAN, so that generated rows are
 *     selected by weight
 * @param protectFile whether the selection learns so little of single rows that the model file hardly tells who was
 *     learnt; rows are then a little less similar
 * @param patience steps without improvement on held-out rows after which the training ends and returns to its best
 *     step; 0 to train to the end
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
        boolean protectFile,
        int patience) {
    private static final int MAX_DEFAULT_THREADS = 8;

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

    /**
     * The number of threads that really compute: {@link #threads}, or if that is 0 the number of processors, but at
     * most {@value #MAX_DEFAULT_THREADS}.
     */
    public int effectiveThreads() {
        return threads > 0
                ? threads
                : Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /** Settings that give a good model of a table of 10,000 to 100,000 rows within five minutes on two cores. */
    public static TrainingSettings defaults() {
        return new Builder().build();
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these settings. */
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
                .protectFile(protectFile)
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

    /** The rules between columns. */
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

    public TrainingSettings withProtectFile(final boolean value) {
        return toBuilder().protectFile(value).build();
    }

    public TrainingSettings withRefined(final boolean value) {
        return toBuilder().refined(value).build();
    }

    public TrainingSettings withPatience(final int value) {
        return toBuilder().patience(value).build();
    }

    /** Builder of settings. Settings that are not set are those of {@link #defaults}. */
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
        private boolean protectFile;
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

        public Builder protectFile(final boolean value) {
            protectFile = value;
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

        /** @throws IllegalArgumentException if a setting is out of range */
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
                    protectFile,
                    patience);
        }
    }
}
