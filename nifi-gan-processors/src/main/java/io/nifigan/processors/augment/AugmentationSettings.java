// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Balancer;
import io.nifigan.augment.ClassShares;
import io.nifigan.augment.Filling;
import io.nifigan.augment.Imputer;
import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.processors.record.ModelFields;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.sample.fair.FairTargetFitter;
import io.nifigan.sample.fair.Fairness;
import io.nifigan.table.Column;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The settings by which the records of one FlowFile are augmented.
 *
 * @param task how to augment them
 * @param classColumn Balance: the column of the classes
 * @param shares Balance: the share of each class
 * @param columns Impute: the columns to fill in, empty for all; Vary: those to keep
 * @param filling Impute: which of the possible values is filled in
 * @param variations Vary: the number of variations of each record
 * @param originals Balance, Vary: whether the output includes the real records
 * @param originField the name of the field for the origin of each record; null for none
 * @param fairness what is to be fair in synthetic values; null for nothing
 * @param seed the seed of all random numbers
 */
record AugmentationSettings(
        AugmentationTask task,
        String classColumn,
        ClassShares shares,
        Set<String> columns,
        Filling filling,
        int variations,
        boolean originals,
        String originField,
        Fairness fairness,
        long seed) {
    static final int MAX_VARIATIONS = 100_000;

    /**
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException if a value is missing or cannot be read
     */
    static AugmentationSettings of(final Function<PropertyDescriptor, PropertyValue> values) {
        final AugmentationTask task =
                values.apply(AugmentationProperties.TASK).asAllowableValue(AugmentationTask.class);
        final String seed = text(values, AugmentationProperties.RANDOM_SEED);
        final long chosen = seed == null
                ? ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)
                : whole(AugmentationProperties.RANDOM_SEED, seed);
        final String origin = text(values, AugmentationProperties.ORIGIN_FIELD);
        final Fairness fairness = FairnessProperties.of(values);
        return switch (task) {
            case BALANCE ->
                new AugmentationSettings(
                        task,
                        required(values, AugmentationProperties.CLASS_COLUMN),
                        ClassShares.parse(text(values, AugmentationProperties.CLASS_SHARES)),
                        Set.of(),
                        Filling.RANDOM,
                        0,
                        originals(values),
                        origin,
                        fairness,
                        chosen);
            case IMPUTE ->
                new AugmentationSettings(
                        task,
                        null,
                        ClassShares.EQUAL,
                        names(text(values, AugmentationProperties.COLUMNS_TO_COMPLETE)),
                        values.apply(AugmentationProperties.FILL_WITH)
                                .asAllowableValue(FillStrategy.class)
                                .filling(),
                        0,
                        true,
                        origin,
                        fairness,
                        chosen);
            case VARY ->
                new AugmentationSettings(
                        task,
                        null,
                        ClassShares.EQUAL,
                        names(required(values, AugmentationProperties.COLUMNS_TO_KEEP)),
                        Filling.RANDOM,
                        variations(required(values, AugmentationProperties.VARIATIONS)),
                        originals(values),
                        origin,
                        fairness,
                        chosen);
        };
    }

    AugmentationSettings withSeed(final long other) {
        return new AugmentationSettings(
                task, classColumn, shares, columns, filling, variations, originals, originField, fairness, other);
    }

    private static boolean originals(final Function<PropertyDescriptor, PropertyValue> values) {
        return values.apply(AugmentationProperties.INCLUDE_ORIGINALS).asBoolean();
    }

    private static int variations(final String text) {
        final long variations = whole(AugmentationProperties.VARIATIONS, text);
        if (variations < 1 || variations > MAX_VARIATIONS) {
            throw new IllegalArgumentException("%s is %d; it must be 1 to %d"
                    .formatted(AugmentationProperties.VARIATIONS.getName(), variations, MAX_VARIATIONS));
        }
        return (int) variations;
    }

    private static String text(
            final Function<PropertyDescriptor, PropertyValue> values, final PropertyDescriptor property) {
        final String text = values.apply(property).getValue();
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String required(
            final Function<PropertyDescriptor, PropertyValue> values, final PropertyDescriptor property) {
        final String text = text(values, property);
        if (text == null) {
            throw new IllegalArgumentException(
                    ("%s is blank: its Expression Language gave nothing. Does the FlowFile have the attribute?")
                            .formatted(property.getName()));
        }
        return text;
    }

    private static long whole(final PropertyDescriptor property, final String text) {
        try {
            return Long.parseLong(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a whole number".formatted(property.getName(), text), e);
        }
    }

    private static Set<String> names(final String text) {
        final Set<String> names = new LinkedHashSet<>();
        for (final String name : text == null ? new String[0] : text.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** Throws an IllegalArgumentException, with the reason, if these settings do not fit a model. */
    void check(final GANModel model) throws SamplingException {
        if (fairness != null) {
            FairTargetFitter.check(model.encoder(), fairness, List.of());
        }
        if (task == AugmentationTask.BALANCE) {
            new Balancer(model, classColumn, shares, seed).close();
        }
        final List<String> known = model.columns().stream().map(Column::name).toList();
        for (final String name : columns) {
            if (task == AugmentationTask.IMPUTE && !known.contains(name)) {
                throw new IllegalArgumentException("The model has no column '%s' to complete. It has: %s"
                        .formatted(name, ModelFields.listed(known)));
            }
        }
    }

    /** The output for records of a schema. */
    AugmentedRecords output(final GANModel model, final RecordSchema schema) {
        return new AugmentedRecords(
                model.columns(), schema, task == AugmentationTask.IMPUTE ? columns : Set.of(), originField);
    }

    /**
     * Starts the task; the caller closes the result.
     *
     * @param schema the schema of the input
     * @param fair the target that is drawn anew in synthetic values; null for none
     */
    Augmentation start(
            final GANModel model,
            final RecordSchema schema,
            final AugmentedRecords output,
            final DonorPools pools,
            final FairTarget fair,
            final AugmentationCounts counts,
            final Cancellation cancellation)
            throws FlowFileRejectedException, SamplingException {
        check(model);
        final boolean[] named = new boolean[model.columns().size()];
        for (int c = 0; c < named.length; c++) {
            final String name = model.columns().get(c).name();
            named[c] =
                    columns.contains(name) || task == AugmentationTask.IMPUTE && columns.isEmpty() && output.has(name);
        }
        return switch (task) {
            case BALANCE -> {
                require(schema, Set.of(classColumn));
                yield new Balancing(
                        new Balancer(model, classColumn, shares, seed, fair), output, originals, counts, cancellation);
            }
            case IMPUTE ->
                new Imputation(
                        model.encoder(), Imputer.imputing(pools.of(model), filling, fair, seed), output, named, counts);
            case VARY -> {
                require(schema, columns);
                yield new Variation(
                        Imputer.varying(pools.of(model), fair, seed),
                        output,
                        named,
                        variations,
                        originals,
                        counts,
                        cancellation);
            }
        };
    }

    private static void require(final RecordSchema schema, final Set<String> names) throws FlowFileRejectedException {
        for (final String name : names) {
            if (schema.getField(name).isEmpty()) {
                throw new FlowFileRejectedException("The records have no field '%s'. They have: %s"
                        .formatted(name, ModelFields.listed(schema.getFieldNames())));
            }
        }
    }
}
