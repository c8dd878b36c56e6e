// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.MemberShares;
import io.nifigan.encode.TableEncoder;
import io.nifigan.fit.MeetingRoom;
import io.nifigan.model.TrainedModels;
import io.nifigan.network.Graphs;
import io.nifigan.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Games on shares of the rows go on from the mean of what they have come to. */
class MeetingTest {
    private static final TrainingSettings SETTINGS = TrainedModels.SMALL.withMaxSteps(20).withTimeBudget(Duration.ofMinutes(10));
    private static final Table TABLE = TrainedModels.table(300, 1);
    private static final TableEncoder ENCODER = EncoderFitter.fit(TABLE, Set.of());
    private static final Duration BUDGET = Duration.ofMinutes(5);

    private static EncodedTable share(final int from, final int to) {
        return ENCODER.encode(TABLE.select(IntStream.range(from, to).toArray()));
    }

    private static final EncodedTable FIRST = share(0, 200);
    private static final EncodedTable SECOND = share(200, 300);

    private static Game.Observer silent() {
        return (step, planned, left, discriminatorLoss, generatorLoss) -> null;
    }

    /** A game's parameters after the last step, of generator, running average and discriminator. */
    private record End(float[] generator, float[] average, float[] discriminator) {
        static End of(final Game game) {
            return new End(Graphs.parameters(game.generatorGraph()), game.generatorParameters(), game.bestDiscriminator());
        }
    }

    private static End play(final EncodedTable rows, final long seed, final Meeting meeting) throws TrainingException {
        // Both begin with the same parameters, and have noise of their own.
        final float[][] start = start();
        try (Game game = new Game(rows, SETTINGS.withSeed(seed), start[0], start[1])) {
            if (meeting != null) {
                game.join(meeting, MemberShares.of(rows));
            }
            game.play(TimeBudget.of(BUDGET), Checkpoints.none(), new TrainingListener() { }, silent());
            return End.of(game);
        }
    }

    private static float[][] start() {
        try (Game game = new Game(FIRST, SETTINGS)) {
            return new float[][] {game.generatorParameters(), game.bestDiscriminator()};
        }
    }

    private static List<End> together(final int period) throws InterruptedException, ExecutionException {
        final MeetingRoom room = new MeetingRoom(2, period);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final List<Callable<End>> games = List.of(() -> play(FIRST, 1, room.place(0)), () -> play(SECOND, 2, room.place(1)));
            final List<End> ends = new ArrayList<>();
            for (final Future<End> end : threads.invokeAll(games)) {
                ends.add(end.get());
            }
            return ends;
        }
    }

    private static void assertSame(final End expected, final End actual) {
        assertArrayEquals(expected.generator, actual.generator);
        assertArrayEquals(expected.average, actual.average);
        assertArrayEquals(expected.discriminator, actual.discriminator);
    }

    @Test
    void aGameThatMeetsNobodyIsAsOneThatMeetsNot() throws TrainingException {
        assertSame(play(FIRST, 1, null), play(FIRST, 1, new MeetingRoom(1, 3).place(0)));
    }

    @Test
    void gamesThatMeetOnlyAtTheEndComeToTheMeanOfWhatEachComesToAlone() throws Exception {
        final End first = play(FIRST, 1, null);
        final End second = play(SECOND, 2, null);
        assertFalse(Arrays.equals(first.average, second.average));
        for (final End end : together(1_000)) {
            for (int i = 0; i < end.average.length; i++) {
                // 200 rows of one, 100 of the other.
                assertEquals((2. * first.average[i] + second.average[i]) / 3, end.average[i], 1e-6, "average of parameter " + i);
                assertEquals((2. * first.generator[i] + second.generator[i]) / 3, end.generator[i], 1e-6, "parameter " + i);
            }
            for (int i = 0; i < end.discriminator.length; i++) {
                assertEquals((2. * first.discriminator[i] + second.discriminator[i]) / 3, end.discriminator[i], 1e-6, "parameter of the discriminator " + i);
            }
        }
    }

    @Test
    void gamesThatMeetOnTheWayEndAlikeAndTheSameEachTime() throws Exception {
        final List<End> ends = together(6);
        assertSame(ends.get(0), ends.get(1));
        final List<End> again = together(6);
        assertSame(ends.get(0), again.get(0));
        assertFalse(Arrays.equals(ends.get(0).average, together(1_000).get(0).average), "to meet more often makes a difference");
    }

    @Test
    void allKnowHowManyRowsThereAreTogether() throws Exception {
        final MeetingRoom room = new MeetingRoom(2, 5);
        final MemberShares whole = MemberShares.of(ENCODER.encode(TABLE));
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            final Future<MemberShares> other = threads.submit(() -> room.place(1).join(MemberShares.of(SECOND)));
            final MemberShares all = room.place(0).join(MemberShares.of(FIRST));
            assertEquals(300, all.rows());
            for (int b = 0; b < whole.shares().size(); b++) {
                assertArrayEquals(whole.shares().get(b), all.shares().get(b), 1e-12);
                assertArrayEquals(all.shares().get(b), other.get().shares().get(b));
            }
        }
    }

    @Test
    void whoWaitsIsToldThatAnotherWillNotCome() throws Exception {
        final MeetingRoom room = new MeetingRoom(2, 5);
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            final Future<End> waiting = threads.submit(() -> play(FIRST, 1, room.place(0)));
            room.leave("its disk is full");
            final ExecutionException failure = assertThrows(ExecutionException.class, waiting::get);
            assertTrue(failure.getCause().getMessage().endsWith("its disk is full"), failure.getCause().getMessage());
        }
    }

    @Test
    void whoRunsOutOfTimeBeforeTheLastMeetingSaysSo() throws Exception {
        try (Game game = new Game(FIRST, SETTINGS.withMaxSteps(1_000_000))) {
            game.join(new MeetingRoom(1, 5).place(0), MemberShares.of(ENCODER.encode(TrainedModels.table(20_000, 2))));
            final TrainingException failure = assertThrows(TrainingException.class,
                    () -> game.play(TimeBudget.of(Duration.ofMillis(50)), Checkpoints.none(), new TrainingListener() { }, silent()));
            assertTrue(failure.getMessage().contains("of 1000000"), failure.getMessage());
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MeetingRoom(0, 5));
        assertThrows(IllegalArgumentException.class, () -> new MeetingRoom(2, 0));
        try (Game game = new Game(FIRST, SETTINGS.withPatience(5))) {
            assertThrows(IllegalStateException.class, () -> game.join(new MeetingRoom(1, 5).place(0), MemberShares.of(FIRST)));
        }
        assertThrows(IllegalArgumentException.class, () -> MemberShares.sum(List.of(new MemberShares(5, List.of(new double[2])), new MemberShares(5, List.of(new double[3])))));
        assertThrows(IllegalArgumentException.class, () -> new MemberShares(0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new MemberShares(5, List.of(new double[] {1.5})));
    }
}
