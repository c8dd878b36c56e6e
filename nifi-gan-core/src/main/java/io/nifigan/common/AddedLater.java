// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * Names of values that model files of earlier versions lack. {@code @JacksonInject} with such a name gives the value
 * that stands for its absence; it is not written to a file either, so that the ids of earlier models stay as they are.
 */
public final class AddedLater {
    /** A boolean, false where it is absent. */
    public static final String FLAG = "flag added later";
    /** A number, 0 where it is absent. */
    public static final String COUNT = "count added later";

    private AddedLater() {}
}
