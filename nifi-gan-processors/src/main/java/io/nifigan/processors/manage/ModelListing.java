// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.manage;

import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.relational.RelationalModel;
import io.nifigan.relational.RelationalModel.ModelTable;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelVersions;
import io.nifigan.services.NoSuchModelException;
import io.nifigan.services.StoredModel;
import io.nifigan.table.FormColumns;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** A list of the versions of models in a store as records: what each is, and how good. */
final class ModelListing {
    static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            field("name", RecordFieldType.STRING),
            field("version", RecordFieldType.LONG),
            field("latest", RecordFieldType.BOOLEAN),
            field("pinned", RecordFieldType.BOOLEAN),
            field("published_at", RecordFieldType.TIMESTAMP),
            field("trained_at", RecordFieldType.TIMESTAMP),
            field("model_id", RecordFieldType.STRING),
            field("bytes", RecordFieldType.LONG),
            field("records", RecordFieldType.LONG),
            field("columns", RecordFieldType.INT),
            field("steps", RecordFieldType.INT),
            field("seconds", RecordFieldType.DOUBLE),
            field("shape_error", RecordFieldType.DOUBLE),
            field("shape_error_floor", RecordFieldType.DOUBLE),
            field("trend_error", RecordFieldType.DOUBLE),
            field("trend_error_floor", RecordFieldType.DOUBLE),
            field("epsilon", RecordFieldType.DOUBLE),
            field("problem", RecordFieldType.STRING)));

    private final GANModelStore store;

    ModelListing(final GANModelStore store) {
        this.store = store;
    }

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    /**
     * The versions of a model, oldest first.
     *
     * @throws io.nifigan.services.ModelStoreException if the store cannot be reached or read
     */
    List<Record> of(final String name) throws IOException {
        final List<Long> versions = store.versions(name);
        final long pinned = store.pinned(name);
        final List<Record> records = new ArrayList<>();
        for (final long version : versions) {
            final Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", name);
            values.put("version", version);
            values.put("latest", version == (pinned == ModelVersions.LATEST ? versions.getLast() : pinned));
            values.put("pinned", version == pinned);
            try {
                describe(store.find(name, version), values);
            } catch (final NoSuchModelException | InvalidModelException e) {
                values.put("problem", e.getMessage());
            }
            records.add(new MapRecord(SCHEMA, values));
        }
        return records;
    }

    private void describe(final StoredModel stored, final Map<String, Object> values) throws IOException {
        values.put("published_at", Timestamp.from(Instant.parse(stored.publishedAt())));
        values.put("model_id", stored.modelId());
        values.put("bytes", stored.bytes());
        switch (store.load(stored)) {
            case RelationalModel model -> describe(model, values);
            case GANModel model -> describe(model, values);
            default -> values.put("problem", "It is a model of a kind that this release does not know");
        }
    }

    private static void describe(final RelationalModel model, final Map<String, Object> values) {
        values.put("trained_at", Timestamp.from(model.trainedAt()));
        values.put(
                "records", model.tables().stream().mapToLong(ModelTable::rows).sum());
        values.put(
                "columns",
                model.tables().stream()
                        .mapToInt(table -> FormColumns.fields(table.columns()).size())
                        .sum());
        values.put("seconds", model.seconds());
    }

    private static void describe(final GANModel model, final Map<String, Object> values) {
        values.put("trained_at", Timestamp.from(model.provenance().trainedAt()));
        values.put("records", model.privacy().map(PrivacyReport::records).orElse((long)
                model.provenance().rows()));
        values.put("columns", FormColumns.fields(model.columns()).size());
        values.put("steps", model.provenance().steps());
        values.put("seconds", rounded(model.provenance().seconds()));
        if (model.privacy().isPresent()) {
            values.put("epsilon", model.privacy().get().epsilon());
            return;
        }
        values.put("shape_error", rounded(model.fidelity().shapeError()));
        values.put("shape_error_floor", rounded(model.fidelity().shapeErrorFloor()));
        values.put("trend_error", rounded(model.fidelity().trendError()));
        values.put("trend_error_floor", rounded(model.fidelity().trendErrorFloor()));
    }

    /** Rounds to three decimals, as in the model's attributes. */
    private static double rounded(final double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
