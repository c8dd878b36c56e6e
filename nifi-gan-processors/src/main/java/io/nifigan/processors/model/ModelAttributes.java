// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
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
                GANAttributes.MODEL_COLUMNS, Integer.toString(FormColumns.fields(model.columns()).size()));
        attributes.put(
                GANAttributes.MODEL_IDENTIFIERS,
                identifiers(model.columns()).map(Column::name).collect(Collectors.joining(",")));
        attributes.put(
                GANAttributes.MODEL_MEANINGS,
                identifiers(model.columns())
                        .map(column -> column.name() + "=" + column.meaning().label())
                        .collect(Collectors.joining(",")));
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

    private static Stream<Column> identifiers(final List<Column> columns) {
        return columns.stream().filter(column -> column.kind() == ColumnKind.IDENTIFIER);
    }

    /** The identifiers and their meanings, in a sentence. */
    public static String describeIdentifiers(final List<Column> columns) {
        return identifiers(columns).findAny().isEmpty()
                ? "No column is an identifier: all are learnt"
                : identifiers(columns)
                        .map(column -> "%s (%s)"
                                .formatted(column.name(), column.meaning().label()))
                        .collect(Collectors.joining(", ", "Identifiers, not learnt but generated: ", ""));
    }

    private static String rounded(final double value, final int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
