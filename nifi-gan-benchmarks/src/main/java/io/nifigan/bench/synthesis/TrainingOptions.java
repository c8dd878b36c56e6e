// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.train.Loss;
import io.nifigan.train.Prior;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a training: its length, the networks, rules, and which values are replaced. */
final class TrainingOptions {
    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    @Option(
            names = "--seconds",
            description = "maximum duration of the training (default ${DEFAULT-VALUE})",
            defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "maximum number of training steps")
    private Integer steps;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "a rule that every row satisfies, such as 'a = b + c'; 'not RULE' excludes a rule "
                    + "from the search, 'none' switches the search off; may be given several times")
    private List<String> rules = List.of();

    @Option(names = "--seed", description = "random seed (default 42)")
    private Long seed;

    @Option(names = "--loss", description = "the loss: ${COMPLETION-CANDIDATES}")
    private Loss loss;

    @Option(names = "--prior", description = "the prior of the latent space: ${COMPLETION-CANDIDATES}")
    private Prior prior;

    @Option(names = "--width", description = "units of each hidden layer")
    private Integer width;

    @Option(names = "--blocks", description = "residual blocks of each network")
    private Integer blocks;

    @Option(names = "--latent", description = "dimensions of the latent space")
    private Integer latent;

    @Option(names = "--batch", description = "real rows per step")
    private Integer batch;

    @Option(names = "--lr", description = "learning rate")
    private Double learningRate;

    @Option(names = "--penalty", description = "weight of the gradient penalties")
    private Double penalty;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private Integer threads;

    @Option(
            names = "--patience",
            paramLabel = "STEPS",
            description = "stop after this many steps without improvement on held-out rows, and keep the best "
                    + "model (default 0: do not stop early)")
    private Integer patience;

    @Option(
            names = "--unrefined",
            description = "use the generator's rows directly, without rejection sampling and raking")
    private boolean unrefined;

    @Option(
            names = "--minimum-count",
            description = "categories with fewer rows than this never occur in synthetic rows (default 1: all "
                    + "may occur)")
    private Integer minimumCount;

    @Option(names = "--rare-values", description = "the replacement of such categories: ${COMPLETION-CANDIDATES}")
    private Replacement rareValues;

    @Option(names = "--other-value", description = "the text for OTHER (default other)")
    private String otherValue;

    @Option(
            names = "--protect-extremes",
            description = "clip numbers to the fifth smallest and the fifth largest value")
    private boolean protectExtremes;

    @Option(
            names = "--protect-file",
            description = "let the model file hardly tell which rows were learnt; rows are a little less similar")
    private boolean protectFile;

    /**
     * The settings that the options give, with defaults for those that are missing.
     *
     * @throws IllegalArgumentException where an option is out of range
     */
    TrainingSettings settings() {
        if (!(seconds > 0 && seconds <= 1e9)) {
            throw new IllegalArgumentException("--seconds is %s; it must be above 0".formatted(seconds));
        }
        return TrainingSettings.builder()
                .timeBudget(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))))
                .maxSteps(or(steps, DEFAULTS.maxSteps()))
                .loss(or(loss, DEFAULTS.loss()))
                .prior(or(prior, DEFAULTS.prior()))
                .network(or(latent, DEFAULTS.latentSize()), or(width, DEFAULTS.width()), or(blocks, DEFAULTS.blocks()))
                .batchSize(or(batch, DEFAULTS.batchSize()))
                .learningRate(or(learningRate, DEFAULTS.learningRate()))
                .penalty(or(penalty, DEFAULTS.penalty()))
                .rules(rules)
                .seed(or(seed, DEFAULTS.seed()))
                .threads(or(threads, DEFAULTS.threads()))
                .protection(protection())
                .refined(!unrefined)
                .protectFile(protectFile)
                .patience(or(patience, DEFAULTS.patience()))
                .build();
    }

    private Protection protection() {
        final Protection none = DEFAULTS.protection();
        return new Protection(
                or(minimumCount, none.minimumCount()),
                or(rareValues, none.replacement()),
                or(otherValue, none.other()),
                protectExtremes);
    }

    private static <T> T or(final T given, final T otherwise) {
        return given == null ? otherwise : given;
    }
}
