// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.ColumnTest;
import io.nifigan.sample.condition.ConditionalTables;
import io.nifigan.sample.condition.ConditionedGroups;
import io.nifigan.sample.condition.ConditionedRanges;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.score.Scorer;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RejectionSampler;
import io.nifigan.select.SubgroupTable;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the stages that rows go through: {@link #withoutConditions} and {@link #underConditions} are two lists of the
 * same stages, in the order in which they run.
 */
final class SamplingStages {
    /** Batches have this many rows, whatever the sizes of the calls, so that these do not change the rows. */
    private static final int MAX_CHUNK = 1_024;

    private static final int MIN_CHUNK = 64;
    /** Raw output of a batch: a very wide model has fewer rows in it. */
    private static final int CHUNK_FLOATS = 1 << 20;

    private final GANModel model;
    private final SampleSettings settings;
    /** Null where the target is as the model generates it. */
    private final FairTarget fair;

    private final TableEncoder encoder;
    private final RakingModel raking;
    private final Rules rules;
    private final int chunk;
    private final List<Stage> stages = new ArrayList<>();
    /** The rows that were split. */
    private final SplitRows split;

    private SamplingStages(final GANModel model, final SampleSettings settings, final FairTarget fair) {
        this.model = model;
        this.settings = settings;
        this.fair = fair;
        this.encoder = model.encoder();
        this.raking = model.raking();
        this.rules = new Rules(encoder);
        this.chunk = Math.clamp(CHUNK_FLOATS / encoder.layout().rawSize(), MIN_CHUNK, MAX_CHUNK);
        this.split =
                new SplitRows(model.generatorShape().inputs(), encoder.layout().rawSize());
    }

    /**
     * @param fair the target that is drawn anew; null for none
     * @throws SamplingException where a condition does not suit the model or the fair target, or no row can meet it
     */
    static Pipeline of(final GANModel model, final SampleSettings settings, final FairTarget fair)
            throws SamplingException {
        final SamplingStages list = new SamplingStages(model, settings, fair);
        if (!settings.hasConditions()) {
            return list.withoutConditions();
        }
        if (fair != null) {
            fair.check(settings.conditions());
        }
        return list.underConditions(Conditions.of(model, settings.conditions()));
    }

    /** Stages for rows of the whole table. */
    static Pipeline ofTable(final GANModel model, final SampleSettings settings, final FairTarget fair) {
        return new SamplingStages(model, settings, fair).withoutConditions();
    }

    private Pipeline withoutConditions() {
        final DuplicateFilter duplicates =
                new DuplicateFilter(encoder, model.provenance().rows());
        addDecoding(encoder, isChosen() ? raking.bins() : null);
        addRules();
        // Rows with a minimum realism are no fair share of all rows, so they need not meet the tables of all.
        addChoice(settings.minRealism() == 0);
        stages.add(duplicates);
        addRealism();
        addFairness();
        if (hasEnds()) {
            stages.add(new RangeEndStage(RangeEnds.ofTable(encoder, rules, trainingRows()), duplicates));
        }
        addIdentifiers(encoder);
        return new Pipeline(streams(), stages, isChosen(), settings.workers());
    }

    private Pipeline underConditions(final Conditions conditions) {
        final ConditionedDraws draws = new ConditionedDraws(model, conditions, settings, chunk, isChosen());
        final List<ConditionedGroups> groups = new ArrayList<>();
        conditions
                .asked()
                .forEach(test -> ConditionedGroups.of(raking, encoder, test).ifPresent(groups::add));
        // The raking tables of two columns tell what rows under one condition look like, but not under several.
        final boolean isKnown = conditions.asked().size() == 1 && groups.size() == 1;
        // Conditions are tested on values, so all must be decoded at once.
        addDecoding(conditions.encoder(), null);
        stages.add(new ConditionFilter(conditions, draws));
        if (!groups.isEmpty() && settings.temperature() == 1) {
            stages.add(new RangeFilter(ConditionedRanges.of(raking, groups)));
        }
        addRules();
        addChoice(isKnown ? ConditionalTables.of(raking, groups.getFirst()) : List.of());
        addRealism();
        addFairness();
        if (isKnown && hasEnds()) {
            stages.add(new RangeEndStage(
                    subgroupEnds(groups.getFirst(), conditions.asked().getFirst()), null));
        }
        addIdentifiers(conditions.encoder());
        return new Pipeline(List.of(draws), stages, false, new WorkerPool(1));
    }

    /**
     * @param decoding the encoder that knows how rare values and missing identifiers are to be drawn
     * @param bins the bins by which rows are chosen before late numbers are decoded; null where all are decoded at once
     */
    private void addDecoding(final TableEncoder decoding, final RowBins bins) {
        stages.add(new DecodeStage(new RowDecoder(decoding, model.calibration(), bins)));
    }

    private void addRules() {
        if (!rules.isEmpty()) {
            stages.add(new RuleFilter(rules));
        }
    }

    /** @param isBalanced whether the tables of all rows are followed */
    private void addChoice(final boolean isBalanced) {
        if (isChosen()) {
            final RejectionSampler sampler =
                    RejectionSampler.splitting(raking, StreamSeed.SELECTION.of(settings.seed()), isBalanced);
            // Rows are scored one by one, only as far as needed, unless the trees are too large for that.
            stages.add(new ScoreStage(sampler, sampler.enableEarlyExit() ? null : raking.trees()));
            stages.add(new RejectionFilter(sampler, split));
        }
    }

    /** @param subgroup tables of the rows under a condition; empty where none are known */
    private void addChoice(final List<SubgroupTable> subgroup) {
        if (isChosen()) {
            final RejectionSampler sampler =
                    new RejectionSampler(raking, subgroup, StreamSeed.SELECTION.of(settings.seed()), false);
            stages.add(new ScoreStage(sampler, raking.trees()));
            stages.add(new RejectionFilter(sampler, null));
        }
    }

    /** Another temperature asks for other shares than those of the training rows; rejection would bring these back. */
    private boolean isChosen() {
        return settings.choosing() && !raking.keepsAll() && settings.temperature() == 1;
    }

    private void addRealism() {
        if (settings.minRealism() > 0) {
            stages.add(new RealismFilter(new Scorer(model), settings.minRealism()));
        }
    }

    private void addFairness() {
        if (fair != null) {
            stages.add(new FairStage(fair.draws(StreamSeed.FAIR_TARGET.of(settings.seed()))));
        }
    }

    /** The ends of ranges belong to rows that are distributed as the training rows. */
    private boolean hasEnds() {
        return settings.temperature() == 1 && settings.minRealism() == 0;
    }

    private RangeEnds subgroupEnds(final ConditionedGroups groups, final ColumnTest test) {
        return RangeEnds.ofSubgroup(encoder, rules, trainingRows(), raking, groups, test);
    }

    private long trainingRows() {
        return (long) model.provenance().rows() - model.provenance().heldOut();
    }

    private void addIdentifiers(final TableEncoder decoding) {
        stages.add(new IdentifierStage(decoding, StreamSeed.IDENTIFIERS.of(settings.seed()), settings.firstRow()));
    }

    private List<StreamDraws> streams() {
        final List<StreamDraws> streams = new ArrayList<>();
        for (int s = 0; s < SampleSettings.STREAMS; s++) {
            final RawDraws draws = new RawDraws(
                    model.generatorShape(),
                    model.generatorParameters(),
                    model.settings().prior(),
                    StreamSeed.DRAWS.of(settings.seed(), s),
                    settings.temperature());
            streams.add(new StreamDraws(
                    draws,
                    chunk,
                    model.generatorShape().inputs(),
                    encoder.layout().rawSize(),
                    isChosen() ? split : null));
        }
        return streams;
    }
}
