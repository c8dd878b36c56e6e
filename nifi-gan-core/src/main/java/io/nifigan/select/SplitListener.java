// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

/** Draws rows near those that {@link RejectionSampler} splits. */
public interface SplitListener {
    /**
     * A row is split, whether or not it is kept.
     *
     * @param row its index
     * @param weight the logarithm of its weight
     * @param others the number of rows to be drawn near it, 1 or more
     */
    void split(int row, float weight, int others);

    /**
     * A row drawn near another weighs too little. One more is to be drawn in its place.
     *
     * @param row its index
     */
    void rejected(int row);
}
