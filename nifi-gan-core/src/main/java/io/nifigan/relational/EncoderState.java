// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.encode.Encoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.List;

/**
 * The state of a {@link TableEncoder} in a model file.
 *
 * @param columns the columns of the table
 * @param encodings one a column
 * @param rules the rules that belong to no encoding
 */
record EncoderState(List<Column> columns, List<Encoding> encodings, List<Rule> rules) {
    static EncoderState of(final TableEncoder encoder) {
        return new EncoderState(encoder.columns(), encoder.encodings(), encoder.rules());
    }

    TableEncoder encoder() {
        return new TableEncoder(columns, encodings, rules);
    }
}
