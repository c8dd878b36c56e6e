// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/** A form that its spec says all of: two of the same class and spec are equal. */
abstract class SpecifiedForm implements WrittenForm {
    @Override
    public final boolean equals(final Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((SpecifiedForm) other).spec().equals(spec());
    }

    @Override
    public final int hashCode() {
        return spec().hashCode();
    }

    @Override
    public final String toString() {
        return spec();
    }
}
