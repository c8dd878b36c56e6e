// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Model files whose rules make no sense: each is refused, or ends in a message that names the rules. */
@Tag("slow")
class HostileRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TamperedModel good;

    @BeforeAll
    static void trained() throws IOException {
        good = TamperedModel.of(TrainedModels.model());
    }

    private static String refusal(final String entry, final Consumer<ObjectNode> change) {
        return good.refusal(entry, change);
    }

    private static String ruleRefusal(final String... rules) {
        return refusal("encoder.json", encoder -> {
            final ArrayNode node = encoder.putArray("rules");
            for (final String rule : rules) {
                try {
                    node.add(JSON.readTree(rule.replace('\'', '"')));
                } catch (final IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
    }

    /**
     * Columns: 0 key, 1 name, 2 amount, 3 tax, 4 tier, 5 city, 6 country, 7 home, 8 children, 9 visits, 10 active, 11
     * joined, 12 firm.
     */
    @Test
    void rulesThatMakeNoSenseAreRefused() {
        final String values = "{'numbers': null, 'texts': ['a', 'b']}";
        final String numbers = "{'numbers': [1.0, 2.0], 'texts': null}";
        assertTrue(ruleRefusal("{'type': 'order', 'smaller': 4, 'larger': 8, 'strict': true}")
                .contains("not numeric"));
        assertTrue(ruleRefusal("{'type': 'order', 'smaller': 7, 'larger': 99, 'strict': true}")
                .contains("column 99 of 13"));
        assertTrue(ruleRefusal("{'type': 'order', 'smaller': 7, 'larger': 7, 'strict': true}")
                .contains("cannot be below"));
        assertTrue(ruleRefusal("{'type': 'null', 'column': 9, 'by': 2147483647, 'values': [null]}")
                .contains("column 2147483647 of 13"));
        assertTrue(ruleRefusal("{'type': 'null', 'column': 9, 'by': 7, 'values': ['many']}")
                .contains("not a number"));
        assertTrue(ruleRefusal("{'type': 'null', 'column': 9, 'by': 0, 'values': [null]}")
                .contains("generated anew"));
        assertTrue(ruleRefusal(
                        "{'type': 'null', 'column': 9, 'by': 7, 'values': [null]}",
                        "{'type': 'null', 'column': 7, 'by': 9, 'values': [null]}")
                .contains("depends on itself"));
        assertTrue(ruleRefusal(
                        "{'type': 'null', 'column': 9, 'by': 7, 'values': [null]}",
                        "{'type': 'null', 'column': 9, 'by': 8, 'values': [null]}")
                .contains("Two rules"));
        assertTrue(ruleRefusal(("{'type': 'combination', 'first': 4, 'second': 10, 'firstValues': %s, "
                                + "'secondValues': %s, 'never': 'AAAA'}")
                        .formatted(values, values))
                .contains("bytes of combinations"));
        assertTrue(ruleRefusal(("{'type': 'combination', 'first': 4, 'second': 10, 'firstValues': %s, "
                                + "'secondValues': %s, 'never': 'AA=='}")
                        .formatted(numbers, values))
                .contains("numbers for another one"));
        for (final String bad : List.of("#3 + #2", "year(#2)", "#2" + " + #2".repeat(10_000))) {
            final String refusal = ruleRefusal(formula(3, bad));
            assertTrue(refusal.contains("encoder.json") || refusal.contains("does not hold together"), refusal);
        }
        final String key = "{'type': 'key', 'target': 4, 'key': 'month(#11)', 'keys': %s, 'values': " + values + "}";
        assertTrue(ruleRefusal(key.formatted("[1.0]")).contains("1 keys and 2 values"));
        assertTrue(ruleRefusal(key.formatted("[2.0, 1.0]")).contains("do not rise"));
        assertTrue(ruleRefusal("{'type': 'comparison', 'smaller': '#2', 'larger': '#11', 'strict': true, 'share': 1.0}")
                .contains("cannot be compared"));
        assertTrue(ruleRefusal("{'type': 'comparison', 'smaller': '#2', 'larger': '#3', 'strict': true, 'share': 0.0}")
                .contains("share of 0.0"));
        assertTrue(ruleRefusal("{'type': 'java.lang.Runtime'}").contains("encoder.json"));
        assertTrue(refusal("encoder.json", encoder -> replace(encoder, 3, "computed", linear(3, 2, 8)))
                .contains("another step"));
        assertTrue(refusal("encoder.json", encoder -> {
                    replace(encoder, 7, "computed", linear(7, 8, 9));
                    replace(encoder, 8, "computed", linear(8, 7, 9));
                })
                .contains("depends on itself"));
        assertTrue(refusal("encoder.json", encoder -> replace(encoder, 7, "computed", linear(8, 7, 9)))
                .contains("another column's"));
        assertTrue(refusal("encoder.json", encoder -> replace(encoder, 7, "computed", linear(7, 4, 9)))
                .contains("neither a number nor a time"));
        final String lookup = "{'type': 'lookup', 'target': 4, 'first': 5, 'second': 6, 'firstValues': %s, "
                + "'secondValues': %s, 'firsts': [%s], "
                + "'seconds': [0], 'values': {'numbers': null, 'texts': ['x']}}";
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> replace(encoder, 4, "computed", lookup.formatted(values, values, "2")))
                .contains("value 2, but only 2"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> replace(encoder, 4, "computed", lookup.formatted(values, values, "0, 1")))
                .contains("combinations"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> replace(
                                encoder,
                                4,
                                "computed",
                                lookup.formatted(values, values, "1, 0")
                                        .replace("[0]", "[0, 0]")
                                        .replace("['x']", "['x', 'y']")))
                .contains("ascending order"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> replace(encoder, 4, "computed", lookup.formatted(values, numbers, "0")))
                .contains("numbers for another one"));
    }

    private static String partialRefusal(final int column, final String... rules) {
        return refusal("encoder.json", encoder -> addPartial(encoder, column, rules));
    }

    /** Lets a column with an encoding of its own follow from others in part of the rows. */
    private static void addPartial(final ObjectNode encoder, final int column, final String... rules) {
        final ArrayNode encodings = (ArrayNode) encoder.get("encodings");
        final ObjectNode partial = JSON.createObjectNode().put("type", "partial");
        partial.set("own", encodings.get(column));
        final ArrayNode node = partial.putArray("rules");
        for (final String rule : rules) {
            try {
                node.add(JSON.readTree(rule.replace('\'', '"')));
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        }
        encodings.set(column, partial);
    }

    private static String partial(final String formula, final String edges, final double share) {
        return "{'formula': %s, 'relative': false, 'edges': %s, 'equalShare': %s, 'nearShare': 0.0}"
                .formatted(formula, edges, share);
    }

    @Test
    void relationsInPartThatMakeNoSenseAreRefused() {
        final String good = partial(formula(9, "#8"), "[]", .1);
        final String[] many = new String[9];
        Arrays.fill(many, good);
        assertTrue(partialRefusal(9).contains("1 to 8 rules"));
        assertTrue(partialRefusal(9, many).contains("1 to 8 rules"));
        assertTrue(partialRefusal(8, good).contains("another column's"));
        assertTrue(partialRefusal(9, partial(formula(9, "#99"), "[]", .1)).contains("another column's"));
        assertTrue(partialRefusal(9, partial(formula(9, "#4"), "[]", .1)).contains("neither a number nor a time"));
        assertTrue(partialRefusal(4, partial(formula(4, "#9"), "[]", .1)).contains("no copy of a category"));
        assertTrue(
                partialRefusal(9, partial(formula(9, "#8"), "[1.0, 0.0]", .1)).contains("not rising"));
        assertTrue(
                partialRefusal(9, partial(formula(9, "#8"), "[1.0, 2.0]", .1)).contains("distance 0"));
        assertTrue(partialRefusal(9, partial(formula(9, "#8"), "[]", 2)).contains("invalid shares"));
        assertTrue(partialRefusal(0, partial(formula(0, "#8"), "[]", .1)).contains("numbers, dates or categories"));
        assertTrue(refusal("encoder.json", encoder -> {
                    addPartial(encoder, 9, good);
                    addPartial(encoder, 8, partial(formula(8, "#9"), "[]", .1));
                })
                .contains("depends on itself"));
    }

    @Test
    void theRulesInTheManifestAreChecked() {
        assertTrue(refusal("manifest.json", manifest -> ((ArrayNode) manifest.get("rules")).add("amount <= tax"))
                .contains("rules in the model's manifest"));
    }

    private static String linear(final int target, final int first, final int second) {
        return formula(target, "#%d + #%d".formatted(first, second));
    }

    private static String formula(final int target, final String expression) {
        return ("{'type': 'formula', 'target': %d, 'expression': '%s', 'unit': null, 'rounding': 'HALF_UP', "
                        + "'step': 1, 'min': 0, 'max': 9, 'whereKnown': false}")
                .formatted(target, expression);
    }

    private static void replace(final ObjectNode encoder, final int column, final String type, final String rule) {
        try {
            ((ArrayNode) encoder.get("encodings"))
                    .set(
                            column,
                            JSON.createObjectNode()
                                    .put("type", type)
                                    .set("rule", JSON.readTree(rule.replace('\'', '"'))));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void rulesThatNoRowCanKeepEndInAMessage() throws Exception {
        final GANModel model = good.changed("encoder.json", encoder -> {
            final ArrayNode rules = (ArrayNode) encoder.get("rules");
            rules.removeAll();
            rules.addObject()
                    .put("type", "order")
                    .put("smaller", 7)
                    .put("larger", 8)
                    .put("strict", true);
            rules.addObject()
                    .put("type", "order")
                    .put("smaller", 8)
                    .put("larger", 7)
                    .put("strict", true);
        });
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            assertTrue(assertThrows(SamplingException.class, () -> sampler.next(1))
                    .getMessage()
                    .contains("rules"));
        }
    }
}
