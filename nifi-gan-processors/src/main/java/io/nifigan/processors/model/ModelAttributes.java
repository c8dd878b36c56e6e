// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.relational.RelationalModel;
import io.nifigan.relational.RelationalModel.ModelTable;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.FormColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

/** The attributes of a FlowFile that holds a model. */
public final class ModelAttributes {
    /** FlowFiles are held in memory with their attributes. */
    private static final int MAX_LENGTH = 4_000;

    private static final int MAX_COLUMNS = 100;

    private ModelAttributes() {}

    public static Map<String, String> of(final GANModel model) {
        final Provenance provenance = model.provenance();
        final Fidelity fidelity = model.fidelity();
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(CoreAttributes.MIME_TYPE.key(), GANModel.MIME_TYPE);
        attributes.put(CoreAttributes.FILENAME.key(), "model-" + model.id() + ".zip");
        attributes.put(GANAttributes.MODEL_ID, model.id());
        attributes.put(
                GANAttributes.MODEL_ROWS,
                Long.toString(model.privacy().map(PrivacyReport::records).orElse((long) provenance.rows())));
        attributes.put(GANAttributes.MODEL_STEPS, Integer.toString(provenance.steps()));
        attributes.put(GANAttributes.MODEL_SECONDS, rounded(provenance.seconds(), 1));
        attributes.put(GANAttributes.MODEL_SEED, Long.toString(model.settings().seed()));
        attributes.put(
                GANAttributes.MODEL_COLUMNS,
                Integer.toString(FormColumns.fields(model.columns()).size()));
        if (identifiers(model.columns()).findAny().isPresent()) {
            attributes.put(
                    GANAttributes.MODEL_IDENTIFIERS,
                    identifiers(model.columns()).map(Column::name).collect(Collectors.joining(",")));
            attributes.put(
                    GANAttributes.MODEL_MEANINGS,
                    identifiers(model.columns())
                            .map(column ->
                                    column.name() + "=" + column.meaning().label())
                            .collect(Collectors.joining(",")));
        }
        attributes.put(
                GANAttributes.COLUMN_VERDICTS,
                joined(ColumnVerdicts.lines(model.provenance().verdicts(), MAX_COLUMNS)));
        final List<String> warnings = ColumnVerdicts.warnings(model.provenance().verdicts());
        if (!warnings.isEmpty()) {
            attributes.put(GANAttributes.COLUMN_WARNINGS, joined(warnings));
        }
        if (model.privacy().isPresent()) {
            attributes.put(
                    GANAttributes.EPSILON, Double.toString(model.privacy().get().epsilon()));
            attributes.put(
                    GANAttributes.DELTA, Double.toString(model.privacy().get().delta()));
            return attributes;
        }
        attributes.put(GANAttributes.SHAPE_ERROR, rounded(fidelity.shapeError(), 3));
        attributes.put(GANAttributes.SHAPE_FLOOR, rounded(fidelity.shapeErrorFloor(), 3));
        attributes.put(GANAttributes.TREND_ERROR, rounded(fidelity.trendError(), 3));
        attributes.put(GANAttributes.TREND_FLOOR, rounded(fidelity.trendErrorFloor(), 3));
        attributes.put(GANAttributes.AUC, rounded(fidelity.auc(), 3));
        attributes.put(GANAttributes.FIDELITY_ROWS, Integer.toString(fidelity.rows()));
        return attributes;
    }

    /** The attributes of a model of a database. */
    public static Map<String, String> of(final RelationalModel model) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(CoreAttributes.MIME_TYPE.key(), RelationalModel.MIME_TYPE);
        attributes.put(CoreAttributes.FILENAME.key(), "model-" + model.id() + ".zip");
        attributes.put(GANAttributes.MODEL_ID, model.id());
        attributes.put(
                GANAttributes.MODEL_ROWS,
                Long.toString(
                        model.tables().stream().mapToLong(ModelTable::rows).sum()));
        attributes.put(GANAttributes.MODEL_SECONDS, rounded(model.seconds(), 1));
        attributes.put(
                GANAttributes.MODEL_TABLES,
                model.tables().stream().map(table -> table.schema().name()).collect(Collectors.joining(",")));
        attributes.put(
                GANAttributes.MODEL_KEYS,
                joined(model.tables().stream()
                        .map(table -> table.schema().describe())
                        .toList()));
        return attributes;
    }

    /** Sentences with semicolons between, as many as fit. */
    private static String joined(final List<String> sentences) {
        final StringBuilder text = new StringBuilder();
        int said = 0;
        for (final String sentence : sentences) {
            if (text.length() + sentence.length() > MAX_LENGTH) {
                return "%s%sand %,d more".formatted(text, said == 0 ? "" : "; ", sentences.size() - said);
            }
            text.append(said == 0 ? "" : "; ").append(sentence);
            said++;
        }
        return text.toString();
    }

    private static Stream<Column> identifiers(final List<Column> columns) {
        return columns.stream().filter(column -> column.kind() == ColumnKind.IDENTIFIER);
    }

    private static String rounded(final double value, final int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
