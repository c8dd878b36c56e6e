// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.processors.flow.ColumnProperty;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.fair.Fairness;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;

/**
 * The records that one FlowFile, or one run without input, asks for.
 *
 * @param records number of records in all
 * @param perFile maximum number of records in a FlowFile
 * @param settings which records, and how they are drawn
 * @param fairness what is to be fair; null for nothing
 * @param scale rows to generate for each real row of a database's tables without parents
 * @param firstKey the smallest number of keys that count up; 0 for any
 */
record SampleRequest(
        long records, long perFile, SampleSettings settings, Fairness fairness, double scale, long firstKey) {
    SampleRequest {
        if (records < 1) {
            throw new IllegalArgumentException("Number of Records is %d; it must be 1 or more".formatted(records));
        }
        if (perFile < 1) {
            throw new IllegalArgumentException(
                    "Records Per FlowFile is %d; it must be 1 or more, or 0 for all in one".formatted(perFile));
        }
    }

    long flowFiles() {
        return (records - 1) / perFile + 1;
    }

    long seed() {
        return settings.seed();
    }

    SampleRequest withSeed(final long seed) {
        return new SampleRequest(records, perFile, settings.withSeed(seed), fairness, scale, firstKey);
    }

    SampleRequest withFirstRow(final long row) {
        return new SampleRequest(records, perFile, settings.withFirstRow(row), fairness, scale, firstKey);
    }

    SampleRequest withChoosing(final boolean choosing) {
        return new SampleRequest(records, perFile, settings.withChoosing(choosing), fairness, scale, firstKey);
    }

    /**
     * @param values each property's value, Expression Language evaluated
     * @param dynamic the properties that are conditions, each named as {@link ColumnProperty} says
     * @throws IllegalArgumentException if a value is no number or out of range, or a condition cannot be read
     */
    static SampleRequest of(
            final Function<PropertyDescriptor, PropertyValue> values, final Collection<PropertyDescriptor> dynamic) {
        final Long records = parsed(values, SampleProperties.NUMBER_OF_RECORDS, Long::valueOf, null);
        if (records == null) {
            throw new IllegalArgumentException("Number of Records is blank: its Expression Language gave nothing. "
                    + "Does the FlowFile have the attribute?");
        }
        final long perFile = parsed(values, SampleProperties.RECORDS_PER_FLOW_FILE, Long::valueOf, 0L);
        final Long seed = parsed(values, SampleProperties.RANDOM_SEED, Long::valueOf, null);
        final double minRealism = parsed(values, SampleProperties.MINIMUM_REALISM, Double::valueOf, 0.0);
        require(
                minRealism >= 0 && minRealism < 1,
                SampleProperties.MINIMUM_REALISM,
                minRealism,
                "0 or more and less than 1");
        final double temperature = parsed(values, SampleProperties.TEMPERATURE, Double::valueOf, 1.0);
        require(
                temperature >= SampleSettings.MIN_TEMPERATURE && temperature <= SampleSettings.MAX_TEMPERATURE,
                SampleProperties.TEMPERATURE,
                temperature,
                "%s to %s".formatted(SampleSettings.MIN_TEMPERATURE, SampleSettings.MAX_TEMPERATURE));
        final List<Condition> conditions = dynamic.stream()
                .map(property -> new Condition(
                        ColumnProperty.column(property.getName()).orElseThrow(),
                        values.apply(property).getValue()))
                .toList();
        return new SampleRequest(
                records,
                perFile == 0 ? Long.MAX_VALUE : perFile,
                new SampleSettings(
                        seed == null ? ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) : seed,
                        minRealism,
                        conditions,
                        temperature,
                        0,
                        0,
                        true),
                FairnessProperties.of(values),
                parsed(values, SampleProperties.SCALE, Double::valueOf, 1.0),
                parsed(values, SampleProperties.START_KEYS_AT, Long::valueOf, 0L));
    }

    private static void require(
            final boolean good, final PropertyDescriptor property, final double value, final String what) {
        if (!good) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(property.getName(), value, what));
        }
    }

    /** The conditions in one line; empty if there are none. */
    Optional<String> conditions() {
        return settings.hasConditions()
                ? Optional.of(String.join(
                        "; ",
                        settings.conditions().stream().map(Condition::toString).toList()))
                : Optional.empty();
    }

    private static <T> T parsed(
            final Function<PropertyDescriptor, PropertyValue> values,
            final PropertyDescriptor property,
            final Function<String, T> parser,
            final T ifBlank) {
        final String text = values.apply(property).getValue();
        if (text == null || text.isBlank()) {
            return ifBlank;
        }
        try {
            return parser.apply(text.trim());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a number".formatted(property.getName(), text), e);
        }
    }
}
