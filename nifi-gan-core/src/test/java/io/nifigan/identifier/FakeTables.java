// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.common.Checksums;
import io.nifigan.faker.FakerLists;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Tables of people who do not exist, with canaries among them. */
public final class FakeTables {
    public static final List<String> COLUMNS = List.of(
            "id",
            "first_name",
            "last_name",
            "full_name",
            "email",
            "login",
            "phone",
            "address",
            "company",
            "card",
            "iban",
            "ip",
            "mac",
            "website",
            "token",
            "ssn",
            "plan",
            "usage");
    /** One real value a column that nobody would make by chance. */
    public static final List<String> CANARIES = List.of(
            "Qzxvidcanary",
            "Qzxvgiven",
            "Qzxvfamily",
            "Qzxvfamily, Qzxvgiven",
            "qzxvmail@qzxvhost.test",
            "qzxvlogin",
            "+1 987-654-0123",
            "98765 Qzxvstreet Road",
            "Qzxvfirm Inc",
            "4929987654321012",
            "DE61987654321987654321",
            "172.31.254.253",
            "f0:9e:4a:5b:6c:7d",
            "https://qzxvsite.test/qzxvpath",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "987-65-4329");

    private FakeTables() {}

    /** People of a locale: "Doe, Jane" with jane.doe85@..., and the canaries in row 7. */
    public static Table people(final int rows, final String locale, final long seed) {
        final List<Field> fields =
                COLUMNS.stream().map(name -> new Field(name, ValueType.STRING)).toList();
        final TableBuilder builder = new TableBuilder(fields, Map.of());
        final Random random = new Random(seed);
        final FakerLists lists = FakerLists.of(locale);
        for (int r = 0; r < rows; r++) {
            final List<Object> row = new ArrayList<>(row(random, lists, r));
            if (r == 7) {
                for (int c = 1; c < CANARIES.size(); c++) {
                    row.set(c, CANARIES.get(c));
                }
            }
            builder.add(row.toArray());
        }
        return builder.build();
    }

    private static List<Object> row(final Random random, final FakerLists lists, final int r) {
        final String given =
                lists.given().get(random.nextInt(Math.min(300, lists.given().size())));
        final String family =
                lists.family().get(random.nextInt(Math.min(300, lists.family().size())));
        final String first = Ascii.fold(given);
        final String last = Ascii.fold(family);
        final String account = r % 4 == 0 ? first.charAt(0) + last : first + "." + last + (10 + random.nextInt(90));
        final String start = "4" + digits(random, 14);
        final String open = "DE00" + digits(random, 18);
        return List.of(
                "K-%05d".formatted(r),
                given,
                family,
                family + ", " + given,
                account + "@firm" + r % 9 + ".test",
                first + "_" + last,
                "+1 %d-%s-%s".formatted(200 + random.nextInt(700), digits(random, 3), digits(random, 4)),
                "%d %s %s".formatted(1 + random.nextInt(9_000), family, r % 3 == 0 ? "Road" : "Street"),
                family + " " + lists.family().get(r % lists.family().size()) + " Inc",
                start + Checksums.luhn(start, 15),
                "DE" + Checksums.ibanCheck(open) + open.substring(4),
                r % 2 == 0
                        ? "10.1.%d.%d".formatted(random.nextInt(256), random.nextInt(256))
                        : "81.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)),
                "a4:5e:60:%02x:%02x:%02x".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)),
                "https://site%d.test/p%d".formatted(r, random.nextInt(99)),
                new java.util.UUID(random.nextLong(), random.nextLong())
                        .toString()
                        .toLowerCase(Locale.ROOT),
                digits(random, 3) + "-" + digits(random, 2) + "-" + digits(random, 4),
                random.nextBoolean() ? "basic" : "full",
                random.nextInt(100));
    }

    static String digits(final Random random, final int count) {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
