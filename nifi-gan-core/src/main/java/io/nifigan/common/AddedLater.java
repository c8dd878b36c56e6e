// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * Names of values that model files of earlier versions lack. {@code @JacksonInject} with such a name gives the value
 * that stands for its absence; it is not written to a file either, so that the ids of earlier models stay as they are.
 */
public final class AddedLater {
    /** The name for a boolean, which is false where a file lacks it. */
    public static final String FLAG = "flag added later";
    /** The name for a number, which is 0 where a file lacks it. */
    public static final String COUNT = "count added later";

    private AddedLater() {}
}
