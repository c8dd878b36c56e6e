// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text form of a {@link DatabaseSchema}, in lines or as JSON. A line says one thing; {@code #} begins a comment:
 *
 * <pre>
 * orders.customer_id -&gt; customers.id
 * flights.(origin, hour) -&gt; weather.(airport, hour)
 * customers key id
 * orders order by date
 * lines once order_id, number
 * lines series order_id
 * products categories class
 * countries keep
 * shops keep none
 * orders.shop -&gt; none
 * notes key none
 * </pre>
 *
 * <p>The last three lines say that what looks like a lookup table is made anew, and that what looks like a key is none.
 *
 * <p>The JSON form is an object of tables: {@code {"orders": {"key": "id", "parents": {"customer_id": "customers"},
 * "order": ["date"], "series": [], "once": ["id"], "categories": [], "entities": [], "keep": false}}}. A foreign key of
 * several columns is {@code "origin, hour": ["weather", "airport", "hour"]} among the parents.
 */
public final class SchemaText {
    private static final Pattern REFERENCE = Pattern.compile("(.+?)\\.([^.]+?)\\s*->\\s*([^.]+?)(?:\\.([^.]+))?");
    /** A foreign key of several columns. */
    private static final Pattern COMPOSITE =
            Pattern.compile("(.+?)\\.\\(([^)]+)\\)\\s*->\\s*(.+?)(?:\\.\\(([^)]+)\\))?");

    private static final Pattern STATEMENT =
            Pattern.compile("(\\S+)\\s+(key|order by|once|series|categories|entities|keep)(?:\\s+(.*))?");
    /** The word that says that a column is no foreign key. */
    private static final String NONE = "none";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, TableSchema> tables = new LinkedHashMap<>();

    /** For each table the foreign keys that the text names, in its order. */
    private final Map<String, List<ForeignKey>> said = new LinkedHashMap<>();

    private SchemaText(final DatabaseSchema known) {
        tables.putAll(known.tables());
    }

    /**
     * Whether a text is the JSON form, which says everything; lines only say what is to be known beside what is found.
     */
    public static boolean isJson(final String text) {
        return text.stripLeading().startsWith("{");
    }

    /**
     * Reads a schema. Tables that the text does not name have no keys.
     *
     * @param names the names of the tables
     * @throws SchemaException where a part cannot be understood; it says which
     */
    public static DatabaseSchema parse(final String text, final Set<String> names) {
        return parse(text, DatabaseSchema.of(names.stream().map(TableSchema::of).toList()));
    }

    /**
     * Reads a schema that says more than what is found already, or something else. The keys and orders that the text
     * names replace those found for the same columns; foreign keys that it names come first, so that the first of them
     * is the context.
     *
     * @param found what is known of the tables
     * @throws SchemaException where a part cannot be understood; it says which
     */
    public static DatabaseSchema parse(final String text, final DatabaseSchema found) {
        final SchemaText parser = new SchemaText(found);
        if (isJson(text)) {
            parser.readJson(text);
        } else {
            text.lines().map(line -> line.replaceFirst("#.*", "").strip()).forEach(parser::readLine);
        }
        parser.said.forEach((name, keys) -> parser.put(parser.table(name).withParents(parser.parents(name, keys))));
        return new DatabaseSchema(parser.tables);
    }

    /** The foreign keys of a table, those that the text names first. */
    private List<ForeignKey> parents(final String name, final List<ForeignKey> keys) {
        final Set<String> columns = keys.stream().map(ForeignKey::column).collect(Collectors.toSet());
        final List<ForeignKey> all = new ArrayList<>(keys);
        all.removeIf(key -> key.table().equals(NONE));
        table(name).parents().stream()
                .filter(key -> !columns.contains(key.column()))
                .forEach(all::add);
        return all;
    }

    private void readLine(final String line) {
        if (line.isEmpty()) {
            return;
        }
        final Matcher composite = COMPOSITE.matcher(line);
        if (composite.matches()) {
            final List<String> columns = columns(composite.group(2));
            final TableSchema child = table(composite.group(1));
            final List<CompositeKey> all = new ArrayList<>(child.composites());
            all.removeIf(known -> known.columns().equals(columns));
            all.add(new CompositeKey(
                    columns,
                    table(composite.group(3)).name(),
                    composite.group(4) == null ? columns : columns(composite.group(4))));
            put(child.withComposites(all));
            return;
        }
        final Matcher reference = REFERENCE.matcher(line);
        if (reference.matches()) {
            final String parent = reference.group(3);
            final String key = reference.group(4);
            final String child = table(reference.group(1)).name();
            if (NONE.equals(parent) && !tables.containsKey(NONE)) {
                said.computeIfAbsent(child, name -> new ArrayList<>()).add(new ForeignKey(reference.group(2), NONE));
                return;
            }
            if (key != null) {
                put(table(parent).withKey(key));
            }
            table(parent);
            said.computeIfAbsent(child, name -> new ArrayList<>()).add(new ForeignKey(reference.group(2), parent));
            return;
        }
        final Matcher statement = STATEMENT.matcher(line);
        if (!statement.matches()) {
            throw SchemaException.of(
                    "The line '%s' is neither a foreign key, such as 'orders.customer_id -> customers.id', nor a"
                            + " statement such as 'orders order by date'",
                    line);
        }
        final TableSchema table = table(statement.group(1));
        final List<String> columns = columns(statement.group(3));
        if ("keep".equals(statement.group(2))) {
            if (!columns.isEmpty() && !columns.equals(List.of(NONE))) {
                throw SchemaException.of(
                        "The line '%s' must end with 'keep', or with 'keep none' for rows that are made anew", line);
            }
        } else if (columns.isEmpty()) {
            throw SchemaException.of("The line '%s' must name columns", line);
        }
        switch (statement.group(2)) {
            case "key" ->
                put(
                        columns.size() == 1
                                ? NONE.equals(columns.getFirst())
                                        ? table.withKey(null)
                                        : table.withKey(columns.getFirst())
                                : withOnce(table, columns));
            case "order by" -> put(table.withOrder(columns));
            case "once" -> put(withOnce(table, columns));
            case "series" -> put(table.withSeries(columns));
            case "categories" -> put(table.withCategories(new LinkedHashSet<>(columns)));
            case "entities" -> put(table.withEntities(new LinkedHashSet<>(columns)));
            default -> put(table.withKeep(columns.isEmpty() ? TableSchema.Keep.SAID : TableSchema.Keep.NEVER));
        }
    }

    private static List<String> columns(final String text) {
        final List<String> columns = new ArrayList<>();
        for (final String name : text == null ? new String[0] : text.split(",")) {
            if (!name.isBlank()) {
                columns.add(name.strip());
            }
        }
        return columns;
    }

    private static TableSchema withOnce(final TableSchema table, final List<String> columns) {
        final List<List<String>> all = new ArrayList<>(table.once());
        all.add(columns);
        return table.withOnce(all);
    }

    private TableSchema table(final String name) {
        final TableSchema table = tables.get(name);
        if (table == null) {
            throw SchemaException.of("There is no table '%s'; there are %s", name, tables.keySet());
        }
        return table;
    }

    private void put(final TableSchema table) {
        tables.put(table.name(), table);
    }

    private void readJson(final String text) {
        final JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            throw SchemaException.of("The schema is no valid JSON: %s", e.getOriginalMessage());
        }
        root.properties().forEach(entry -> {
            TableSchema table = table(entry.getKey());
            final JsonNode given = entry.getValue();
            final List<String> key = texts(given.get("key"));
            if (key.size() == 1) {
                table = table.withKey(key.getFirst());
            } else if (!key.isEmpty()) {
                table = withOnce(table, key);
            }
            if (given.hasNonNull("parents")) {
                for (final Map.Entry<String, JsonNode> parent :
                        given.get("parents").properties()) {
                    final List<String> columns = columns(parent.getKey());
                    final List<String> target = texts(parent.getValue());
                    if (columns.size() == 1) {
                        table = table.withParent(new ForeignKey(parent.getKey(), target.getFirst()));
                    } else {
                        final List<CompositeKey> all = new ArrayList<>(table.composites());
                        all.add(new CompositeKey(
                                columns,
                                target.getFirst(),
                                target.size() == 1 ? columns : target.subList(1, target.size())));
                        table = table.withComposites(all);
                    }
                }
            }
            final List<String> once = texts(given.get("once"));
            put((once.isEmpty() ? table : withOnce(table, once))
                    .withOrder(texts(given.get("order")))
                    .withSeries(texts(given.get("series")))
                    .withCategories(new LinkedHashSet<>(texts(given.get("categories"))))
                    .withEntities(new LinkedHashSet<>(texts(given.get("entities"))))
                    .withKeep(given.path("keep").asBoolean() ? TableSchema.Keep.SAID : TableSchema.Keep.UNSAID));
        });
    }

    private static List<String> texts(final JsonNode node) {
        final List<String> texts = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
        } else if (node != null && !node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
