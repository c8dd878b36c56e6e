// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/** A way to answer a question about rows so that no single row, or person, shows. */
public enum Mechanism {
    /** A table of counts, each with discrete Gaussian noise. */
    GAUSSIAN,
    /** One choice among public candidates, each the likelier the better it suits. */
    EXPONENTIAL
}
