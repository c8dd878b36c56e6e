// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;

/**
 * A column that another one determines in every row: not learnt, but looked up.
 *
 * @param determinant the index of the column that determines it, a {@link CategoryEncoding}
 * @param values      this column's value for each of the determinant's, null for "missing"; numbers as {@link Double#toString} gives them
 */
public record DependentEncoding(int determinant, List<String> values) implements Encoding {
    public DependentEncoding {
        values = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(values));
    }
}
