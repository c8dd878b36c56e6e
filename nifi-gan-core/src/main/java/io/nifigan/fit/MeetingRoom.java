// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.MemberShares;
import io.nifigan.refine.RealTables;
import io.nifigan.train.GameParameters;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingStoppedException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Where games of one JVM meet, each on a thread of its own, and go on from the mean of what they have come to, weighted by their rows. */
public final class MeetingRoom {
    private final int period;
    private final MemberShares[] shares;
    private final Object[] brought;
    private int present;
    private int round;
    private Object taken;
    private String gone;

    /**
     * @param games  how many there are, 1 or more
     * @param period steps between two meetings, 1 or more
     */
    public MeetingRoom(final int games, final int period) {
        if (games < 1 || period < 1) {
            throw new IllegalArgumentException("%d games cannot meet every %d steps".formatted(games, period));
        }
        this.period = period;
        this.shares = new MemberShares[games];
        this.brought = new Object[games];
    }

    /** The place of one game, from 0; means are summed in the order of these. */
    public NodeMeeting place(final int game) {
        return new NodeMeeting() {
            @Override
            public int period() {
                return period;
            }

            @Override
            public MemberShares join(final MemberShares own) throws TrainingException {
                shares[game] = own;
                return bring(game, own, MemberShares.class, MemberShares::sum);
            }

            @Override
            public GameParameters meet(final int step, final GameParameters own) throws TrainingException {
                return bring(game, own, GameParameters.class, all -> GameParameters.mean(all, Arrays.stream(shares).mapToDouble(MemberShares::rows).toArray()));
            }

            @Override
            public RealTables count(final RealTables own) throws TrainingException {
                return bring(game, own, RealTables.class, RealTables::sum);
            }
        };
    }

    /** Tells all who wait, now or later, that one will not come. */
    public synchronized void leave(final String why) {
        gone = why;
        notifyAll();
    }

    private synchronized <T> T bring(final int game, final T own, final Class<T> type, final Function<List<T>, T> together) throws TrainingException {
        brought[game] = own;
        present++;
        if (present == brought.length) {
            taken = together.apply(Arrays.stream(brought).map(type::cast).toList());
            present = 0;
            round++;
            notifyAll();
            return type.cast(taken);
        }
        final int waited = round;
        while (round == waited && gone == null) {
            try {
                wait();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TrainingStoppedException();
            }
        }
        if (round == waited) {
            throw new TrainingException("The games on other rows cannot be met any more: " + gone);
        }
        return type.cast(taken);
    }
}
