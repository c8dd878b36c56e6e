// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.Layout;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;

/** The shapes of the two networks, and the memory in which their parameters lie: that of DL4J graphs. */
public final class Networks {
    private final NetworkShape generatorShape;
    private final NetworkShape discriminatorShape;
    private final NativeFloats generator;
    private final NativeFloats discriminator;

    public Networks(final Layout layout, final TrainingSettings settings) {
        generatorShape = new NetworkShape(settings.latentSize(), layout.rawSize(), settings.width(), settings.blocks());
        discriminatorShape = new NetworkShape(layout.rowSize(), 1, settings.width(), settings.blocks());
        generator = NativeFloats.parametersOf(Graphs.generator(generatorShape));
        discriminator = NativeFloats.parametersOf(Graphs.discriminator(discriminatorShape));
    }

    public NetworkShape generatorShape() {
        return generatorShape;
    }

    public NetworkShape discriminatorShape() {
        return discriminatorShape;
    }

    public NativeFloats generator() {
        return generator;
    }

    public NativeFloats discriminator() {
        return discriminator;
    }
}
