// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.Layout;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;

/** The shapes of the two networks, and the memory in which their parameters lie: that of DL4J graphs. */
final class Networks {
    private final NetworkShape generatorShape;
    private final NetworkShape discriminatorShape;
    private final NativeFloats generator;
    private final NativeFloats discriminator;

    Networks(final Layout layout, final TrainingSettings settings) {
        generatorShape = new NetworkShape(settings.latentSize(), layout.rawSize(), settings.width(), settings.blocks());
        discriminatorShape = new NetworkShape(layout.rowSize(), 1, settings.width(), settings.blocks());
        generator = NativeFloats.parametersOf(Graphs.generator(generatorShape));
        discriminator = NativeFloats.parametersOf(Graphs.discriminator(discriminatorShape));
    }

    NetworkShape generatorShape() {
        return generatorShape;
    }

    NetworkShape discriminatorShape() {
        return discriminatorShape;
    }

    NativeFloats generator() {
        return generator;
    }

    NativeFloats discriminator() {
        return discriminator;
    }
}
