// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.network.FlatGradient;
import io.nifigan.network.NativeFloats;

/**
 * The Adam optimizer without momentum (Kingma and Ba 2015, beta1 0, beta2 .99) on a network's flat parameters. It can
 * also keep a running average of the parameters, E += (1 - w)(theta - E) with w = min(.999, (t + 1) / (t + 10)), whose
 * window grows with the step t. Different threads may update different ranges of the parameters.
 */
public final class Optimizer {
    private static final double BETA = .99;
    private static final float EPSILON = 1e-8f;

    private final NativeFloats target;
    private final float[] parameters;
    private final float[] squares;
    private final float[] average;
    private final float[][] gradients;

    /**
     * @param initial the first parameters
     * @param target the memory with which the network computes, updated by each step
     * @param gradients the number of threads that sum up gradients
     * @param averaged whether to keep the running average
     */
    public Optimizer(final float[] initial, final NativeFloats target, final int gradients, final boolean averaged) {
        this.target = target;
        this.parameters = initial.clone();
        this.squares = new float[initial.length];
        this.average = averaged ? initial.clone() : null;
        this.gradients = new float[gradients][initial.length];
        target.put(parameters, 0, parameters.length);
    }

    /**
     * Updates one of several equal ranges of the parameters.
     *
     * @param sums the threads' gradients, added up in this order
     * @param step the number of this step, from 0
     * @param learningRate the step's learning rate
     * @param range the index of the range
     * @param ranges the number of ranges
     */
    public void step(
            final FlatGradient[] sums, final int step, final double learningRate, final int range, final int ranges) {
        final int from = (int) ((long) parameters.length * range / ranges);
        final int to = (int) ((long) parameters.length * (range + 1) / ranges);
        for (int i = 0; i < sums.length; i++) {
            sums[i].get(from, gradients[i], to - from);
        }
        final float[] gradient = gradients[0];
        for (int i = 1; i < sums.length; i++) {
            add(gradient, gradients[i], from, to);
        }
        final float correction = (float) (1 / (1 - Math.pow(BETA, step + 1.)));
        update(gradient, (float) learningRate, correction, from, to);
        target.putAt(from, parameters, from, to - from);
        if (average != null) {
            blend((float) (1 - Math.min(.999, (step + 1.) / (step + 10.))), from, to);
        }
    }

    private static void add(final float[] sum, final float[] addend, final int from, final int to) {
        for (int i = from; i < to; i++) {
            sum[i] += addend[i];
        }
    }

    private void update(
            final float[] gradient, final float learningRate, final float correction, final int from, final int to) {
        final float kept = (float) BETA;
        final float fresh = (float) (1 - BETA);
        for (int i = from; i < to; i++) {
            final float g = gradient[i];
            final float square = kept * squares[i] + fresh * g * g;
            squares[i] = square;
            parameters[i] -= learningRate * g / ((float) Math.sqrt(square * correction) + EPSILON);
        }
    }

    private void blend(final float weight, final int from, final int to) {
        for (int i = from; i < to; i++) {
            average[i] += weight * (parameters[i] - average[i]);
        }
    }

    /** A copy of the optimizer's state. */
    State state() {
        return new State(parameters.clone(), squares.clone(), average == null ? new float[0] : average.clone());
    }

    /** Restores a state with the same number of parameters. */
    void restore(final State state) {
        System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
        System.arraycopy(state.squares(), 0, squares, 0, squares.length);
        if (average != null) {
            System.arraycopy(state.average(), 0, average, 0, average.length);
        }
        target.put(parameters, 0, parameters.length);
    }

    /**
     * The state of an optimizer.
     *
     * @param parameters the network's parameters
     * @param squares the running means of the gradients' squares
     * @param average the running average of the parameters, empty if none is kept
     */
    record State(float[] parameters, float[] squares, float[] average) {
        State {
            if (squares.length != parameters.length || average.length != 0 && average.length != parameters.length) {
                throw new IllegalArgumentException("%d parameters, %d squares and %d averages do not fit together"
                        .formatted(parameters.length, squares.length, average.length));
            }
        }

        /** Whether all numbers are finite, so that a training can resume from the state. */
        boolean finite() {
            return finite(parameters) && finite(squares) && finite(average);
        }

        static boolean finite(final float[] values) {
            for (final float value : values) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A copy of the running average, or of the parameters if none is kept. */
    public float[] result() {
        return (average == null ? parameters : average).clone();
    }
}
