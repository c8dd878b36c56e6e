// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The products that everything costs: OpenBLAS, the same library that ND4J uses, on pointers. Each call stays on its
 * own thread; the callers split the rows among threads, so that none waits for another inside a product and two
 * trainings at once do not fight.
 */
public final class Blas {
    private static final int ROW_MAJOR = openblas.CblasRowMajor;
    private static final int PLAIN = openblas.CblasNoTrans;
    private static final int TRANSPOSED = openblas.CblasTrans;

    static {
        // ND4J loads first, since it sets a number of BLAS threads of its own when it does.
        Nd4j.getBackend();
        openblas.blas_set_num_threads(1);
        BlasKernel.current().log();
    }

    private Blas() {}

    /** y[rows, outputs] = x[rows, inputs] w + kept y, with w as {@link NetworkShape} says. */
    public static void forward(
            final int rows,
            final int inputs,
            final int outputs,
            final FloatPointer x,
            final FloatPointer w,
            final float kept,
            final FloatPointer y) {
        openblas.cblas_sgemm(
                ROW_MAJOR, PLAIN, TRANSPOSED, rows, outputs, inputs, 1f, x, inputs, w, inputs, kept, y, outputs);
    }

    /** dx[rows, inputs] = dy[rows, outputs] wT. */
    public static void backward(
            final int rows,
            final int inputs,
            final int outputs,
            final FloatPointer dy,
            final FloatPointer w,
            final FloatPointer dx) {
        openblas.cblas_sgemm(
                ROW_MAJOR, PLAIN, PLAIN, rows, inputs, outputs, 1f, dy, outputs, w, inputs, 0f, dx, inputs);
    }

    /** dw += xT dy, in the layout of w. */
    public static void weights(
            final int rows,
            final int inputs,
            final int outputs,
            final FloatPointer x,
            final FloatPointer dy,
            final FloatPointer dw) {
        openblas.cblas_sgemm(
                ROW_MAJOR, TRANSPOSED, PLAIN, outputs, inputs, rows, 1f, dy, outputs, x, inputs, 1f, dw, inputs);
    }

    /** db[outputs] += sum over rows of c[row] dy[row]. */
    public static void biases(
            final int rows, final int outputs, final FloatPointer c, final FloatPointer dy, final FloatPointer db) {
        openblas.cblas_sgemv(ROW_MAJOR, TRANSPOSED, rows, outputs, 1f, dy, outputs, c, 1, 1f, db, 1);
    }
}
