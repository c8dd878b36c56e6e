// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.ModelFields;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.score.Reason;
import io.nifigan.score.Scorer;
import io.nifigan.score.Scores;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** Scores the records of one FlowFile, a thousand at a time, and passes each to its output. */
final class ScoringRun {
    private static final int CHUNK = 1_000;
    private static final double IMPROBABLE = .5;

    private final GANModel model;
    private final RecordLayout layout;
    private final ScoreFields fields;
    private final ScoringModel scoringModel;
    private final Threshold threshold;
    private final Cancellation cancellation;

    /** Takes a scored record. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param schema the record's, with the fields that scoring adds
         * @param score the record's scores
         */
        void accept(Record record, RecordSchema schema, RecordScore score)
                throws FlowFileRejectedException, IOException;
    }

    /** @param threshold records that do not reach it, and improbable ones, get reasons if there is a field for them */
    ScoringRun(
            final GANModel model,
            final ScoringModel scoringModel,
            final ScoreFields fields,
            final Threshold threshold,
            final Cancellation cancellation) {
        this.model = model;
        this.layout = RecordLayout.of(model.columns());
        this.fields = fields;
        this.scoringModel = scoringModel;
        this.threshold = threshold;
        this.cancellation = cancellation;
    }

    void run(final FlowFileRecords records, final Sink sink)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        ModelFields.check(model.columns(), records.schema());
        final RecordSchema schema = fields.extend(records.schema());
        try (Scorer scorer = new Scorer(model, scoringModel)) {
            for (List<Record> chunk = chunk(records); !chunk.isEmpty(); chunk = chunk(records)) {
                if (cancellation.isCancelled()) {
                    throw new ProcessorStoppedException();
                }
                score(chunk, schema, scorer, sink);
            }
        }
    }

    private void score(final List<Record> chunk, final RecordSchema schema, final Scorer scorer, final Sink sink)
            throws FlowFileRejectedException, IOException {
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        chunk.forEach(record -> builder.add(layout.row(record)));
        final Table table = builder.build();
        final Scores scores = scorer.score(table);
        final String[] reasons = reasons(table, scorer, scores);
        for (int i = 0; i < chunk.size(); i++) {
            final double probability = scores.probability()[i];
            final double percentile = scores.percentile()[i];
            final int unusual = scores.unusual()[i];
            sink.accept(
                    fields.extend(chunk.get(i), schema, probability, percentile, unusual, reasons[i]),
                    schema,
                    new RecordScore(
                            probability,
                            threshold.isReached(probability, percentile),
                            unusual > 0,
                            scores.missing()[i] > 0));
        }
    }

    /**
     * What makes records unrealistic, such as {@code age out of range (-3.0), state (-2.1)}; only for improbable
     * records, because it takes time.
     */
    private String[] reasons(final Table table, final Scorer scorer, final Scores scores) {
        final String[] texts = new String[table.rows()];
        Arrays.fill(texts, "");
        if (fields.reasons() != null) {
            final int[] doubtful = IntStream.range(0, texts.length)
                    .filter(r -> scores.probability()[r] < IMPROBABLE
                            || !threshold.isReached(scores.probability()[r], scores.percentile()[r]))
                    .toArray();
            final List<List<Reason>> found = scorer.reasons(table.select(doubtful));
            for (int i = 0; i < doubtful.length; i++) {
                texts[doubtful[i]] = found.get(i).stream()
                        .map(reason -> String.format(Locale.ROOT, "%s (%.1f)", reason.text(), reason.logit()))
                        .collect(Collectors.joining(", "));
            }
        }
        return texts;
    }

    private static List<Record> chunk(final FlowFileRecords records) throws FlowFileRejectedException {
        final List<Record> chunk = new ArrayList<>(CHUNK);
        for (Record record = records.next(); record != null; record = records.next()) {
            chunk.add(record);
            if (chunk.size() == CHUNK) {
                break;
            }
        }
        return chunk;
    }
}
