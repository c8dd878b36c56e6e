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
 * Which FlowFiles are learnt where those that were learnt before stay in the queue, and which leave it. The queue is
 * all that is remembered: what is kept is seen on the canvas, and no record lies anywhere else.
 *
 * @param strategy by which they are chosen
 * @param records they are chosen until they hold so many
 */
record Retention(GatheringStrategy strategy, long records) {
    /** In the order in which they came to NiFi. */
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
     * What is to be done with FlowFiles.
     *
     * @param learnt are to be learnt and then to stay in the queue, in the order in which they came
     * @param leaving are to leave it
     */
    record Choice(List<FlowFile> learnt, List<FlowFile> leaving) {}

    /** Whether a FlowFile was learnt before, and has stayed for that. */
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
        // By keys that never change, those with the least are a sample of all that ever came: what once had too great a
        // key has so for ever.
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
