// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * Every independent stream of random numbers, by the seed that it is drawn from. Each is a stretch of numbers for
 * {@link RandomStream#stream}; those from the same seed do not overlap, but for two of the evaluation where one draws
 * rows and the other grows trees. The numbers must stay as they are: the same seed gives the same rows.
 */
public enum StreamSeed {
    /** Which rows are held out. */
    SPLIT(Seed.TRAINING, 0),
    /** The order in which rows are learnt. */
    SHUFFLE(Seed.TRAINING, 1),
    /** The generator's first parameters. */
    GENERATOR(Seed.TRAINING, 2),
    /** The discriminator's first parameters. */
    DISCRIMINATOR(Seed.TRAINING, 3),
    /** Generated rows that are compared with held-out ones. */
    FIDELITY_ROWS(Seed.TRAINING, 5),
    /** Values that share a member, in rows that are calibrated by. */
    CALIBRATION_VALUES(Seed.TRAINING, 6),
    /** The seed of {@link Seed#REFINEMENT}. */
    REFINEMENT(Seed.TRAINING, 7),
    /** Generated rows that the realism classifier learns. */
    REALISM_ROWS(Seed.TRAINING, 8),
    /** What the realism classifier's unreal rows are put together from. */
    REALISM(Seed.TRAINING, 9),
    /** Latents and choices of the training, one stream for each tile of a batch. */
    TILES(Seed.TRAINING, 100, 1_600),
    /** What takes the place of rare values. */
    PROTECTION(Seed.TRAINING, 7_001),
    /** Rows of a private training, drawn from noisy tables. */
    PRIVATE_ROWS(Seed.TRAINING, 8_001),
    /** Values that a private training's rows are mended by. */
    PRIVATE_RULES(Seed.TRAINING, 8_002),
    /** Latents and choices that are calibrated by. */
    CALIBRATION_DRAWS(Seed.TRAINING, 1_000_000, 1_000),

    /** Generated rows that the trees learn. */
    JUDGED_ROWS(Seed.REFINEMENT, 0),
    /** Which rows each tree keeps. */
    TREES(Seed.REFINEMENT, 1),
    /** Generated rows that are raked. */
    RAKED_ROWS(Seed.REFINEMENT, 2),
    /** Which rows are kept while it is tried what raking does. */
    RAKING(Seed.REFINEMENT, 3),

    /** Identifiers and which are missing. */
    IDENTIFIERS(Seed.SAMPLING, 1),
    /** Which rows are kept. */
    SELECTION(Seed.SAMPLING, 2),
    /** Latents and choices of rows under conditions. */
    CONDITIONED_DRAWS(Seed.SAMPLING, 1_000, 4),
    /** Which of the rows under conditions come. */
    CONDITIONED_CHOICE(Seed.SAMPLING, 1_004),
    /** Latents and choices of rows. */
    DRAWS(Seed.SAMPLING, 2_000, 4),

    /** Which donor a missing field is taken from. */
    DONORS(Seed.COMPLETION, 0),
    /** Identifiers of completed rows. */
    COMPLETED_IDENTIFIERS(Seed.COMPLETION, 1),

    /** Rows of real, synthetic and held-out tables above the bound. */
    BOUNDED(Seed.EVALUATION, 1, 3),
    TWO_SAMPLE_REAL(Seed.EVALUATION, 11),
    TWO_SAMPLE_SYNTHETIC(Seed.EVALUATION, 12),
    /** One for each fold, as the next. */
    TWO_SAMPLE_TREES(Seed.EVALUATION, 13, 3),
    /** The seeds of {@link Seed#SHUFFLING}. */
    TWO_SAMPLE_SHUFFLED(Seed.EVALUATION, 17, 3),
    /** The order in which a column is shuffled. */
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
    PROJECTION_FITTED(Seed.EVALUATION, 101),
    PROJECTION_FIRST(Seed.EVALUATION, 102),
    PROJECTION_SECOND(Seed.EVALUATION, 103),
    PROJECTION_REAL(Seed.EVALUATION, 104),
    PROJECTION_SYNTHETIC(Seed.EVALUATION, 105);

    /** What a stream is drawn from. */
    enum Seed {
        /** The training's seed. */
        TRAINING,
        /** The seed that {@link StreamSeed#REFINEMENT} gives. */
        REFINEMENT,
        /** A sampler's seed. */
        SAMPLING,
        /** A completion's seed. */
        COMPLETION,
        /** An evaluation's seed. */
        EVALUATION,
        /** A seed that {@link StreamSeed#TWO_SAMPLE_SHUFFLED} gives. */
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

    /** The seed of this stream. */
    public long of(final long seed) {
        return RandomStream.stream(seed, first);
    }

    /**
     * The seed of one of several streams.
     *
     * @param number from 0 on
     * @throws IllegalArgumentException where there are not so many
     */
    public long of(final long seed, final int number) {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException("Stream %d of the %d that %s has".formatted(number, count, this));
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
