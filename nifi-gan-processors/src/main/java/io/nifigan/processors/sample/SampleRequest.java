// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;

/**
 * What one trigger is to make.
 *
 * @param records    how many records in all
 * @param perFile    how many go into a flow file at most
 * @param seed       what all chance comes from
 * @param minRealism the least probability of being real that a record must have
 */
record SampleRequest(long records, long perFile, long seed, double minRealism) {
    SampleRequest {
        if (records < 1) {
            throw new IllegalArgumentException("Number of Records is %d; it must be 1 or more".formatted(records));
        }
        if (perFile < 1) {
            throw new IllegalArgumentException("Records Per Flow File is %d; it must be 1 or more, or 0 for all in one".formatted(perFile));
        }
        if (!(minRealism >= 0 && minRealism < 1)) {
            throw new IllegalArgumentException("Minimum Realism is %s; it must be 0 or more and less than 1".formatted(minRealism));
        }
    }

    long flowFiles() {
        return (records - 1) / perFile + 1;
    }

    /**
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException where a value is no number or out of range
     */
    static SampleRequest of(final Function<PropertyDescriptor, PropertyValue> values) {
        final long records = parsed(values, SampleGenerator.NUMBER_OF_RECORDS, Long::valueOf, 0L);
        final long perFile = parsed(values, SampleGenerator.RECORDS_PER_FLOW_FILE, Long::valueOf, 0L);
        final Long seed = parsed(values, SampleGenerator.RANDOM_SEED, Long::valueOf, null);
        final double minRealism = parsed(values, SampleGenerator.MINIMUM_REALISM, Double::valueOf, 0.0);
        return new SampleRequest(records, perFile == 0 ? Math.max(1, records) : perFile,
                seed == null ? ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) : seed, minRealism);
    }

    private static <T> T parsed(final Function<PropertyDescriptor, PropertyValue> values, final PropertyDescriptor property,
                                final Function<String, T> parser, final T ifBlank) {
        final String text = values.apply(property).getValue();
        if (text == null || text.isBlank()) {
            return ifBlank;
        }
        try {
            return parser.apply(text.trim());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("%s is '%s'; it must be a number".formatted(property.getName(), text), e);
        }
    }
}
