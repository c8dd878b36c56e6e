// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.Layout;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The two DL4J graphs of a game and the memory in which their parameters lie. */
final class Networks {
    private final NetworkShape generatorShape;
    private final NetworkShape discriminatorShape;
    private final ComputationGraph generatorGraph;
    private final ComputationGraph discriminatorGraph;
    private final NativeFloats generator;
    private final NativeFloats discriminator;

    Networks(final Layout layout, final TrainingSettings settings) {
        generatorShape = new NetworkShape(settings.latentSize(), layout.rawSize(), settings.width(), settings.blocks());
        discriminatorShape = new NetworkShape(layout.rowSize(), 1, settings.width(), settings.blocks());
        generatorGraph = Graphs.generator(generatorShape);
        discriminatorGraph = Graphs.discriminator(discriminatorShape);
        generator = NativeFloats.parametersOf(generatorGraph);
        discriminator = NativeFloats.parametersOf(discriminatorGraph);
    }

    NetworkShape generatorShape() {
        return generatorShape;
    }

    NetworkShape discriminatorShape() {
        return discriminatorShape;
    }

    ComputationGraph generatorGraph() {
        return generatorGraph;
    }

    ComputationGraph discriminatorGraph() {
        return discriminatorGraph;
    }

    NativeFloats generator() {
        return generator;
    }

    NativeFloats discriminator() {
        return discriminator;
    }
}
