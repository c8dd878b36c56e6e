// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.MemberShares;

/** The games that one plays along with: none, or those that it meets on the way. */
final class Company {
    private final Meeting meeting;
    private final long rows;

    private Company(final Meeting meeting, final long rows) {
        this.meeting = meeting;
        this.rows = rows;
    }

    /** None: all rows are here. */
    static Company none(final long rows) {
        return new Company(null, rows);
    }

    /** Those that come to a meeting, and whose rows are so many together. */
    static Company of(final Meeting meeting, final MemberShares all) {
        return new Company(meeting, all.rows());
    }

    boolean isNone() {
        return meeting == null;
    }

    /** The rows of all games. */
    long rows() {
        return rows;
    }

    /**
     * Has both optimisers go on from where the games stand together, if this is the time to meet.
     *
     * @param step steps done
     * @param last the last step, after which all meet whatever the period
     */
    void meet(final int step, final int last, final Optimizer generator, final Optimizer discriminator) throws TrainingException {
        if (meeting == null || step % meeting.period() != 0 && step != last) {
            return;
        }
        final Optimizer.State ownGenerator = generator.state();
        final Optimizer.State ownDiscriminator = discriminator.state();
        if (!ownGenerator.finite() || !ownDiscriminator.finite()) {
            throw new TrainingException("The training diverged by step %d. Lower the learning rate, or let the nodes meet more often".formatted(step));
        }
        final GameParameters common = meeting.meet(step, new GameParameters(ownGenerator.parameters(), ownGenerator.squares(), ownGenerator.average(),
                ownDiscriminator.parameters(), ownDiscriminator.squares()));
        if (common.generator().length != ownGenerator.parameters().length || common.discriminator().length != ownDiscriminator.parameters().length) {
            throw new TrainingException("The games on other rows have networks of another size. All need the same settings and the same encoder");
        }
        generator.restore(new Optimizer.State(common.generator(), common.generatorSquares(), common.generatorAverage()));
        discriminator.restore(new Optimizer.State(common.discriminator(), common.discriminatorSquares(), new float[0]));
    }
}
