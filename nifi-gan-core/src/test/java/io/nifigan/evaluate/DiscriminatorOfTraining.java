// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.common.TimeBudget;
import io.nifigan.model.GANModel;
import io.nifigan.network.Graphs;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Models whose discriminator is the one that the generator was trained against. */
final class DiscriminatorOfTraining {
    private DiscriminatorOfTraining() {}

    /** The model with the discriminator that its generator was trained against, which a model file never holds. */
    static GANModel of(final GANModel model, final Table table) throws TrainingException {
        try (GANTrainer trainer = new GANTrainer(model.encoder().encode(table), model.settings())) {
            trainer.train(
                    TimeBudget.unlimited(),
                    Checkpoints.none(),
                    new TrainingListener() {},
                    (s, p, left, losses) -> null);
            final ComputationGraph discriminator = Graphs.discriminator(model.discriminatorShape());
            Graphs.setParameters(discriminator, trainer.bestDiscriminator());
            return model.toBuilder().networks(model.generator(), discriminator).build();
        }
    }
}
