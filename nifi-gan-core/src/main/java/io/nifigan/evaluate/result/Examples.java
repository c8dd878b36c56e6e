// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Example synthetic rows.
 *
 * @param rows {@code [rows][columns]}: values as text in the order of {@link Evaluation#columns}, null if missing
 */
public record Examples(List<List<String>> rows) {
    private static final int MAX_ROWS = 20;

    public Examples {
        rows = Checks.copy("rows", rows, MAX_ROWS).stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
    }
}
