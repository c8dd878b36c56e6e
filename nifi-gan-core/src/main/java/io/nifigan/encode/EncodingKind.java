// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Optional;

/**
 * A kind of encoding. To add one, name its class in a file {@code META-INF/services/io.nifigan.encode.EncodingKind}; it
 * then needs a constructor without parameters.
 */
public interface EncodingKind {
    /** The encoding's class, whose {@code @JsonTypeName} is its name in model files. */
    Class<? extends Encoding> type();

    /**
     * Fits an encoding to a column that is neither an identifier nor determined by others.
     *
     * @return empty where this kind does not suit the column's values
     */
    Optional<? extends Encoding> fit(ColumnSample column);
}
