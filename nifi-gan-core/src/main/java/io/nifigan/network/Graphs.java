// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Factory of the two networks as DL4J computation graphs: a dense layer to the width; residual blocks x + W2 f(W1
 * f(x)); f; a dense layer to the output, with f = LeakyReLU of slope .2.
 */
public final class Graphs {
    /** The slope of LeakyReLU below zero. */
    public static final float SLOPE = .2f;

    private static final String OUTPUT = "out";

    private Graphs() {}

    /** A generator graph. Its output is linear; the encoder's layout says what each number means. */
    public static ComputationGraph generator(final NetworkShape shape) {
        return graph(
                shape,
                new DenseLayer.Builder()
                        .nIn(shape.width())
                        .nOut(shape.outputs())
                        .activation(Activation.IDENTITY)
                        .build());
    }

    /** A discriminator graph. Its output is the probability that a row is real, the sigmoid of one score. */
    public static ComputationGraph discriminator(final NetworkShape shape) {
        if (shape.outputs() != 1) {
            throw new IllegalArgumentException("A discriminator has 1 output, not " + shape.outputs());
        }
        return graph(
                shape,
                new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                        .nIn(shape.width())
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build());
    }

    private static ComputationGraph graph(final NetworkShape shape, final Layer output) {
        final ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(0)
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", dense(shape.inputs(), shape.width(), false), "in");
        String last = "dense";
        for (int k = 0; k < shape.blocks(); k++) {
            final String block = "block" + k;
            builder.addLayer(block + "-activation", new ActivationLayer(new ActivationLReLU(SLOPE)), last)
                    .addLayer(block + "-first", dense(shape.width(), shape.width(), true), block + "-activation")
                    .addLayer(block + "-second", dense(shape.width(), shape.width(), false), block + "-first")
                    .addVertex(block, new ElementWiseVertex(ElementWiseVertex.Op.Add), last, block + "-second");
            last = block;
        }
        builder.addLayer("activation", new ActivationLayer(new ActivationLReLU(SLOPE)), last)
                .addLayer(OUTPUT, output, "activation")
                .setOutputs(OUTPUT);
        final ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init(Nd4j.zeros(1, shape.parameters()), false);
        return graph;
    }

    private static DenseLayer dense(final int inputs, final int outputs, final boolean activated) {
        final DenseLayer.Builder builder = new DenseLayer.Builder().nIn(inputs).nOut(outputs);
        return activated
                ? builder.activation(new ActivationLReLU(SLOPE)).build()
                : builder.activation(Activation.IDENTITY).build();
    }

    /**
     * Random initial parameters: weights as in He et al. 2015, those of each block's second layer halved so that blocks
     * begin near the identity, and biases 0.
     *
     * @return {@code [shape.parameters()]}
     */
    public static float[] initialParameters(final NetworkShape shape, final long seed) {
        final RandomGenerator random = new SplittableRandom(seed);
        final float[] parameters = new float[shape.parameters()];
        for (int l = 0; l < shape.layers(); l++) {
            final boolean second = l > 0 && l < shape.layers() - 1 && l % 2 == 0;
            final double deviation = Math.sqrt(2. / shape.inputsOf(l)) * (second ? .5 : 1);
            for (int i = shape.weights(l); i < shape.biases(l); i++) {
                parameters[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return parameters;
    }

    /** Copies flat parameters into a graph. */
    public static void setParameters(final ComputationGraph graph, final float[] parameters) {
        final INDArray held = graph.params();
        if (held.length() != parameters.length) {
            throw new IllegalArgumentException(
                    "The graph has %d parameters, not %d".formatted(held.length(), parameters.length));
        }
        held.data().asNioFloat().put(0, parameters);
    }

    /** A copy of a graph's flat parameters. */
    public static float[] parameters(final ComputationGraph graph) {
        final float[] copy = new float[Math.toIntExact(graph.params().length())];
        graph.params().data().asNioFloat().get(0, copy);
        return copy;
    }
}
