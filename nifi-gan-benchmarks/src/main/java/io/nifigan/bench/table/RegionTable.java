// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import io.nifigan.common.RandomStream;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A generator of artificial customers with what makes privacy verdicts hard: a city that determines region and country,
 * other columns that follow by a rule, values that nearly every row has, so that anybody infers them, and columns
 * without any relation.
 */
public final class RegionTable {
    private static final int CITIES = 400;
    private static final int REGIONS = 40;
    private static final int COUNTRIES = 6;
    private static final int GROUPS = 12;

    private static final List<Field> FIELDS = List.of(
            text("city"),
            text("region"),
            text("country"),
            number("age"),
            text("age_group"),
            text("member"),
            text("plan"),
            number("items"),
            number("price"),
            number("total"),
            text("blocked"),
            text("channel"),
            number("visits"),
            number("score"));

    private RegionTable() {}

    private static Field text(final String name) {
        return new Field(name, ValueType.STRING);
    }

    private static Field number(final String name) {
        return new Field(name, ValueType.INT);
    }

    public static Table of(final int rows, final long seed) {
        final TableBuilder builder = new TableBuilder(
                FIELDS,
                FIELDS.stream()
                        .collect(Collectors.toMap(
                                Field::name,
                                field -> field.type() == ValueType.INT ? ColumnKind.INTEGER : ColumnKind.CATEGORY)));
        final RandomStream random = new RandomStream(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(row(random));
        }
        return builder.build();
    }

    private static Object[] row(final RandomStream random) {
        final int city = (int) (CITIES * Math.pow(random.nextDouble(), 2));
        final int region = city * 7 % REGIONS;
        final int age = 18 + (int) (60 * random.nextDouble() * random.nextDouble());
        final boolean member = random.nextDouble() < .3 + .005 * (age - 18);
        final int items = 1 + (int) (-3 * Math.log(1 - random.nextDouble()));
        final int price = 5 * (1 + random.nextInt(20)) + (member ? 0 : 5);
        return new Object[] {
            "city " + city,
            "region " + region,
            "country " + region % COUNTRIES,
            age,
            "from " + age / GROUPS * GROUPS,
            member ? "yes" : "no",
            !member ? "none" : random.nextDouble() < .7 ? "basic" : "plus",
            items,
            price,
            items * price,
            random.nextDouble() < .004 ? "yes" : "no",
            "channel " + (int) (5 * Math.pow(random.nextDouble(), 1.5)),
            (int) Math.exp(1.5 + random.nextGaussian()),
            random.nextInt(1_000)
        };
    }
}
