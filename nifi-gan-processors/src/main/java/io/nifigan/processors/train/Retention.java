// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.RandomStream;
import io.nifigan.processors.flow.GANAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

/**
 * Chooses the FlowFiles that stay in the queue to be learnt again, and those that leave it. Only the queue holds them:
 * the canvas shows them, and no record is kept anywhere else.
 *
 * @param strategy how they are chosen
 * @param records how many records they hold together
 */
record Retention(GatheringStrategy strategy, long records) {
    /** The order in which they came to NiFi. */
    private static final Comparator<FlowFile> BY_AGE =
            Comparator.comparingLong(FlowFile::getEntryDate).thenComparingLong(FlowFile::getId);

    private static final Pattern TIMES = Pattern.compile("\\d{1,9}");

    /** Nothing is kept. */
    static Retention none() {
        return new Retention(GatheringStrategy.MANY, 0);
    }

    boolean keeps() {
        return strategy.keeps();
    }

    /**
     * A choice among FlowFiles.
     *
     * @param learnt to be learnt and to stay in the queue, in their order of arrival
     * @param leaving to leave the queue
     */
    record Choice(List<FlowFile> learnt, List<FlowFile> leaving) {}

    /** Whether a FlowFile was learnt before and has stayed in the queue. */
    boolean holds(final FlowFile flowFile) {
        return keeps() && times(flowFile) > 0;
    }

    /** In how many trainings a FlowFile was learnt. */
    static int times(final FlowFile flowFile) {
        final String times = flowFile.getAttribute(GANAttributes.LEARNT);
        return times != null && TIMES.matcher(times).matches() ? Integer.parseInt(times) : 0;
    }

    Choice choose(final List<FlowFile> all, final ToLongFunction<FlowFile> recordsOf) {
        final List<FlowFile> order = new ArrayList<>(all);
        // Keys never change, so the FlowFiles with the smallest keys are a random sample of all that ever came.
        order.sort(
                strategy == GatheringStrategy.WINDOW
                        ? BY_AGE.reversed()
                        : Comparator.comparingLong(Retention::key).thenComparing(BY_AGE));
        int count = 0;
        for (long held = 0; count < order.size() && held < records; count++) {
            held += recordsOf.applyAsLong(order.get(count));
        }
        return new Choice(
                order.subList(0, count).stream().sorted(BY_AGE).toList(),
                order.subList(count, order.size()).stream().sorted(BY_AGE).toList());
    }

    private static long key(final FlowFile flowFile) {
        final UUID name = UUID.nameUUIDFromBytes(
                flowFile.getAttribute(CoreAttributes.UUID.key()).getBytes(StandardCharsets.UTF_8));
        return RandomStream.stream(name.getMostSignificantBits(), name.getLeastSignificantBits());
    }
}
