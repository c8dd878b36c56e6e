// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tables with a rule of every kind. */
public final class RuleTables {
    public static final List<String> NAMES = List.of(
            "key",
            "net",
            "freight",
            "total",
            "paid",
            "due",
            "gross",
            "ordered",
            "days",
            "delivered",
            "began",
            "hours",
            "ended",
            "city",
            "state",
            "product",
            "tax",
            "status",
            "spouse",
            "wedding",
            "phone",
            "home",
            "children",
            "carrier",
            "zone",
            "colour",
            "low",
            "high");
    public static final List<String> RULES = List.of(
            "city -> state",
            "total = net + freight",
            "due = total - paid",
            "gross = 1.19 * net",
            "delivered = ordered + days in days",
            "ended = began + hours in hours",
            "state, product -> tax",
            "spouse is null when status = single",
            "wedding is null when status = single",
            "phone is null when status = single",
            "carrier with zone",
            "home <= children",
            "low < high");
    private static final String[] CITIES = {"Bern", "Basel", "Lyon", "Nantes", "Turin", "Graz", "Wels"};
    private static final String[] STATES = {"CH", "CH", "FR", "FR", "IT", "AT", "AT"};
    private static final String[] PRODUCTS = {"book", "bread", "wine", "lamp"};
    private static final String[] CARRIERS = {"ship", "rail", "air", "road"};

    private RuleTables() {}

    public static Table table(final int rows, final long seed) {
        final List<Field> fields =
                NAMES.stream().map(name -> new Field(name, ValueType.STRING)).toList();
        final TableBuilder builder =
                new TableBuilder(fields, Map.of("phone", ColumnKind.IDENTIFIER, "colour", ColumnKind.CATEGORY));
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(Arrays.stream(row(r, random))
                    .map(value -> value == null ? null : value.toString())
                    .toArray());
        }
        return builder.build();
    }

    private static Object[] row(final int r, final SplittableRandom random) {
        final long net = Math.round(1000 * Math.exp(random.nextGaussian()));
        final long freight = 500 + random.nextInt(5) * 250L + random.nextInt(40);
        final long paid = random.nextInt(3) == 0 ? 0 : random.nextInt((int) (net + freight));
        final LocalDate ordered = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(500));
        final int days = 1 + random.nextInt(20);
        final int hours = random.nextInt(90);
        final java.time.LocalDateTime began =
                LocalDate.of(2024, 1, 1).atStartOfDay().plusMinutes(random.nextInt(400_000));
        final int city = random.nextInt(CITIES.length);
        final int product = random.nextInt(PRODUCTS.length);
        final boolean single = random.nextInt(3) == 0;
        final int children = random.nextInt(6);
        final int carrier = random.nextInt(CARRIERS.length);
        // Each carrier serves three zones of six.
        final String zone = "Z" + (carrier + random.nextInt(3)) % 6;
        final double low = random.nextGaussian();
        return new Object[] {
            "ORDER-%06d".formatted(r + 1),
            money(net),
            money(freight),
            money(net + freight),
            money(paid),
            money(net + freight - paid),
            money(Math.round(net * 1.19)),
            ordered,
            days,
            ordered.plusDays(days),
            began,
            hours,
            began.plusHours(hours),
            CITIES[city],
            STATES[city],
            PRODUCTS[product],
            "T" + (STATES[city].charAt(0) * 7 + product * 5 + product * STATES[city].charAt(1)) % 4,
            single ? "single" : random.nextInt(4) == 0 ? "widowed" : "married",
            single ? null : 20 + random.nextInt(60),
            single ? null : LocalDate.of(1990, 1, 1).plusDays(random.nextInt(9_000)),
            single ? null : "+41 %09d".formatted(random.nextInt(1_000_000_000)),
            random.nextInt(children + 1),
            children,
            CARRIERS[carrier],
            zone,
            "c" + random.nextInt(5),
            low,
            low + 1 + Math.exp(random.nextGaussian())
        };
    }

    private static String money(final long cents) {
        return "%s%d.%02d".formatted(cents < 0 ? "-" : "", Math.abs(cents) / 100, Math.abs(cents) % 100);
    }
}
