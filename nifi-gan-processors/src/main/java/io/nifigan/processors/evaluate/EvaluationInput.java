// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.common.Cancellation;
import io.nifigan.fit.HeldOutRows;
import io.nifigan.model.GANModel;
import io.nifigan.processors.evaluate.EvaluationTables.Read;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelLoader;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.processors.model.ModelSource;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.SpillProperties;
import io.nifigan.sample.condition.SamplingException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Reads the input of an evaluation: which FlowFiles the properties require, and their tables. */
final class EvaluationInput {
    private final ProcessContext context;
    private final ModelLoader models;
    private final Cancellation cancellation;

    EvaluationInput(final ProcessContext context, final ModelLoader models, final Cancellation cancellation) {
        this.context = context;
        this.models = models;
        this.cancellation = cancellation;
    }

    /** The roles that an evaluation takes. */
    Set<Role> needed() {
        final Set<Role> needed = EnumSet.of(Role.REAL);
        if (source() == SyntheticSource.FLOW_FILE) {
            needed.add(Role.SYNTHETIC);
        }
        if (modelUse() == ModelUse.FLOW_FILE) {
            needed.add(Role.MODEL);
        }
        if (heldOut() == HeldOutSource.FLOW_FILE) {
            needed.add(Role.HELD_OUT);
        }
        return needed;
    }

    /**
     * The FlowFiles that are accepted or rejected: the synthetic records, or the model that generates them, or else the
     * real records.
     */
    static List<FlowFile> subject(final Map<Role, List<FlowFile>> ready) {
        return Stream.of(Role.SYNTHETIC, Role.MODEL, Role.REAL)
                .filter(ready::containsKey)
                .findFirst()
                .map(ready::get)
                .orElseThrow();
    }

    private static FlowFile leading(final Map<Role, List<FlowFile>> ready) {
        return subject(ready).getFirst();
    }

    /** Reads all tables. */
    EvaluationTables read(final ProcessSession session, final Map<Role, List<FlowFile>> ready)
            throws IOException, FlowFileRejectedException, ProcessorStoppedException, SamplingException {
        final EvaluationRecords records = new EvaluationRecords(session, SpillProperties.of(context), cancellation);
        final RecordReaderFactory readers =
                context.getProperty(EvaluationProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        final FlowFile first = ready.get(Role.REAL).getFirst();
        final FlowFile leading = leading(ready);
        final SuppliedModel supplied = switch (modelUse()) {
            case NONE -> null;
            case FLOW_FILE ->
                new SuppliedModel(
                        models.fromContent(session, ready.get(Role.MODEL).getFirst()), ModelSource.FLOW_FILE, null);
            case LOCATION ->
                new SuppliedModel(
                        models.fromFile(evaluated(EvaluationProperties.MODEL_LOCATION, leading)
                                .getValue()),
                        ModelSource.LOCATION,
                        null);
            case STORE ->
                ModelProvider.fromStore(context, models, value -> value.evaluateAttributeExpressions(leading));
        };
        final GANModel model = supplied == null ? null : supplied.model();
        final Read read = model == null
                ? records.recognised(
                        first,
                        readers,
                        new HashSet<>(
                                EvaluationProperties.list(evaluated(EvaluationProperties.IGNORED_COLUMNS, first))))
                : records.ofColumns(ready.get(Role.REAL), readers, model.columns(), Role.REAL);
        Read real = read;
        Read heldOut = Read.all(null);
        if (heldOut() == HeldOutSource.FLOW_FILE) {
            heldOut = records.ofColumns(
                    ready.get(Role.HELD_OUT), readers, real.table().columns(), Role.HELD_OUT);
        } else if (heldOut() == HeldOutSource.TRAINING) {
            final HeldOutRows split = HeldOutRows.of(model, read.table(), read.rows());
            heldOut = Read.all(split.heldOut());
            real = new Read(split.training(), read.rows() - heldOut.rows(), read.verdicts());
        }
        return new EvaluationTables(real, synthetic(records, readers, ready, real, model), heldOut, supplied);
    }

    private Read synthetic(
            final EvaluationRecords records,
            final RecordReaderFactory readers,
            final Map<Role, List<FlowFile>> ready,
            final Read real,
            final GANModel model)
            throws IOException, FlowFileRejectedException, ProcessorStoppedException, SamplingException {
        if (source() == SyntheticSource.FLOW_FILE) {
            final PropertyValue other = context.getProperty(EvaluationProperties.SYNTHETIC_READER);
            return records.ofColumns(
                    ready.get(Role.SYNTHETIC),
                    other.isSet() ? other.asControllerService(RecordReaderFactory.class) : readers,
                    real.table().columns(),
                    Role.SYNTHETIC);
        }
        final PropertyValue number = evaluated(EvaluationProperties.NUMBER_OF_RECORDS, leading(ready));
        final int bound = context.getProperty(EvaluationProperties.ROW_BOUND)
                .evaluateAttributeExpressions()
                .asInteger();
        final long seed = context.getProperty(EvaluationProperties.SEED)
                .evaluateAttributeExpressions()
                .asLong();
        return Read.all(SampledTable.of(
                model, number.isSet() ? number.asInteger() : Math.min(bound, real.rows()), seed, cancellation));
    }

    private SyntheticSource source() {
        return context.getProperty(EvaluationProperties.SYNTHETIC_SOURCE).asAllowableValue(SyntheticSource.class);
    }

    private ModelUse modelUse() {
        return context.getProperty(EvaluationProperties.MODEL_USE).asAllowableValue(ModelUse.class);
    }

    private HeldOutSource heldOut() {
        return context.getProperty(EvaluationProperties.HELD_OUT).asAllowableValue(HeldOutSource.class);
    }

    private PropertyValue evaluated(final PropertyDescriptor property, final FlowFile flowFile) {
        return EvaluationProperties.evaluated(context, property, flowFile);
    }
}
