// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.ModelFitter;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.flow.ProcessorStoppedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that say which FlowFiles a training learns, and the gathering by them. */
final class BatchingProperties {
    static final PropertyDescriptor STRATEGY = new PropertyDescriptor.Builder()
            .name("Gather FlowFiles")
            .description("Whether each FlowFile gives a model, or many FlowFiles together give one, and whether "
                    + "FlowFiles are learnt again with later ones.")
            .required(true)
            .allowableValues(GatheringStrategy.class)
            .defaultValue(GatheringStrategy.ONE)
            .build();

    static final PropertyDescriptor MINIMUM_RECORDS = new PropertyDescriptor.Builder()
            .name("Minimum Records")
            .description("A training starts when the FlowFiles in the queue hold this many new records. With "
                    + "\"Many FlowFiles\", FlowFiles beyond that number wait for the next training.")
            .required(true)
            .defaultValue("10000")
            .addValidator(NumberRange.whole(ModelFitter.MIN_ROWS, Integer.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(STRATEGY, GatheringStrategy.MANY, GatheringStrategy.WINDOW, GatheringStrategy.RESERVOIR)
            .build();

    static final PropertyDescriptor MAXIMUM_WAIT = new PropertyDescriptor.Builder()
            .name("Maximum Wait")
            .description("A training starts with fewer records, or tables, when a new FlowFile has waited this long.")
            .required(true)
            .defaultValue("10 min")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(
                    STRATEGY,
                    GatheringStrategy.MANY,
                    GatheringStrategy.WINDOW,
                    GatheringStrategy.RESERVOIR,
                    GatheringStrategy.TABLES)
            .build();

    static final PropertyDescriptor RECORDS_TO_KEEP = new PropertyDescriptor.Builder()
            .name("Records To Keep")
            .description("""
                    How many records a training learns, from new FlowFiles and from FlowFiles that stayed in the \
                    queue. FlowFiles beyond that number go to 'original'. A higher number remembers longer and \
                    follows changes more slowly. The back pressure thresholds of the connection must allow for these \
                    FlowFiles.""")
            .required(true)
            .defaultValue("50000")
            .addValidator(NumberRange.whole(ModelFitter.MIN_ROWS, Integer.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(STRATEGY, GatheringStrategy.WINDOW, GatheringStrategy.RESERVOIR)
            .build();

    private final FlowFileGatherer gatherer = new FlowFileGatherer();
    private final TableGatherer tableGatherer = new TableGatherer();
    /** Whether a training holds the FlowFiles that are learnt again: another one would get only new ones. */
    private final AtomicBoolean busy = new AtomicBoolean();

    static List<PropertyDescriptor> properties() {
        return Stream.concat(
                        Stream.of(STRATEGY, MINIMUM_RECORDS, MAXIMUM_WAIT, RECORDS_TO_KEEP),
                        DatabaseProperties.all().stream())
                .toList();
    }

    private static GatheringStrategy strategy(final ProcessContext context) {
        return context.getProperty(STRATEGY).asAllowableValue(GatheringStrategy.class);
    }

    private static Duration wait(final ProcessContext context) {
        return context.getProperty(MAXIMUM_WAIT).evaluateAttributeExpressions().asDuration();
    }

    /** Which FlowFiles are learnt again. */
    static Retention retention(final ProcessContext context) {
        final GatheringStrategy strategy = strategy(context);
        return strategy.keeps()
                ? new Retention(
                        strategy,
                        context.getProperty(RECORDS_TO_KEEP)
                                .evaluateAttributeExpressions()
                                .asLong())
                : Retention.none();
    }

    /** Whether the FlowFiles that are learnt again are available; if so, {@link #release} must follow. */
    boolean acquire(final ProcessContext context) {
        return !strategy(context).keeps() || busy.compareAndSet(false, true);
    }

    void release() {
        busy.set(false);
    }

    /** Takes FlowFiles from the queue: those to learn now, those that leave it and those that cannot be learnt. */
    FlowFileGatherer.Gathered take(
            final ProcessContext context, final ProcessSession session, final FlowFileGatherer.Inspector inspector)
            throws ProcessorStoppedException, IOException {
        if (strategy(context) == GatheringStrategy.ONE) {
            final FlowFile flowFile = session.get();
            return new FlowFileGatherer.Gathered(flowFile == null ? List.of() : List.of(flowFile), List.of(), Map.of());
        }
        if (strategy(context) == GatheringStrategy.TABLES) {
            final FlowFileGatherer.Gathered tables = tableGatherer.gather(
                    session,
                    flowFile -> DatabaseProperties.table(context, flowFile),
                    DatabaseProperties.tables(context),
                    wait(context));
            if (tables.isNothing()) {
                context.yield();
            }
            return tables;
        }
        final FlowFileGatherer.Gathered gathered = gatherer.gather(
                session,
                inspector,
                context.getProperty(MINIMUM_RECORDS)
                        .evaluateAttributeExpressions()
                        .asLong(),
                wait(context),
                retention(context));
        if (gathered.isNothing()) {
            context.yield();
        }
        return gathered;
    }

    void clear() {
        gatherer.clear();
        release();
    }
}
