// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts that are the parent's are copied, what follows from them follows, and hidden factors keep their digits. */
class CarriedOverTest {
    private static final List<String> FOUND = new ArrayList<>();
    private static Table branches;
    private static Table loans;

    /** Branches of loans: a loan has its branch's town and the town's country; interest is 2, 4, 6 or 8 per cent. */
    @BeforeAll
    static void train() throws TrainingException, SamplingException, IOException {
        final RandomStream random = new RandomStream(6);
        final List<String> parents = new ArrayList<>(List.of("id town size"));
        final List<String> children = new ArrayList<>(List.of("branch_id town country sum interest"));
        for (int b = 0; b < 80; b++) {
            final int town = b % 20;
            parents.add("%d town%d %d".formatted(b + 1, town, random.nextInt(100)));
            for (int l = 0; l < 1 + random.nextInt(9); l++) {
                final int sum = 1_000 + random.nextInt(9_000);
                children.add("%d town%d %s %d %s"
                        .formatted(
                                b + 1,
                                town,
                                town % 3 == 0 ? "CH" : "AT",
                                sum,
                                sum * 2 * (1 + random.nextInt(4)) / 100.));
            }
        }
        final Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("branches", parents);
        tables.put("loans", children);
        final Map<String, Table> made = Databases.model(tables, 60, FOUND).sample(1, 2, 1);
        branches = made.get("branches");
        loans = made.get("loans");
    }

    @Test
    void whatIsFoundIsTold() {
        assertTrue(FOUND.contains("loans: town = parent.town"), FOUND.toString());
        assertTrue(FOUND.contains("loans: interest = sum * factors in steps of 0.01"), FOUND.toString());
    }

    @Test
    void textsAreTheParents() {
        final List<String> ids = texts(branches, "id");
        final List<String> towns = texts(branches, "town");
        for (int r = 0; r < loans.rows(); r++) {
            assertEquals(
                    towns.get(ids.indexOf(texts(loans, "branch_id").get(r))),
                    texts(loans, "town").get(r));
        }
    }

    @Test
    void whatFollowsFromThemFollows() {
        for (int r = 0; r < loans.rows(); r++) {
            final int town = Integer.parseInt(texts(loans, "town").get(r).substring(4));
            assertEquals(town % 3 == 0 ? "CH" : "AT", texts(loans, "country").get(r));
        }
    }

    @Test
    void factorsAreThoseOfRealRows() {
        for (int r = 0; r < loans.rows(); r++) {
            final double factor = Double.parseDouble(texts(loans, "interest").get(r))
                    / Double.parseDouble(texts(loans, "sum").get(r));
            assertEquals(Math.round(factor * 50) / 50., factor, 1e-3);
            assertTrue(factor > .019 && factor < .081, () -> "factor " + factor);
        }
    }
}
