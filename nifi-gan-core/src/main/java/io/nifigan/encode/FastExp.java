// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/** e^x for x at most 0 in a few operations, relative error below 1e-6: the softmax of the training loop needs no more. */
final class FastExp {
    private static final float LOG2_E = 1.4426950408889634f;
    private static final float LEAST = -80;

    private FastExp() {
    }

    /** 2^whole by the exponent bits; 2^part, 0 &lt; part &lt;= 1, as the square of the series for 2^(part / 2). */
    static float exp(final float x) {
        final float y = Math.max(x, LEAST) * LOG2_E;
        final int whole = (int) y - 1;
        final float part = y - whole;
        final float t = part * .5f;
        final float root = 1 + t * (.69314718f + t * (.24022651f + t * (.05550411f + t * (.00961813f + t * (.00133336f + t * .00015404f)))));
        return Float.intBitsToFloat((whole + 127) << 23) * root * root;
    }
}
