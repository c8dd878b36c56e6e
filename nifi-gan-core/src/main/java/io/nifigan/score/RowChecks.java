// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.ComputedEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.rule.KeyRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.List;

/** The checks of rows for what no training row had: values by themselves, then rules between them. */
final class RowChecks {
    private final List<Check> checks = new ArrayList<>();

    RowChecks(final GANModel model) {
        final TableEncoder encoder = model.encoder();
        final List<Column> columns = encoder.columns();
        final Novelty novelty = new Novelty(model);
        final boolean[] unknownIsImpossible = novelty.unknownIsImpossible();
        final int[] forms = FormColumns.of(columns);
        for (int c = 0; c < columns.size(); c++) {
            if (!columns.get(c).field().marksForm()) {
                checks.add(new ValueCheck(
                        encoder,
                        c,
                        forms[c],
                        known(encoder, c),
                        novelty.range(c, columns.get(c).step()),
                        unknownIsImpossible[c]));
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            if (encoder.encodings().get(c) instanceof DependentEncoding dependent
                    && dependent.values().size() <= LookupRule.MAX_COMBINATIONS) {
                final CategoryEncoding determinant =
                        (CategoryEncoding) encoder.encodings().get(dependent.determinant());
                checks.add(new RuleCheck(
                        LookupRule.of(
                                c,
                                dependent.determinant(),
                                list(columns.get(dependent.determinant()), determinant.values()),
                                list(columns.get(c), dependent.values())),
                        columns));
            }
        }
        for (final Rule rule : encoder.plan().drawn()) {
            checks.add(new RuleCheck(rule, columns));
        }
    }

    /** The values that a looked-up column can have; null for any other. */
    private static ValueList known(final TableEncoder encoder, final int column) {
        final Encoding encoding = encoder.encodings().get(column);
        return switch (encoding) {
            case DependentEncoding dependent -> list(encoder.columns().get(column), dependent.values());
            case ComputedEncoding computed when computed.rule() instanceof KeyRule key -> key.values();
            case ComputedEncoding computed when computed.rule() instanceof LookupRule lookup -> lookup.values();
            default -> null;
        };
    }

    private static ValueList list(final Column column, final List<String> texts) {
        return column.kind().isNumeric()
                ? new ValueList(
                        texts.stream()
                                .map(text -> text == null ? null : (Double) Double.parseDouble(text))
                                .toList(),
                        null)
                : new ValueList(null, texts);
    }

    /** All checks: first those of single values, then those of rules. */
    List<Check> all() {
        return checks;
    }

    /** The verdicts on a table's rows: {@code [checks][rows]}. */
    byte[][] verdicts(final Table table) {
        return checks.stream().map(check -> check.verdicts(table)).toArray(byte[][]::new);
    }
}
