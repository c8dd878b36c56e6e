// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A test in a real NiFi that relations between columns hold in every synthetic record. */
class RelationsIT {
    private static final int ROWS = 600;

    private static final List<Map<String, String>> REAL = RelationTable.rows(ROWS);
    private static NiFiNode node;
    private static List<Map<String, String>> synthetic;

    @BeforeAll
    static void runFlow() throws IOException, InterruptedException {
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        node = new NiFiNode(NiFiHome.in(target, "relations-it"), false);
        node.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        node.awaitStart();
        synthetic = CsvClients.read(FormatFlow.start(
                        node, FormatFlow.Format.CSV, CsvClients.write(REAL), Map.of("Rules", RelationTable.GIVEN))
                .synthetic());
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        node.stop();
    }

    private static long kept(final RelationTable.Relation relation, final List<Map<String, String>> rows) {
        return rows.stream()
                .filter(row -> {
                    try {
                        return relation.holds().test(row);
                    } catch (final RuntimeException e) {
                        // A value that cannot be read keeps no relation.
                        return false;
                    }
                })
                .count();
    }

    @Test
    void everyRelationHoldsInEveryRecord() {
        final Map<String, Long> keptByRelation = new TreeMap<>();
        final Map<String, Long> all = new TreeMap<>();
        for (final RelationTable.Relation relation : RelationTable.relations()) {
            assertEquals(ROWS, kept(relation, REAL), relation.name());
            keptByRelation.put(relation.name(), kept(relation, synthetic));
            all.put(relation.name(), (long) ROWS);
        }
        assertEquals(all, keptByRelation);
    }

    @Test
    void recordsAreNew() {
        assertEquals(ROWS, synthetic.size());
        assertEquals(REAL.getFirst().keySet(), synthetic.getFirst().keySet());
        final Set<Map<String, String>> known = Set.copyOf(REAL);
        assertEquals(0, synthetic.stream().filter(known::contains).count());
    }
}
