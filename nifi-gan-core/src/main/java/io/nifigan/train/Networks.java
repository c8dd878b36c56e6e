// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.Layout;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;

/** The shapes of the two networks, and views of their parameters in the memory of DL4J graphs. */
public final class Networks {
    private final NetworkShape generatorShape;
    private final NetworkShape discriminatorShape;
    private final NativeFloats generator;
    private final NativeFloats discriminator;

    public Networks(final Layout layout, final TrainingSettings settings) {
        this(layout, settings, 0);
    }

    /** @param context the numbers of context that both networks see with each row */
    public Networks(final Layout layout, final TrainingSettings settings, final int context) {
        generatorShape = generatorShape(layout, settings, context);
        discriminatorShape = new NetworkShape(layout.rowSize() + context, 1, settings.width(), settings.blocks());
        generator = NativeFloats.parametersOf(Graphs.generator(generatorShape));
        discriminator = NativeFloats.parametersOf(Graphs.discriminator(discriminatorShape));
    }

    /** The shape of a generator, whose input is the latent vector and then the context. */
    public static NetworkShape generatorShape(final Layout layout, final TrainingSettings settings, final int context) {
        return new NetworkShape(settings.latentSize() + context, layout.rawSize(), settings.width(), settings.blocks());
    }

    /** The generator's shape. */
    public NetworkShape generatorShape() {
        return generatorShape;
    }

    /** The discriminator's shape. */
    public NetworkShape discriminatorShape() {
        return discriminatorShape;
    }

    /** The generator's parameters, shared by all threads. */
    public NativeFloats generator() {
        return generator;
    }

    /** The discriminator's parameters, shared by all threads. */
    public NativeFloats discriminator() {
        return discriminator;
    }
}
