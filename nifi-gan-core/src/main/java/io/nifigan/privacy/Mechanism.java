// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/** A differentially private mechanism. */
public enum Mechanism {
    /** The Gaussian mechanism: a table of counts with discrete Gaussian noise. */
    GAUSSIAN,
    /** The exponential mechanism: a choice among public candidates, in which better ones are likelier. */
    EXPONENTIAL
}
