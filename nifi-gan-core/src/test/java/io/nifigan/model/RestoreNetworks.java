// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program of its own that knows DL4J and nothing of ours: restores both networks of a model file and prints what they
 * say of one row.
 */
final class RestoreNetworks {
    private RestoreNetworks() {}

    public static void main(final String[] arguments) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(arguments[0])))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".zip")) {
                    final ComputationGraph graph =
                            ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip.readAllBytes()));
                    final int inputs = (int)
                            ((FeedForwardLayer) graph.getLayer("dense").conf().getLayer()).getNIn();
                    final INDArray output = graph.outputSingle(Nd4j.create(row(inputs), new long[] {1, inputs}, 'c'))
                            .dup('c');
                    final StringBuilder line =
                            new StringBuilder(entry.getName()).append(' ').append(graph.numParams());
                    for (final float value : output.data().asFloat()) {
                        line.append(' ').append(value);
                    }
                    System.out.println(line);
                }
            }
        }
    }

    static float[] row(final int inputs) {
        final float[] row = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            row[i] = (float) Math.sin(i + 1);
        }
        return row;
    }
}
