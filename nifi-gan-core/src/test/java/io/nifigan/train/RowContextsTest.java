// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.common.TimeBudget;
import io.nifigan.encode.Block;
import io.nifigan.encode.EncodedTable;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class RowContextsTest {
    @Test
    void refusesNumbersThatAreNoWholeContexts() {
        assertThrows(IllegalArgumentException.class, () -> new RowContexts(new float[7], 2));
    }

    /** The context says which member of a block the row has; a generator that ignores it is right by chance. */
    @Test
    void theGeneratorLearnsWhatTheContextSays() throws TrainingException {
        final EncodedTable encoded = TrainingRuns.ENCODED;
        final Block block = encoded.layout().blocks().stream()
                .filter(each -> each.members() > 1)
                .findFirst()
                .orElseThrow();
        final int members = block.members();
        final float[] contexts = new float[encoded.rows() * members];
        final float[] row = new float[encoded.layout().rowSize()];
        for (int r = 0; r < encoded.rows(); r++) {
            encoded.write(r, null, 0, row, 0);
            System.arraycopy(row, block.rowOffset(), contexts, r * members, members);
        }
        final TrainingSettings settings = TrainingRuns.SETTINGS.withMaxSteps(800).withNetwork(8, 64, 1);
        final float[] parameters;
        try (GANTrainer trainer = new GANTrainer(encoded, new RowContexts(contexts, members), settings)) {
            trainer.train(
                    TimeBudget.unlimited(),
                    Checkpoints.none(),
                    new TrainingListener() {},
                    (step, planned, left, losses) -> null);
            parameters = trainer.bestGenerator();
        }
        final NetworkShape shape = Networks.generatorShape(encoded.layout(), settings, members);
        final ComputationGraph graph = Graphs.generator(shape);
        Graphs.setParameters(graph, parameters);
        final int rows = encoded.rows();
        try (ResidualMlp generator = new ResidualMlp(shape, rows, NativeFloats.parametersOf(graph))) {
            final RandomStream random = new RandomStream(1);
            final float[] latent = new float[rows * settings.latentSize()];
            settings.prior().fill(random, latent, latent.length);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(
                        latent,
                        r * settings.latentSize(),
                        generator.input(),
                        r * shape.inputs(),
                        settings.latentSize());
                System.arraycopy(
                        contexts, r * members, generator.input(), r * shape.inputs() + settings.latentSize(), members);
            }
            generator.forward(rows);
            int right = 0;
            for (int r = 0; r < rows; r++) {
                int best = 0;
                int wanted = 0;
                for (int m = 1; m < members; m++) {
                    final int at = r * shape.outputs() + block.rawOffset();
                    best = generator.output()[at + m] > generator.output()[at + best] ? m : best;
                    wanted = contexts[r * members + m] > 0 ? m : wanted;
                }
                right += best == wanted ? 1 : 0;
            }
            assertTrue(right > .8 * rows, "%d of %d rows are as their contexts say".formatted(right, rows));
        }
    }
}
