// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.network.FlatGradient;
import io.nifigan.network.NativeFloats;

/**
 * Adam without momentum (Kingma and Ba 2015, beta1 0, beta2 .99) on a network's flat parameters, and, if wanted, the
 * running average of them E += (1 - w)(theta - E) with w = min(.999, (t + 1) / (t + 10)), whose window grows with the
 * steps t. Ranges of parameters may be updated by different threads.
 */
public final class Optimizer {
    private static final double BETA = .99;
    private static final float EPSILON = 1e-8f;

    private final NativeFloats held;
    private final float[] parameters;
    private final float[] squares;
    private final float[] average;
    private final float[][] gradients;

    /**
     * @param initial the parameters to begin with
     * @param held where the network computes with them
     * @param gradients one sum a thread
     * @param averaged whether the running average is kept
     */
    public Optimizer(final float[] initial, final NativeFloats held, final int gradients, final boolean averaged) {
        this.held = held;
        this.parameters = initial.clone();
        this.squares = new float[initial.length];
        this.average = averaged ? initial.clone() : null;
        this.gradients = new float[gradients][initial.length];
        held.put(parameters, 0, parameters.length);
    }

    /**
     * One step for one of several equal ranges of the parameters.
     *
     * @param sums the threads' gradients, added up in this order
     * @param step the number of this step, from 0
     * @param learningRate the step's learning rate
     * @param range which range
     * @param ranges how many there are
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
        held.putAt(from, parameters, from, to - from);
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

    /** A copy of all that the next step depends on. */
    State state() {
        return new State(parameters.clone(), squares.clone(), average == null ? new float[0] : average.clone());
    }

    /** Goes back to a state of as many parameters. */
    void restore(final State state) {
        System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
        System.arraycopy(state.squares(), 0, squares, 0, squares.length);
        if (average != null) {
            System.arraycopy(state.average(), 0, average, 0, average.length);
        }
        held.put(parameters, 0, parameters.length);
    }

    /**
     * Where an optimiser stands.
     *
     * @param parameters the network's parameters
     * @param squares the running means of the gradients' squares
     * @param average the running average of the parameters, of length 0 where none is kept
     */
    record State(float[] parameters, float[] squares, float[] average) {
        State {
            if (squares.length != parameters.length || average.length != 0 && average.length != parameters.length) {
                throw new IllegalArgumentException("%d parameters, %d squares and %d averages do not go together"
                        .formatted(parameters.length, squares.length, average.length));
            }
        }

        /** Whether a training can go on from it. */
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

    /** A copy of the running average, or of the parameters where none is kept. */
    float[] result() {
        return (average == null ? parameters : average).clone();
    }
}
