// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * The independent random streams of the engine, each with the seed that it is derived from. A stream is a range of
 * numbers for {@link RandomStream#stream}. Ranges of the same seed do not overlap, except for two of the evaluation,
 * where one draws rows and the other grows trees. The numbers must never change: the same seed must give the same rows.
 */
public enum StreamSeed {
    /** The choice of held-out rows. */
    SPLIT(Seed.TRAINING, 0),
    /** The order of the rows in training. */
    SHUFFLE(Seed.TRAINING, 1),
    /** The generator's initial parameters. */
    GENERATOR(Seed.TRAINING, 2),
    /** The discriminator's initial parameters. */
    DISCRIMINATOR(Seed.TRAINING, 3),
    /** Generated rows to compare with held-out rows. */
    FIDELITY_ROWS(Seed.TRAINING, 5),
    /** Values of grouped categories in the rows that calibration uses. */
    CALIBRATION_VALUES(Seed.TRAINING, 6),
    /** The seed of {@link Seed#REFINEMENT}. */
    REFINEMENT(Seed.TRAINING, 7),
    /** Generated rows to train the realism classifier on. */
    REALISM_ROWS(Seed.TRAINING, 8),
    /** The composition of the realism classifier's negative examples. */
    REALISM(Seed.TRAINING, 9),
    /** The trees that learn which generated rows are more frequent than real ones. */
    REALISM_RATIO(Seed.TRAINING, 11),
    /** The training of the discriminator that the model keeps; one for each micro-batch and more. */
    DISCRIMINATOR_OF_MODEL(Seed.TRAINING, 10),
    /** Latents and Gumbel noise of the training, one stream for each micro-batch. */
    MICRO_BATCHES(Seed.TRAINING, 100, 1_600),
    /** Replacements of rare values. */
    PROTECTION(Seed.TRAINING, 7_001),
    /** Rows of a private training, drawn from noisy tables of counts. */
    PRIVATE_ROWS(Seed.TRAINING, 8_001),
    /** Values that make a private training's rows keep the rules. */
    PRIVATE_RULES(Seed.TRAINING, 8_002),
    /** Which rows of a child table are learnt, and in which order. */
    CHILD_ROWS(Seed.TRAINING, 9_001),
    /** The noise of what is planned for children. */
    CHILD_PLANS(Seed.TRAINING, 9_002),
    /** Latents and Gumbel noise of the children that calibration uses. */
    CHILD_CALIBRATION(Seed.TRAINING, 9_003),
    /** Generated children to train the classifier on. */
    CHILD_DRAWS(Seed.TRAINING, 9_004),
    /** The subsample of rows of each tree of the classifier of children. */
    CHILD_TREES(Seed.TRAINING, 9_005),
    /** Children of real parents, to learn from. */
    OWN_CHILDREN(Seed.TRAINING, 9_006),
    /** The classifier of children in contexts that were made. */
    OWN_CHILD_TREES(Seed.TRAINING, 9_007),
    /** The classifier of families. */
    FAMILY_TREES(Seed.TRAINING, 9_008),
    /** Names and contacts in tables that are kept. */
    KEPT_PEOPLE(Seed.TRAINING, 9_009),
    /** The classifiers of rows that children refer to, one for each foreign key. */
    REFERENCE_TREES(Seed.TRAINING, 9_100, 900),
    /** Latents and Gumbel noise of the rows that calibration uses. */
    CALIBRATION_DRAWS(Seed.TRAINING, 1_000_000, 1_000),

    /** Generated rows to train the boosted trees on. */
    TREE_ROWS(Seed.REFINEMENT, 0),
    /** The subsample of rows of each tree. */
    TREES(Seed.REFINEMENT, 1),
    /** Generated rows to fit raking weights to. */
    RAKED_ROWS(Seed.REFINEMENT, 2),
    /** The choice of rows when raking is tried out. */
    RAKING(Seed.REFINEMENT, 3),

    /** Identifiers, and which of them are missing. */
    IDENTIFIERS(Seed.SAMPLING, 1),
    /** The choice of rows by rejection sampling. */
    SELECTION(Seed.SAMPLING, 2),
    /** The seed of rows that are changed so that they keep orders, where hardly any row does by itself. */
    MENDED_ROWS(Seed.SAMPLING, 3),
    /** Latents and Gumbel noise of rows under conditions. */
    CONDITIONED_DRAWS(Seed.SAMPLING, 1_000, 4),
    /** The choice of rows under conditions. */
    CONDITIONED_CHOICE(Seed.SAMPLING, 1_004),
    /** Latents and Gumbel noise of rows. */
    DRAWS(Seed.SAMPLING, 2_000, 4),
    /** The values of a fair target. */
    FAIR_TARGET(Seed.SAMPLING, 3_000),
    /** The seed of the generated rows that a fair target is fitted to. */
    FAIR_ROWS(Seed.SAMPLING, 3_001),

    /** The choice of the donor of a missing field. */
    DONORS(Seed.COMPLETION, 0),
    /** Identifiers of completed rows. */
    COMPLETED_IDENTIFIERS(Seed.COMPLETION, 1),
    /** The values of a fair target in completed rows. */
    COMPLETED_FAIR_TARGET(Seed.COMPLETION, 2),

    /** The rows of a table without parents. */
    PARENTS(Seed.TABLE, 0),
    /** Which parents have how many children, among those that are planned to have as many. */
    CHILD_COUNTS(Seed.TABLE, 1),
    /** The first value of the ordering column of rows without a parent. */
    FIRST_CHILDREN(Seed.TABLE, 2),
    /** Which rows of other tables are referred to. */
    REFERENCES(Seed.TABLE, 3),
    /** The seed of children, one stream for each position and part of the families. */
    CHILDREN(Seed.TABLE, 4),
    /** Identifiers of children. */
    CHILD_IDENTIFIERS(Seed.TABLE, 5),
    /** Primary keys. */
    KEYS(Seed.TABLE, 6),
    /** References of rows to others of the same table. */
    SELF_REFERENCES(Seed.TABLE, 7),
    /** The choice of families. */
    FAMILIES(Seed.TABLE, 8),
    /** The seeds of further children, to choose families from. */
    MORE_CHILDREN(Seed.TABLE, 10, 10),

    /** Samples of real, synthetic and held-out tables that are too large to evaluate whole. */
    BOUNDED(Seed.EVALUATION, 1, 3),
    TWO_SAMPLE_REAL(Seed.EVALUATION, 11),
    TWO_SAMPLE_SYNTHETIC(Seed.EVALUATION, 12),
    /** One for each fold. */
    TWO_SAMPLE_TREES(Seed.EVALUATION, 13, 3),
    /** The seeds of {@link Seed#SHUFFLING}, one for each fold. */
    TWO_SAMPLE_SHUFFLED(Seed.EVALUATION, 17, 3),
    /** The order of a shuffled column. */
    SHUFFLED_ORDER(Seed.SHUFFLING, 1),
    USEFULNESS_SYNTHETIC(Seed.EVALUATION, 21),
    USEFULNESS_REAL(Seed.EVALUATION, 22),
    USEFULNESS_SYNTHETIC_TREES(Seed.EVALUATION, 31),
    USEFULNESS_REAL_TREES(Seed.EVALUATION, 32),
    CLOSEST_TRAINING(Seed.EVALUATION, 31),
    CLOSEST_HELD_OUT(Seed.EVALUATION, 32),
    CLOSEST_SYNTHETIC(Seed.EVALUATION, 33),
    COVERAGE_REAL(Seed.EVALUATION, 41),
    COVERAGE_SYNTHETIC(Seed.EVALUATION, 42),
    COVERAGE_HELD_OUT(Seed.EVALUATION, 43),
    NEAR_COPIES_SYNTHETIC(Seed.EVALUATION, 51),
    NEAR_COPIES_HELD_OUT(Seed.EVALUATION, 52),
    NEAR_COPIES_REAL(Seed.EVALUATION, 53),
    SINGLING_OUT_SINGLE(Seed.EVALUATION, 61),
    SINGLING_OUT_SEVERAL(Seed.EVALUATION, 62),
    LINKABILITY_SYNTHETIC(Seed.EVALUATION, 71),
    LINKABILITY_REAL(Seed.EVALUATION, 72),
    LINKABILITY_HELD_OUT(Seed.EVALUATION, 73),
    LINKABILITY_CHANCE(Seed.EVALUATION, 74),
    INFERENCE_SYNTHETIC(Seed.EVALUATION, 81),
    INFERENCE_REAL(Seed.EVALUATION, 82),
    INFERENCE_HELD_OUT(Seed.EVALUATION, 83),
    INFERENCE_CHANCE(Seed.EVALUATION, 84),
    MEMBERSHIP_REAL(Seed.EVALUATION, 91),
    MEMBERSHIP_HELD_OUT(Seed.EVALUATION, 92),
    /** The rows of both kinds that membership attacks are tried on. */
    MEMBERSHIP_ATTACKED(Seed.EVALUATION, 94, 2),
    MEMBERSHIP_SYNTHETIC(Seed.EVALUATION, 96),
    MEMBERSHIP_COLUMNS(Seed.EVALUATION, 97),
    COPIES_SYNTHETIC(Seed.EVALUATION, 98),
    COPIES_REAL(Seed.EVALUATION, 99),
    PROJECTION_FITTED(Seed.EVALUATION, 101),
    PROJECTION_FIRST(Seed.EVALUATION, 102),
    PROJECTION_SECOND(Seed.EVALUATION, 103),
    PROJECTION_REAL(Seed.EVALUATION, 104),
    PROJECTION_SYNTHETIC(Seed.EVALUATION, 105);

    /** The seed that a stream is derived from. */
    enum Seed {
        /** The training's seed. */
        TRAINING,
        /** The seed that {@link StreamSeed#REFINEMENT} derives. */
        REFINEMENT,
        /** A sampler's seed. */
        SAMPLING,
        /** A completion's seed. */
        COMPLETION,
        /** The seed of one table of a synthetic database. */
        TABLE,
        /** An evaluation's seed. */
        EVALUATION,
        /** A seed that {@link StreamSeed#TWO_SAMPLE_SHUFFLED} derives. */
        SHUFFLING
    }

    private final Seed base;
    private final long first;
    private final int count;

    StreamSeed(final Seed base, final long first) {
        this(base, first, 1);
    }

    StreamSeed(final Seed base, final long first, final int count) {
        this.base = base;
        this.first = first;
        this.count = count;
    }

    /** The seed of this stream, derived from the seed of its {@link Seed}. */
    public long of(final long seed) {
        return RandomStream.stream(seed, first);
    }

    /**
     * The seed of one of the streams of this constant.
     *
     * @param number the number of the stream, from 0
     * @throws IllegalArgumentException where the number is out of range
     */
    public long of(final long seed, final int number) {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    "Stream %d of %s does not exist; it must be 0 to %d".formatted(number, this, count - 1));
        }
        return RandomStream.stream(seed, first + number);
    }

    Seed base() {
        return base;
    }

    long first() {
        return first;
    }

    int count() {
        return count;
    }
}
