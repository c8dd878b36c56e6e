// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.encode.MemberShares;
import io.nifigan.encode.TableEncoder;
import io.nifigan.fit.MeetingRoom;
import io.nifigan.fit.NodeMeeting;
import io.nifigan.fit.ShareFitter;
import io.nifigan.model.GanModel;
import io.nifigan.refine.RealTables;
import io.nifigan.table.Table;
import io.nifigan.train.GameParameters;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays games on shares of rows, each on a thread that stands for a node, which meet.
 *
 * @param settings of all
 * @param encoder  of all
 * @param moments  what becomes of the optimisers' when they meet
 */
record NodeGames(TrainingSettings settings, TableEncoder encoder, Moments moments) {
    /** What becomes of the running means of squared gradients when nodes meet. */
    enum Moments {
        /** All go on with their mean. */
        AVERAGED,
        /** Each goes on with its own. */
        OWN
    }

    /** What the first node comes to. */
    GanModel play(final List<Table> shares, final int rounds) throws TrainingException, InterruptedException {
        final MeetingRoom room = new MeetingRoom(shares.size(), Math.ceilDiv(settings.maxSteps(), rounds));
        // The sums of two threads differ from those of one, a little.
        final TrainingSettings each = settings.withThreads(shares.size() == 1 ? 0 : 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(shares.size())) {
            final List<Callable<GanModel>> games = new ArrayList<>();
            for (int n = 0; n < shares.size(); n++) {
                final int node = n;
                games.add(() -> {
                    try {
                        return new ShareFitter(each, encoder).fit(shares.get(node), node, meeting(room.place(node)), new TrainingListener() { });
                    } catch (final TrainingException | RuntimeException e) {
                        room.leave(e.getMessage());
                        throw e;
                    }
                });
            }
            GanModel first = null;
            for (final Future<GanModel> future : threads.invokeAll(games)) {
                final GanModel model = future.get();
                first = first == null ? model : first;
            }
            return first;
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof TrainingException training) {
                throw training;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private NodeMeeting meeting(final NodeMeeting place) {
        return moments == Moments.AVERAGED ? place : new NodeMeeting() {
            @Override
            public int period() {
                return place.period();
            }

            @Override
            public MemberShares join(final MemberShares own) throws TrainingException {
                return place.join(own);
            }

            @Override
            public RealTables count(final RealTables own) throws TrainingException {
                return place.count(own);
            }

            @Override
            public GameParameters meet(final int step, final GameParameters own) throws TrainingException {
                final GameParameters mean = place.meet(step, own);
                return new GameParameters(mean.generator(), own.generatorSquares(), mean.generatorAverage(), mean.discriminator(), own.discriminatorSquares());
            }
        };
    }
}
