// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import io.nifigan.table.ColumnKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names categorical columns. */
public final class CategoricalColumns {
    @Option(names = "--categorical", split = ",", description = "columns to treat as categories, whatever their values")
    private List<String> names = List.of();

    public List<String> names() {
        return names;
    }

    /** The kinds of these columns, by name. */
    public Map<String, ColumnKind> kinds() {
        final Map<String, ColumnKind> kinds = new HashMap<>();
        names.forEach(name -> kinds.put(name.strip(), ColumnKind.CATEGORY));
        return kinds;
    }
}
