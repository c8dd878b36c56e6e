// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrayElementsTest {
    private static List<Field> array(final String name) {
        final List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final FieldPath path = new FieldPath(List.of(PathStep.field(name), PathStep.element(i)), true);
            fields.add(new Field(FieldPath.name(path.steps()), ValueType.DOUBLE, 0, 0, path, List.of()));
        }
        return fields;
    }

    @Test
    void ordersWithinAnArrayAreRulesOnlyWhereItsElementsAreSorted() {
        final List<Field> fields = new ArrayList<>(array("rising"));
        fields.addAll(array("falling"));
        fields.addAll(array("image"));
        final SplittableRandom random = new SplittableRandom(1);
        final Table table = TestTable.of(fields).rows(500, r -> {
            final double a = random.nextDouble();
            final double b = a * random.nextDouble();
            final double c = b * random.nextDouble();
            // The image's first pixel is below its second and third, which have no order.
            return new Object[] {c, b, a, a, b, c, c, a, b + (r % 2)};
        });
        assertEquals(Set.of(6, 7, 8), ArrayElements.unordered(table));
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(
                Set.of(0, 1, 2, 3, 4, 5),
                Set.copyOf(encoder.rules().stream()
                        .flatMap(rule -> Arrays.stream(rule.columns()).boxed())
                        .toList()));
    }
}
