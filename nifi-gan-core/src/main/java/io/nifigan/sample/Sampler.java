// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.StreamSeed;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.ColumnTest;
import io.nifigan.sample.condition.ConditionalTables;
import io.nifigan.sample.condition.ConditionedGroups;
import io.nifigan.sample.condition.ConditionedRanges;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RejectionSampler;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws rows from a model, as many as are asked for, in memory that does not grow with their number. Not for several
 * threads at once; to be closed after use.
 */
public final class Sampler implements AutoCloseable {
    /**
     * Rows are always drawn by so many, fewer of a very wide model, so that the same rows come whatever the sizes of
     * the calls.
     */
    private static final int MAX_CHUNK = 1_024;

    private static final int MIN_CHUNK = 64;
    private static final int CHUNK_FLOATS = 1 << 20;
    /** After so many rows without one that is kept, or with fewer than one in a thousand, it is given up. */
    private static final int PATIENCE = 50 * MAX_CHUNK;

    private final SampleSettings settings;
    private final Conditions conditions;
    private final CandidatePipeline pipeline;
    private final ConditionedDraws conditioned;
    private final RowDecoder decoder;
    private final Scorer scorer;
    private final Rules rules;
    /** Null where rows are not to be distributed as those learnt. */
    private final RangeEnds rangeEnds;
    /** Null where rows that meet conditions may be alike. */
    private final DuplicateFilter duplicates;
    /** Null where nothing is known of them. */
    private final ConditionedRanges ranges;

    private final Identifiers identifiers;
    private final RakingModel raking;
    private final RejectionSampler selection;
    private final int chunk;
    private final float[] raw;
    private final float[] gumbel;
    private final float[] logWeights;
    private Table pending;
    private int taken;
    private long drawn;
    private long kept;

    /**
     * @param model the model
     * @param seed the same seed gives the same rows
     * @param minRealism rows whose probability of being real (see {@link Scorer}) is lower are drawn anew, 0 keeps all;
     *     at least 0 and below 1
     */
    public Sampler(final GANModel model, final long seed, final double minRealism) {
        this(model, SampleSettings.of(seed).withMinRealism(minRealism), null);
    }

    /**
     * @param model the model
     * @param settings which rows, and how they are drawn
     * @throws SamplingException where a condition does not suit the model, or no row can meet it
     */
    public Sampler(final GANModel model, final SampleSettings settings) throws SamplingException {
        this(model, settings, settings.hasConditions() ? Conditions.of(model, settings.conditions()) : null);
    }

    private Sampler(final GANModel model, final SampleSettings settings, final Conditions conditions) {
        this.settings = settings;
        this.conditions = conditions;
        this.chunk = Math.clamp(CHUNK_FLOATS / model.encoder().layout().rawSize(), MIN_CHUNK, MAX_CHUNK);
        final TableEncoder decoding = conditions == null ? model.encoder() : conditions.encoder();
        this.decoder = new RowDecoder(decoding, model.calibration());
        this.scorer = settings.minRealism() > 0 ? new Scorer(model) : null;
        this.rules = new Rules(model.encoder());
        this.raking = model.raking();
        final List<ConditionedGroups> groups = new ArrayList<>();
        final List<ColumnTest> asked = conditions == null ? List.of() : conditions.asked();
        asked.forEach(
                test -> ConditionedGroups.of(raking, model.encoder(), test).ifPresent(groups::add));
        final boolean oneKnown = asked.size() == 1 && groups.size() == 1;
        final long learnt =
                (long) model.provenance().rows() - model.provenance().heldOut();
        this.rangeEnds = settings.temperature() != 1 || settings.minRealism() > 0 || !asked.isEmpty() && !oneKnown
                ? null
                : oneKnown
                        ? RangeEnds.ofSubgroup(
                                model.encoder(), rules, learnt, raking, groups.getFirst(), asked.getFirst())
                        : RangeEnds.ofTable(model.encoder(), rules, learnt);
        this.duplicates = asked.isEmpty()
                ? new DuplicateFilter(model.encoder(), model.provenance().rows())
                : null;
        this.ranges = groups.isEmpty() || settings.temperature() != 1 ? null : ConditionedRanges.of(raking, groups);
        // A temperature asks for other shares than those of the rows learnt: choosing among rows would bring these
        // back.
        this.selection = raking.keepsAll() || settings.temperature() != 1
                ? null
                : new RejectionSampler(
                        raking,
                        oneKnown ? ConditionalTables.of(raking, groups.getFirst()) : List.of(),
                        StreamSeed.SELECTION.of(settings.seed()),
                        conditions == null && settings.minRealism() == 0);
        this.conditioned =
                conditions == null ? null : new ConditionedDraws(model, conditions, settings, chunk, selection != null);
        this.identifiers = new Identifiers(decoding, StreamSeed.IDENTIFIERS.of(settings.seed()));
        this.pipeline =
                conditions != null ? null : new CandidatePipeline(model, settings, decoder, rules, selection, chunk);
        this.raw = conditions == null
                ? null
                : new float[chunk * model.encoder().layout().rawSize()];
        this.gumbel = conditions == null ? null : new float[raw.length];
        this.logWeights = conditions == null ? null : new float[chunk];
    }

    /**
     * The next rows. The same rows come whatever the sizes of the calls.
     *
     * @throws SamplingException where hardly any row meets the conditions, is as real as asked, or keeps the table's
     *     rules
     */
    public Table next(final int rows) throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        int missing = rows;
        while (missing > 0 || parts.isEmpty()) {
            final Table part = nextAvailable(missing);
            parts.add(part);
            missing -= part.rows();
        }
        return Table.concatenate(parts);
    }

    /**
     * The next rows, no more than are at hand when the first is: under narrow conditions a caller so is not kept
     * waiting for long.
     *
     * @param max the most rows wanted
     * @return 1 row or more, where 1 or more are wanted
     * @throws SamplingException as {@link #next}
     */
    public Table nextAvailable(final int max) throws SamplingException {
        if (pending == null || taken == pending.rows()) {
            pending = chunk();
            taken = 0;
        }
        final int count = Math.min(max, pending.rows() - taken);
        final Table part = count == pending.rows() ? pending : pending.select(range(taken, count));
        taken += count;
        return part;
    }

    /** Rows drawn from the generator for those that were given: 1 of so many met the conditions and was kept. */
    public long drawn() {
        return conditioned == null ? drawn : conditioned.drawn();
    }

    private static int[] range(final int from, final int count) {
        final int[] indices = new int[count];
        Arrays.setAll(indices, i -> from + i);
        return indices;
    }

    /** Some rows, at least one, that meet the conditions, keep the rules, are chosen and are real enough. */
    private Table chunk() throws SamplingException {
        while (true) {
            final CandidatePipeline.Choice piece = conditioned == null ? pipeline.next() : drawOnConditions();
            final Table rows = real(chosen(piece));
            if (conditioned == null) {
                drawn += chunk;
                kept += rows.rows();
            } else {
                conditioned.note(piece.drawn().rows(), rows.rows());
            }
            if (rows.rows() > 0) {
                if (rangeEnds != null) {
                    rangeEnds.place(rows, duplicates == null ? row -> true : duplicates.onChanged(rows));
                }
                return identifiers.add(rows);
            }
            if (drawn > PATIENCE && kept < drawn / 1_000) {
                throw new SamplingException(
                        scorer != null
                                ? ("Only %d of %d rows drawn were at least %s real. Lower the minimum realism, "
                                                + "or train " + "anew, for longer")
                                        .formatted(kept, drawn, settings.minRealism())
                                : rules.isEmpty()
                                        ? "Only %d of %d rows drawn were like those learnt. Train anew, for longer"
                                                .formatted(kept, drawn)
                                        : ("Only %d of %d rows drawn kept the rules of the table; most broke "
                                                        + "'%s'. Train anew, "
                                                        + "for longer, or forbid rules that hold by chance")
                                                .formatted(kept, drawn, rules.mostBroken(piece.drawn())));
            }
        }
    }

    /** Rows that meet the conditions, perhaps none. */
    private CandidatePipeline.Choice drawOnConditions() throws SamplingException {
        final int rows = conditioned.draw(raw, gumbel, logWeights);
        final Table table = decoder.decode(rows, raw, gumbel, conditioned.random());
        int[] at = conditions.meeting(table);
        if (ranges != null) {
            at = Arrays.stream(at).filter(row -> ranges.isWithin(table, row)).toArray();
        }
        return CandidatePipeline.piece(
                        table.select(at),
                        Arrays.stream(at).mapToDouble(row -> logWeights[row]).toArray(),
                        rules,
                        selection,
                        raking)
                .choose(selection);
    }

    /** The rows that the refinement keeps of those that keep the rules, without those that came before. */
    private Table chosen(final CandidatePipeline.Choice piece) {
        final Table lawful = piece.lawful();
        final IntStream kept = piece.kept() == null ? IntStream.range(0, lawful.rows()) : Arrays.stream(piece.kept());
        // A repeat counts as kept: others in its place would have to be like it, and so bend what they have in common.
        return lawful.select((duplicates == null ? kept : kept.filter(duplicates.on(lawful))).toArray());
    }

    /** The rows that are real enough. */
    private Table real(final Table table) {
        if (scorer == null || table.rows() == 0) {
            return table;
        }
        final double[] realism = scorer.score(table).probability();
        return table.select(IntStream.range(0, table.rows())
                .filter(r -> realism[r] >= settings.minRealism())
                .toArray());
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
        }
        if (conditioned != null) {
            conditioned.close();
        }
        if (scorer != null) {
            scorer.close();
        }
    }
}
