// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GanModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.network.Graphs;
import io.nifigan.refine.Refinement;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is learnt of rows of which one node has all of a kind and the other none. */
class ShareFitterTest {
    private static final Table TABLE = TrainedModels.table(600, 3);
    private static final TableEncoder ENCODER = EncoderFitter.fit(TABLE, Set.of());
    private static final int TIER = 4;
    private static final List<Table> SHARES = List.of(share(true), share(false));
    private static List<GanModel> models;

    private static Table share(final boolean gold) {
        return TABLE.select(IntStream.range(0, TABLE.rows()).filter(r -> isGold(TABLE, r) == gold).toArray());
    }

    private static boolean isGold(final Table table, final int row) {
        return "gold".equals(table.value(TIER, row));
    }

    private static double goldShare(final Table table) {
        return IntStream.range(0, table.rows()).filter(r -> isGold(table, r)).count() / (double) table.rows();
    }

    @BeforeAll
    static void learn() throws Exception {
        final ShareFitter fitter = new ShareFitter(TrainedModels.SMALL.withMaxSteps(60).withTargets(List.of()).withTimeBudget(Duration.ofMinutes(10)), ENCODER);
        final MeetingRoom room = new MeetingRoom(2, 10);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final Future<GanModel> other = threads.submit(() -> fitter.fit(SHARES.get(1), 1, room.place(1), new TrainingListener() { }));
            models = List.of(fitter.fit(SHARES.get(0), 0, room.place(0), new TrainingListener() { }), other.get());
        }
    }

    @Test
    void bothNodesComeToTheSameGenerator() {
        assertArrayEquals(Graphs.parameters(models.get(0).generator()), Graphs.parameters(models.get(1).generator()));
        assertEquals(models.get(0).calibration().maps().size(), models.get(1).calibration().maps().size());
    }

    @Test
    void singleColumnsHaveTheSharesOfAllRowsThoughNoNodeHasThem() throws Exception {
        final double wanted = goldShare(TABLE);
        assertTrue(wanted > .15 && wanted < .85, "gold: " + wanted);
        try (Sampler sampler = new Sampler(models.get(0), 5, 0)) {
            assertEquals(wanted, goldShare(sampler.next(4_000)), .04);
        }
    }

    @Test
    void rowsAreChosenByTablesOfRowsThatStayWhereTheyAre() throws Exception {
        final GanModel model = models.get(0);
        assertEquals(0, model.refinement().judge().roots().length);
        for (int t = 0; t < model.refinement().tables().size(); t++) {
            assertArrayEquals(model.refinement().tables().get(t).logits(), models.get(1).refinement().tables().get(t).logits(), "the same on both nodes");
        }
        final GanModel unrefined = model.toBuilder().refinement(Refinement.none()).build();
        final double wanted = goldAmount(TABLE);
        try (Sampler before = new Sampler(unrefined, 5, 0); Sampler after = new Sampler(model, 5, 0)) {
            final double without = goldAmount(before.next(4_000));
            final double with = goldAmount(after.next(4_000));
            assertTrue(Math.abs(with - wanted) < .5 * Math.abs(without - wanted), "%s without, %s with, of %s".formatted(without, with, wanted));
        }
    }

    /** The share of gold rows with an amount above 40, which in the real ones is all. */
    private static double goldAmount(final Table table) {
        final int[] gold = IntStream.range(0, table.rows()).filter(r -> isGold(table, r)).toArray();
        return Arrays.stream(gold).filter(r -> table.numbers(2)[r] > 40).count() / (double) gold.length;
    }

    @Test
    void aNodeWithHardlyAnyRowSaysSo() {
        final ShareFitter fitter = new ShareFitter(TrainedModels.SMALL, ENCODER);
        final TrainingException failure = assertThrows(TrainingException.class,
                () -> fitter.fit(TABLE.select(IntStream.range(0, 5).toArray()), 0, new MeetingRoom(1, 5).place(0), new TrainingListener() { }));
        assertTrue(failure.getMessage().contains("has 5 rows"), failure.getMessage());
    }
}
