// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.record.LayoutOptions;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The user's settings for single columns.
 *
 * @param ignored names of columns to leave out, and of nested fields to leave out with all that is in them
 * @param kinds kinds that were set, by column
 * @param meanings meanings of identifiers that were set, by column
 * @param targets names of the columns that matter most
 * @param earlier the columns of an earlier model, whose kinds stay unless they were set
 * @param layout how records become columns
 */
record ColumnChoices(
        Set<String> ignored,
        Map<String, ColumnKind> kinds,
        Map<String, SemanticType> meanings,
        List<String> targets,
        List<Column> earlier,
        LayoutOptions layout) {
    static ColumnChoices of(
            final Map<String, ColumnOverride> overrides, final Collection<String> ignored, final List<String> targets) {
        final Set<String> allIgnored = new LinkedHashSet<>(ignored);
        final Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        overrides.forEach((name, override) ->
                override.kind().ifPresentOrElse(kind -> kinds.put(name, kind), () -> allIgnored.add(name)));
        final Map<String, SemanticType> meanings = new LinkedHashMap<>();
        overrides.forEach((name, override) -> override.meaning().ifPresent(meaning -> meanings.put(name, meaning)));
        return new ColumnChoices(allIgnored, kinds, meanings, targets, List.of(), LayoutOptions.strict(allIgnored));
    }

    /** The same, with columns of the kinds that they have in an earlier model. */
    ColumnChoices after(final List<Column> columns) {
        return new ColumnChoices(ignored, kinds, meanings, targets, columns, layout);
    }

    /**
     * The same, with another way of how records become columns.
     *
     * @param leavesOut as {@link LayoutOptions#leavesOut()}
     * @param takesSets as {@link LayoutOptions#takesSets()}
     * @param takesDocuments as {@link LayoutOptions#takesDocuments()}
     */
    ColumnChoices with(final boolean leavesOut, final boolean takesSets, final boolean takesDocuments) {
        return new ColumnChoices(
                ignored,
                kinds,
                meanings,
                targets,
                earlier,
                new LayoutOptions(ignored, leavesOut, takesSets, takesDocuments));
    }

    /**
     * These choices for one table of several. A name is that of a column in each table that has it, or begins with the
     * table's: {@code orders.amount}.
     */
    ColumnChoices ofTable(final String table) {
        final Set<String> left = new LinkedHashSet<>();
        ignored.forEach(name -> left.add(inTable(name, table)));
        return new ColumnChoices(
                left,
                inTable(kinds, table),
                inTable(meanings, table),
                List.of(),
                List.of(),
                new LayoutOptions(left, layout.leavesOut(), layout.takesSets(), false));
    }

    private static <T> Map<String, T> inTable(final Map<String, T> said, final String table) {
        final Map<String, T> named = new LinkedHashMap<>();
        said.forEach((name, value) -> named.put(inTable(name, table), value));
        return named;
    }

    private static String inTable(final String name, final String table) {
        return name.startsWith(table + ".") ? name.substring(table.length() + 1) : name;
    }

    /**
     * Refuses tables of which none has a named column.
     *
     * @throws FlowFileRejectedException with the names that are missing
     */
    void check(final Map<String, RecordLayout> tables) throws FlowFileRejectedException {
        final Set<String> missing = new LinkedHashSet<>(ignored);
        missing.addAll(kinds.keySet());
        tables.forEach(
                (table, records) -> missing.removeIf(name -> records.names().contains(inTable(name, table))));
        if (!missing.isEmpty()) {
            throw new FlowFileRejectedException(
                    "The processor's properties name columns that no table has: %s. The tables are %s"
                            .formatted(String.join(", ", missing), String.join(", ", tables.keySet())));
        }
    }

    /**
     * Refuses records that lack a named column: with a mistyped name, a column to ignore would be learnt.
     *
     * @throws FlowFileRejectedException with the names that are missing
     */
    void check(final RecordLayout records) throws FlowFileRejectedException {
        final Set<String> missing = new LinkedHashSet<>(ignored);
        missing.addAll(kinds.keySet());
        missing.removeAll(records.names());
        // Fields inside an ignored field are not checked.
        missing.removeIf(name ->
                ignored.stream().anyMatch(field -> name.startsWith(field + ".") || name.startsWith(field + "[")));
        final List<String> columns = records.fields().stream().map(Field::name).toList();
        targets.stream()
                .filter(name -> !records.names().contains(name) && !columns.contains(name))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new FlowFileRejectedException(
                    ("The processor's properties name columns that the records do not have: %s. They have: %s")
                            .formatted(
                                    String.join(", ", missing),
                                    records.names().stream().limit(50).collect(Collectors.joining(", "))));
        }
        for (final String target : targets) {
            if (records.unlearnt().containsKey(target)) {
                throw new FlowFileRejectedException("%s, but it is a target column: take it out of Target Columns"
                        .formatted(records.unlearnt().get(target)));
            }
        }
        if (targets.stream().anyMatch(ignored::contains)) {
            throw new FlowFileRejectedException(
                    "A column cannot be both a target and ignored: take it out of Target Columns or of those to "
                            + "ignore");
        }
    }

    /** The kinds that were set, by field: the kind of a record, a map or an array applies to everything in it. */
    Map<String, ColumnKind> kinds(final List<Field> fields) {
        final Map<String, ColumnKind> all = byField(kinds, fields);
        earlier.forEach(column -> all.putIfAbsent(column.name(), column.kind()));
        return all;
    }

    /** The meanings of identifiers that were set, likewise. */
    Map<String, SemanticType> meanings(final List<Field> fields) {
        final Map<String, SemanticType> all = byField(meanings, fields);
        earlier.stream()
                .filter(column -> column.meaning() != null && !kinds.containsKey(column.name()))
                .forEach(column -> all.putIfAbsent(column.name(), column.meaning()));
        return all;
    }

    private static <T> Map<String, T> byField(final Map<String, T> said, final List<Field> fields) {
        final Map<String, T> all = new LinkedHashMap<>();
        for (final Field field : fields) {
            // The innermost name comes last, so it wins.
            field.names().stream()
                    .filter(name -> said.containsKey(name) && !field.marksPresence())
                    .forEach(name -> all.put(field.name(), said.get(name)));
        }
        return all;
    }

    /** The columns that matter most, of nested records, maps and arrays each column in them. */
    List<String> targets(final List<Column> columns) {
        return targets.stream()
                .flatMap(target -> columns.stream()
                        .map(Column::field)
                        .filter(field -> field.names().contains(target))
                        .map(Field::name))
                .distinct()
                .toList();
    }
}
