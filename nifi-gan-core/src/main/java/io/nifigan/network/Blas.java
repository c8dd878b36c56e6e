// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The matrix products of the networks, on float pointers, by OpenBLAS (the library that ND4J uses too). Each call runs
 * on the calling thread only. Callers split rows among threads themselves, so that threads never wait for each other
 * inside a product and two trainings at once do not compete for BLAS threads.
 */
public final class Blas {
    private static final int ROW_MAJOR = openblas.CblasRowMajor;
    private static final int PLAIN = openblas.CblasNoTrans;
    private static final int TRANSPOSED = openblas.CblasTrans;

    static {
        // ND4J has to be loaded first, since loading it sets its own number of BLAS threads.
        Nd4j.getBackend();
        openblas.blas_set_num_threads(1);
        BlasKernel.current().log();
    }

    private Blas() {}

    /** y[rows, outputs] = x[rows, inputs] w + beta y, with w in the layout of {@link NetworkShape}. */
    public static void forward(
            final int rows,
            final int inputs,
            final int outputs,
            final FloatPointer x,
            final FloatPointer w,
            final float beta,
            final FloatPointer y) {
        openblas.cblas_sgemm(
                ROW_MAJOR, PLAIN, TRANSPOSED, rows, outputs, inputs, 1f, x, inputs, w, inputs, beta, y, outputs);
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
