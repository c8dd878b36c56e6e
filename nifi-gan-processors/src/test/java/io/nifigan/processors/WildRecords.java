// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Valid CSV or JSON with values, fields and bytes that do not belong there. */
final class WildRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] VALUES = {
        "",
        " ",
        "NaN",
        "-Infinity",
        "1e400",
        "-0",
        "0x1p3",
        "9".repeat(400),
        "9223372036854775808",
        "true",
        "null",
        "\"",
        "\"\"\"",
        "'",
        "\n",
        "\r",
        "\t",
        "\0",
        "\uFEFF",
        "\uD83D\uDE00",
        "\uD800",
        "9999-12-31",
        "0000-00-00",
        "+1000000-01-01",
        "2024-02-30",
        "24:00:00",
        "1970-01-01T00:00:00Z",
        "{}",
        "[]",
        "[1,2",
        "=1+1",
        "${now()}",
        "../../x",
        "a,b",
        "x".repeat(20_000),
        "\u0130\u00DF",
        "1,5",
        "1 000",
        "-",
        "."
    };
    private static final String[] NAMES = {
        "",
        " ",
        "id",
        "age",
        "a.b",
        "a[0]",
        "x?",
        "a/b",
        "\"",
        "\n",
        "\u00E9",
        "null",
        "0",
        "__proto__",
        "x".repeat(3_000)
    };

    /** The time in which NiFi's readers infer the schema of nested records doubles with each level. */
    private static final int DEEPEST = 12;

    private final SplittableRandom random;

    WildRecords(final SplittableRandom random) {
        this.random = random;
    }

    private String value() {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    /** CSV text with cells, columns, lines or bytes changed. */
    byte[] csv(final String sound) {
        final String[] lines = sound.split("\n");
        for (int i = 0; i <= random.nextInt(6); i++) {
            final int line = random.nextInt(5) == 0 ? 0 : random.nextInt(lines.length);
            final String[] cells = lines[line].split(",", -1);
            final int cell = random.nextInt(cells.length);
            cells[cell] = line == 0 ? name() : value();
            lines[line] = switch (random.nextInt(6)) {
                case 0 -> String.join(",", Arrays.copyOf(cells, cell));
                case 1 -> lines[line] + "," + lines[line];
                case 2 -> "";
                default -> String.join(",", cells);
            };
        }
        if (random.nextInt(4) == 0) {
            column(lines);
        }
        return bytes(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** One column of invalid values only, or of one value only. */
    private void column(final String[] lines) {
        final int cell = random.nextInt(lines[0].split(",", -1).length);
        final String same = random.nextBoolean() ? value() : null;
        for (int i = 1; i < lines.length; i++) {
            final String[] cells = lines[i].split(",", -1);
            if (cell < cells.length) {
                cells[cell] = (same == null ? value() : same).replace("\n", " ");
                lines[i] = String.join(",", cells);
            }
        }
    }

    /** A JSON array of the records of CSV text, with fields of any type and depth in some. */
    byte[] json(final String sound) throws IOException {
        final String[] lines = sound.split("\n");
        final String[] names = lines[0].split(",");
        final ArrayNode records = JsonNodeFactory.instance.arrayNode();
        final boolean allAlike = random.nextBoolean();
        final long alike = random.nextLong();
        for (int i = 1; i < lines.length; i++) {
            final ObjectNode record = records.addObject();
            final String[] cells = lines[i].split(",");
            for (int c = 0; c < names.length; c++) {
                record.put(names[c], cells[c]);
            }
            if (allAlike || random.nextInt(8) == 0) {
                wild(record, allAlike ? new SplittableRandom(alike) : random);
            }
        }
        return bytes(JSON.writeValueAsBytes(records));
    }

    private static void wild(final ObjectNode record, final SplittableRandom chance) {
        for (int i = 0; i <= chance.nextInt(4); i++) {
            final String field = chance.nextBoolean() ? NAMES[chance.nextInt(NAMES.length)] : "age";
            switch (chance.nextInt(9)) {
                case 0 -> record.put(field, chance.nextLong());
                case 1 -> record.put(field, Double.longBitsToDouble(chance.nextLong()));
                case 2 -> record.putNull(field);
                case 3 -> record.put(field, chance.nextBoolean());
                case 4 -> record.remove(field);
                case 5 -> deep(record.putObject(field), chance.nextInt(DEEPEST));
                case 6 -> {
                    final ArrayNode array = record.putArray(field);
                    for (int k = 0; k < chance.nextInt(40); k++) {
                        array.add(VALUES[chance.nextInt(VALUES.length)]);
                    }
                }
                case 7 -> record.putArray(field).addArray().addObject().put("x", 1);
                default -> record.put(field, VALUES[chance.nextInt(VALUES.length)]);
            }
        }
    }

    private static void deep(final ObjectNode node, final int depth) {
        ObjectNode inner = node;
        for (int i = 0; i < depth; i++) {
            inner = inner.putObject("n");
        }
        inner.put("v", depth);
    }

    /** In one case of six, the bytes themselves are damaged. */
    private byte[] bytes(final byte[] sound) {
        if (random.nextInt(6) > 0 || sound.length == 0) {
            return sound;
        }
        final byte[] damaged =
                Arrays.copyOf(sound, random.nextBoolean() ? sound.length : 1 + random.nextInt(sound.length));
        for (int i = 0; i < random.nextInt(20); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
