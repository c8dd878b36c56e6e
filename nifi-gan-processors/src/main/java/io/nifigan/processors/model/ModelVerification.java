// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GANModel;
import io.nifigan.processors.record.GeneratedRecords;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.FormColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The result of the verification step that reads the model.
 *
 * @param result the result to show
 * @param schema the schema of the records that the model generates; null if it cannot be read, or is one of several
 *     tables
 * @param model the model; null likewise
 */
public record ModelVerification(ConfigVerificationResult result, RecordSchema schema, GANModel model) {
    private static final String STEP = "Read Model";
    private static final int MAX_RULES = 5;
    private static final int MAX_WARNINGS = 10;

    /** Reads the model in a file, and describes it. */
    public static ModelVerification ofFile(final String location) {
        final ModelLoader loader = new ModelLoader();
        try {
            return of(new SuppliedModel(loader.fromFile(location), ModelSource.LOCATION, null));
        } catch (final IOException e) {
            return failed(e);
        } finally {
            loader.clear();
        }
    }

    /**
     * Reads the model that the properties Model Store, Model Name and Model Version name, and describes it.
     *
     * @param evaluation evaluates Expression Language
     */
    public static ModelVerification ofStore(
            final PropertyContext context, final UnaryOperator<PropertyValue> evaluation) {
        final ModelLoader loader = new ModelLoader();
        try {
            return of(ModelProvider.fromStore(context, loader, evaluation));
        } catch (final IOException | IllegalArgumentException | ProcessException e) {
            return failed(e);
        } finally {
            loader.clear();
        }
    }

    /** Whether the model was read, and is one of several tables. */
    public boolean ofDatabase() {
        return model == null && result.getOutcome() == Outcome.SUCCESSFUL;
    }

    /** Describes a model of one table or several. */
    static ModelVerification ofAny(final SuppliedModel supplied) {
        return supplied.database().isEmpty()
                ? of(supplied)
                : new ModelVerification(
                        result(
                                Outcome.SUCCESSFUL,
                                supplied.database().get().tables().stream()
                                        .map(table -> "%s (%,d records)"
                                                .formatted(table.schema().describe(), table.rows()))
                                        .collect(Collectors.joining("; ", subject(supplied) + " has the tables ", ""))),
                        null,
                        null);
    }

    /**
     * Describes a model of one table.
     *
     * @throws IllegalArgumentException if it is one of several
     */
    static ModelVerification of(final SuppliedModel supplied) {
        final GANModel model = supplied.model();
        return new ModelVerification(
                result(Outcome.SUCCESSFUL, describe(supplied)), new GeneratedRecords(model).schema(), model);
    }

    static ModelVerification failed(final Exception e) {
        return new ModelVerification(result(Outcome.FAILED, "No model can be read: " + e.getMessage()), null, null);
    }

    static ModelVerification skipped() {
        return new ModelVerification(
                result(Outcome.SKIPPED, "The model comes with each FlowFile: it is checked when one arrives"),
                null,
                null);
    }

    private static ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(STEP)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }

    private static String describe(final SuppliedModel supplied) {
        final GANModel model = supplied.model();
        final String name = subject(supplied);
        if (model.privacy().isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "%s has %d columns (%s); it was trained with differential privacy, an epsilon of %s and a "
                            + "delta of %.2g. %s",
                    name,
                    FormColumns.fields(model.columns()).size(),
                    kinds(model),
                    model.privacy().get().epsilon(),
                    model.privacy().get().delta(),
                    ColumnVerdicts.describeIdentifiers(model.provenance().verdicts()));
        }
        return String.format(
                Locale.ROOT,
                "%s has %d columns (%s); it was trained on %,d records in %,d steps. On held-out records its "
                        + "shape error is %.2f %% (%.2f %% between real records), its trend error %.2f %% "
                        + "(%.2f %%). "
                        + "%s%s. %s",
                name,
                FormColumns.fields(model.columns()).size(),
                kinds(model),
                model.provenance().rows(),
                model.provenance().steps(),
                model.fidelity().shapeError(),
                model.fidelity().shapeErrorFloor(),
                model.fidelity().trendError(),
                model.fidelity().trendErrorFloor(),
                leftOut(model),
                warnings(model) + rules(model),
                ColumnVerdicts.describeIdentifiers(model.provenance().verdicts()));
    }

    /** The model, to begin a sentence: names of models keep their case. */
    private static String subject(final SuppliedModel supplied) {
        return supplied.isStored() ? "The model " + supplied.describe() : "The " + supplied.describe();
    }

    /** What the training left out, as sentences; empty if nothing. */
    private static String leftOut(final GANModel model) {
        return model.provenance().leftOut().stream().map(what -> what + ". ").collect(Collectors.joining());
    }

    /** What the training warned of, as sentences; empty if nothing. */
    private static String warnings(final GANModel model) {
        return ColumnVerdicts.warnings(model.provenance().verdicts()).stream()
                .limit(MAX_WARNINGS)
                .map(warning -> warning + ". ")
                .collect(Collectors.joining());
    }

    private static String kinds(final GANModel model) {
        final List<Column> fields = FormColumns.fields(model.columns());
        return Arrays.stream(ColumnKind.values())
                .filter(kind -> fields.stream().anyMatch(column -> column.kind() == kind))
                .map(kind -> "%d %s"
                        .formatted(
                                fields.stream()
                                        .filter(column -> column.kind() == kind)
                                        .count(),
                                kind.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    private static String rules(final GANModel model) {
        final List<String> rules = model.encoder().describeRules();
        return rules.isEmpty()
                ? "It keeps no rules between columns"
                : "It keeps %d rules: %s%s"
                        .formatted(
                                rules.size(),
                                rules.stream().limit(MAX_RULES).collect(Collectors.joining("; ")),
                                rules.size() > MAX_RULES ? " and others" : "");
    }
}
