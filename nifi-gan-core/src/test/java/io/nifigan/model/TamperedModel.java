// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.encode.TableEncoder;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model file to tamper with.
 *
 * @param file a file as it should be
 */
record TamperedModel(byte[] file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHANGED = Pattern.compile("its content has the id ([0-9a-f]{16})");

    static TamperedModel of(final GANModel model) throws IOException {
        return new TamperedModel(TrainedModels.bytes(model));
    }

    /** The model with an entry changed and its id set right, as one who means harm would do it. */
    GANModel with(final String entry, final byte[] content) throws IOException {
        final byte[] changed = entry.equals("manifest.json")
                ? Zips.with(file, entry, content)
                : withRulesSetRight(Zips.with(file, entry, content));
        try {
            return TrainedModels.read(changed);
        } catch (final InvalidModelException e) {
            final Matcher found = CHANGED.matcher(e.getMessage());
            if (!found.find()) {
                throw e;
            }
            final ObjectNode manifest =
                    (ObjectNode) JSON.readTree(Zips.entries(changed).get("manifest.json"));
            manifest.put("id", found.group(1));
            return TrainedModels.read(Zips.with(changed, "manifest.json", JSON.writeValueAsBytes(manifest)));
        }
    }

    /** The file with the manifest's words on the rules that the encoder has, if it has any that make sense. */
    private static byte[] withRulesSetRight(final byte[] file) throws IOException {
        final ObjectNode manifest =
                (ObjectNode) JSON.readTree(Zips.entries(file).get("manifest.json"));
        final ArrayNode rules = manifest.putArray("rules");
        try {
            final ModelFormat.EncoderState state = ModelFormat.mapper()
                    .readValue(Zips.entries(file).get("encoder.json"), ModelFormat.EncoderState.class);
            final List<Column> columns = ModelFormat.mapper()
                    .readValue(JSON.writeValueAsBytes(manifest.get("columns")), new TypeReference<>() {});
            new TableEncoder(columns, state.encodings(), state.rules())
                    .describeRules()
                    .forEach(rules::add);
        } catch (final IOException | RuntimeException e) {
            return file;
        }
        return Zips.with(file, "manifest.json", JSON.writeValueAsBytes(manifest));
    }

    /** The model with a changed JSON entry. */
    GANModel changed(final String entry, final Consumer<ObjectNode> change) throws IOException {
        final ObjectNode node = (ObjectNode) JSON.readTree(Zips.entries(file).get(entry));
        change.accept(node);
        return with(entry, JSON.writeValueAsBytes(node));
    }

    /** The message with which the model with a changed JSON entry is refused. */
    String refusal(final String entry, final Consumer<ObjectNode> change) {
        return assertThrows(InvalidModelException.class, () -> changed(entry, change))
                .getMessage();
    }

    /** Samples and scores with a model: whatever is read must also work, whoever made it. */
    static void use(final GANModel model) {
        try (Sampler sampler = new Sampler(model, 1, 0);
                Scorer scorer = new Scorer(model)) {
            try {
                final Table rows = sampler.next(200);
                for (int r = 0; r < rows.rows(); r++) {
                    for (int c = 0; c < rows.columns().size(); c++) {
                        rows.value(c, r);
                    }
                }
                scorer.score(rows);
                scorer.reasons(rows);
            } catch (final SamplingException e) {
                assertFalse(e.getMessage().isBlank());
            }
            final Table real = TrainedModels.table(30, 2);
            if (real.columns().size() == model.columns().size() && sameKinds(real, model)) {
                scorer.score(real);
                scorer.reasons(real);
            }
        }
    }

    private static boolean sameKinds(final Table table, final GANModel model) {
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind() != model.columns().get(c).kind()) {
                return false;
            }
        }
        return true;
    }
}
