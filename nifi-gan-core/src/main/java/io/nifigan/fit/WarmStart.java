// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.encode.Block;
import io.nifigan.encode.MemberLabels;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The initial parameters of a training that continues from an earlier model, on another table of the same columns.
 * Weights are carried over by column and value. Numbers are learnt by rank, so another range changes nothing. A new
 * category starts with random weights, and one that no longer occurs is dropped.
 */
final class WarmStart {
    private static final int NEW = -1;

    private final TrainingSettings settings;
    private final TableEncoder encoder;
    private final GANModel earlier;

    /** @param encoder the encoder of the new table */
    WarmStart(final TableEncoder encoder, final TrainingSettings settings, final GANModel earlier) {
        this.encoder = encoder;
        this.settings = settings;
        this.earlier = earlier;
    }

    /** Why the training cannot continue from the earlier model's networks; null if it can. */
    String mismatch() {
        final TrainingSettings before = earlier.settings();
        return settings.latentSize() == before.latentSize()
                        && settings.width() == before.width()
                        && settings.blocks() == before.blocks()
                ? null
                : ("its networks have latent size %d, width %d and depth %d, but the settings are %d, %d and %d")
                        .formatted(
                                before.latentSize(),
                                before.width(),
                                before.blocks(),
                                settings.latentSize(),
                                settings.width(),
                                settings.blocks());
    }

    /** The generator's parameters. The weights and biases of the last layer are matched by output. */
    float[] generator() {
        final NetworkShape to = new NetworkShape(
                settings.latentSize(), encoder.layout().rawSize(), settings.width(), settings.blocks());
        final NetworkShape from = earlier.generatorShape();
        final float[] parameters = Graphs.initialParameters(to, StreamSeed.GENERATOR.of(settings.seed()));
        final float[] known = Graphs.parameters(earlier.generator());
        final int last = to.layers() - 1;
        System.arraycopy(known, 0, parameters, 0, to.weights(last));
        final int[] outputs = places(true);
        for (int o = 0; o < outputs.length; o++) {
            if (outputs[o] != NEW) {
                System.arraycopy(
                        known,
                        from.weights(last) + outputs[o] * to.width(),
                        parameters,
                        to.weights(last) + o * to.width(),
                        to.width());
                parameters[to.biases(last) + o] = known[from.biases(last) + outputs[o]];
            }
        }
        return parameters;
    }

    /** The discriminator's parameters. The weights of the first layer are matched by input. */
    float[] discriminator() {
        final NetworkShape to = new NetworkShape(encoder.layout().rowSize(), 1, settings.width(), settings.blocks());
        final NetworkShape from = earlier.discriminatorShape();
        final float[] parameters = Graphs.initialParameters(to, StreamSeed.DISCRIMINATOR.of(settings.seed()));
        final float[] known = Graphs.parameters(earlier.discriminator());
        final int[] inputs = places(false);
        for (int unit = 0; unit < to.width(); unit++) {
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i] != NEW) {
                    parameters[to.weights(0) + unit * to.inputs() + i] =
                            known[from.weights(0) + unit * from.inputs() + inputs[i]];
                }
            }
        }
        System.arraycopy(known, from.biases(0), parameters, to.biases(0), known.length - from.biases(0));
        return parameters;
    }

    /** For each number of the new layout, its index in the earlier layout, -1 if it is new. */
    private int[] places(final boolean raw) {
        final int[] places =
                new int[raw ? encoder.layout().rawSize() : encoder.layout().rowSize()];
        Arrays.fill(places, NEW);
        for (final Block block : encoder.layout().blocks()) {
            final Block before = counterpart(block);
            if (before != null) {
                final List<String> labels = labels(encoder, block, raw);
                final List<String> known = labels(earlier.encoder(), before, raw);
                for (int i = 0; i < labels.size(); i++) {
                    final int place = known.indexOf(labels.get(i));
                    if (place >= 0) {
                        places[(raw ? block.rawOffset() : block.rowOffset()) + i] =
                                (raw ? before.rawOffset() : before.rowOffset()) + place;
                    }
                }
            }
        }
        return places;
    }

    private static List<String> labels(final TableEncoder encoder, final Block block, final boolean raw) {
        final List<String> labels = new ArrayList<>(MemberLabels.of(encoder, block));
        if (raw ? block.continuous() : block.positioned()) {
            labels.add("number");
        }
        return labels;
    }

    private Block counterpart(final Block block) {
        final String name = encoder.columns().get(block.column()).name();
        for (final Block before : earlier.encoder().layout().blocks()) {
            final boolean same =
                    earlier.columns().get(before.column()).name().equals(name) && before.part() == block.part();
            // With another type of encoding, such as calendar parts, the numbers mean something else.
            if (same
                    && earlier.encoder().encodings().get(before.column()).getClass()
                            == encoder.encodings().get(block.column()).getClass()) {
                return before;
            }
        }
        return null;
    }
}
