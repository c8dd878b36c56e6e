// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.PathStep.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {
    /** Columns by the steps of their paths, with blanks between. */
    private static Structure of(final String... paths) {
        final List<Column> columns = new ArrayList<>();
        for (final String path : paths) {
            final FieldPath steps =
                    new FieldPath(Stream.of(path.split(" ")).map(PathStep::of).toList(), false);
            final boolean presence = steps.marksPresence() || steps.marksMember();
            columns.add(new Column(
                    new Field(
                            FieldPath.name(steps.steps()),
                            presence ? ValueType.BOOLEAN : ValueType.INT,
                            0,
                            0,
                            steps,
                            List.of()),
                    presence ? ColumnKind.BOOLEAN : ColumnKind.INTEGER,
                    presence ? 0 : 1,
                    null));
        }
        return Structure.of(columns);
    }

    private static String refusal(final String... paths) {
        return assertThrows(IllegalArgumentException.class, () -> of(paths)).getMessage();
    }

    @Test
    void namesArePathsAsUsersWriteThem() {
        assertEquals(
                "a.b[3].c?",
                FieldPath.name(List.of(
                        PathStep.field("a"),
                        PathStep.key("b"),
                        PathStep.element(3),
                        PathStep.field("c"),
                        PathStep.PRESENT)));
        assertEquals(
                List.of("pixels", "pixels[2]", "pixels[2][0]"),
                new FieldPath(List.of(PathStep.field("pixels"), PathStep.element(2), PathStep.element(0)), true)
                        .names());
    }

    @Test
    void buildsRecordsArraysAndMapsWithTheInnermostGuardOfEachColumn() {
        final Structure structure = of(
                ".id",
                ".address ?",
                ".address .city",
                ".address .geo ?",
                ".address .geo .lat",
                ".address .zip",
                ".grid [0 [0",
                ".grid [0 [1",
                ".grid [1 [0",
                ".grid [1 [1",
                ".tags {a",
                ".tags {b",
                ".none !array",
                ".roles ?",
                ".roles ~admin",
                ".roles ~guest");
        assertEquals(
                List.of("id", "address", "grid", "tags", "none", "roles"),
                List.copyOf(structure.root().members().keySet()));
        final Structure.Group address = assertInstanceOf(
                Structure.Group.class, structure.root().members().get("address"));
        assertEquals(1, address.presence());
        assertEquals(
                List.of("city", "geo", "zip"), List.copyOf(address.members().keySet()));
        assertEquals(new Structure.Leaf(5), address.members().get("zip"));
        final int[] guards = {-1, -1, 1, 1, 3, 1, -1, -1, -1, -1, -1, -1, -1, -1, 13, 13};
        for (int c = 0; c < guards.length; c++) {
            assertEquals(guards[c], structure.guard(c), "column " + c);
        }
        final Structure.Group grid = assertInstanceOf(
                Structure.Group.class, structure.root().members().get("grid"));
        assertEquals(Kind.ELEMENT, grid.kind());
        assertEquals(2, grid.members().size());
        final Structure.Group roles = assertInstanceOf(
                Structure.Group.class, structure.root().members().get("roles"));
        assertEquals(Kind.MEMBER, roles.kind());
        assertEquals(List.of("admin", "guest"), List.copyOf(roles.members().keySet()));
        assertEquals(
                Kind.KEY,
                assertInstanceOf(
                                Structure.Group.class,
                                structure.root().members().get("tags"))
                        .kind());
        assertEquals(
                12,
                assertInstanceOf(
                                Structure.Group.class,
                                structure.root().members().get("none"))
                        .placeholder());
    }

    @Test
    void contradictingPathsAreRejectedWithTheColumnsName() {
        assertTrue(refusal(".a .b", ".a [0").startsWith("The column 'a[0]'"));
        assertTrue(refusal(".a", ".a .b").contains("value itself"));
        assertTrue(refusal(".a .b", ".a").contains("path of another column"));
        assertTrue(refusal(".a [0", ".a [2").contains("leaves out"));
        assertTrue(refusal(".a [999999").contains("leaves out"));
        assertTrue(refusal(".a [0", ".a [0").contains("another"));
        assertTrue(refusal(".a .b", ".a ?").contains("comes after"));
        assertTrue(refusal(".a ?", ".a ?").contains("second"));
        assertTrue(refusal(".a !array", ".a [0").contains("empty"));
        assertTrue(refusal(".a {x", ".a !map").contains("has members"));
        assertTrue(refusal(".a ~x", ".a [0").startsWith("The column 'a[0]'"));
        assertTrue(refusal(".a ~x", ".a ~x").contains("path of another column"));
        assertTrue(refusal(".a ~x .y").contains("must be its last"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "[", "[-1", "[01", "[1x", "[1000000", "?x", "!", "!arrays"})
    void invalidStepsAreRejected(final String text) {
        assertThrows(IllegalArgumentException.class, () -> PathStep.of(text));
    }

    @Test
    void stepsSurviveConversionToText() {
        for (final PathStep step : List.of(
                PathStep.field("a.b[0]"),
                PathStep.field(""),
                PathStep.key("?"),
                PathStep.key("!map"),
                PathStep.element(0),
                PathStep.element(63),
                PathStep.member("red~"),
                PathStep.member(""),
                PathStep.PRESENT,
                PathStep.NO_ELEMENT,
                PathStep.NO_KEY)) {
            assertEquals(step, PathStep.of(step.toString()));
        }
    }

    @Test
    void pathsHaveAMaximumLengthAndEndAtLastSteps() {
        final List<PathStep> deep = new ArrayList<>(Collections.nCopies(FieldPath.MAX_STEPS, PathStep.field("x")));
        assertEquals(FieldPath.MAX_STEPS, new FieldPath(deep, false).steps().size());
        deep.add(PathStep.field("x"));
        assertThrows(IllegalArgumentException.class, () -> new FieldPath(deep, false));
        assertThrows(IllegalArgumentException.class, () -> new FieldPath(List.of(), false));
        assertThrows(IllegalArgumentException.class, () -> new FieldPath(List.of(PathStep.element(0)), false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FieldPath(List.of(PathStep.field("a"), PathStep.PRESENT, PathStep.field("b")), false));
        assertThrows(IllegalArgumentException.class, () -> new PathStep(Kind.FIELD, "x".repeat(1_001)));
    }

    @Test
    void anEnumerationIsACategoryOfItsSymbolsAndNothingElse() {
        final Field level = new Field(
                "level",
                ValueType.STRING,
                0,
                0,
                null,
                List.of(new ScalarType(ValueType.STRING, 0, 0, List.of("1", "2", "3"))));
        final TableBuilder builder = new TableBuilder(List.of(level), java.util.Map.of());
        for (int r = 0; r < 60; r++) {
            builder.add(new Object[] {r % 10 == 0 ? "9" : Integer.toString(1 + r % 3)});
        }
        final Table table = builder.build();
        assertEquals(ColumnKind.CATEGORY, table.column(0).kind());
        assertEquals(
                List.of("1", "2", "3"), table.dictionary(0).stream().sorted().toList());
        assertTrue(table.isMissing(0, 0));
        assertTrue(
                builder.warnings().getFirst().contains("6 values are not of the field's type"),
                builder.warnings().toString());
    }

    @Test
    void elementsOfArraysAreNotIdentifiers() {
        final List<Field> fields = Stream.of(
                        new FieldPath(List.of(PathStep.field("key"), PathStep.element(0)), true),
                        new FieldPath(List.of(PathStep.field("id")), true))
                .map(path -> new Field(FieldPath.name(path.steps()), ValueType.INT, 0, 0, path, List.of()))
                .toList();
        final TableBuilder builder = new TableBuilder(fields, java.util.Map.of());
        for (int r = 0; r < 100; r++) {
            builder.add(new Object[] {1000 + r, 1000 + r});
        }
        final Table table = builder.build();
        assertEquals(ColumnKind.INTEGER, table.column(0).kind());
        assertEquals(ColumnKind.IDENTIFIER, table.column(1).kind());
    }

    @Test
    void contradictingFieldsAreRejected() {
        final FieldPath presence = new FieldPath(List.of(PathStep.field("a"), PathStep.PRESENT), false);
        assertThrows(IllegalArgumentException.class, () -> new Field("a?", ValueType.INT, 0, 0, presence, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Field("a", ValueType.INT, 0, 0, null, List.of(new ScalarType(ValueType.INT))));
        assertThrows(IllegalArgumentException.class, () -> new ScalarType(ValueType.INT, 0, 0, List.of("A")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScalarType(ValueType.DECIMAL, 0, Integer.MIN_VALUE, List.of()));
    }
}
