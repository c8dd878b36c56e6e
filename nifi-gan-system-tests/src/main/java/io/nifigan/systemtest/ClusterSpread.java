// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of the cluster test in which each node trains on the customers of one country, and a joint model is trained
 * on the synthetic records of these models. A node is killed during its training.
 */
final class ClusterSpread {
    private static final String MODEL = "countries";
    private static final String COUNTRY = "country";
    private static final String FOLDER = "spread";
    private static final int REQUESTS = 9;
    /** Synthetic records per training record, as set in the flow. */
    private static final int TIMES = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    /** Tolerance of a country's share in the synthetic records, in standard errors. */
    private static final double ERRORS = 5;

    private final ClusterTrial trial;
    private final Path root;
    private final List<CustomerTable> countries;

    ClusterSpread(final ClusterTrial trial, final Path root) {
        this.trial = trial;
        this.root = root;
        this.countries = trial.table().by(COUNTRY);
    }

    void run() throws IOException, InterruptedException {
        begin();
        final List<NiFiNode> nodes = trial.cluster().nodes();
        if (countries.size() != nodes.size()) {
            throw new IOException("There are %d countries for %d nodes".formatted(countries.size(), nodes.size()));
        }
        final NiFiNode victim = nodes.getLast();
        final int from = Files.readString(victim.home().log()).length();
        for (int n = 0; n < nodes.size(); n++) {
            countries
                    .get(n)
                    .put(nodes.get(n).home().folder().resolve(FOLDER + "/input"), "customers-%d.csv".formatted(n));
        }
        TrialFlow.await(
                "a third of the training on one node",
                PATIENCE,
                () -> LoggedStep.of(victim, from).stream().anyMatch(shareTexts -> shareTexts.share() >= .3));
        victim.process().kill();
        final int before = Files.readString(victim.home().log()).length();
        trial.verdicts()
                .note("node %s was killed while it trained on its own records"
                        .formatted(victim.settings().host()));
        trial.cluster().awaitLost(victim);
        trial.verdicts()
                .check(
                        "there is no joint model while a node is missing",
                        trial.store().versions(MODEL).isEmpty(),
                        "versions " + trial.store().versions(MODEL));
        trial.rejoin(victim);
        TrialFlow.await(
                "the joint model", PATIENCE, () -> trial.store().versions(MODEL).contains(1L));
        TrialFlow.await(
                "the records passed on", PATIENCE, () -> ClusterTrial.names(folders("passed-on")) == nodes.size());
        final List<LoggedStep> rest = LoggedStep.of(victim, before);
        trial.verdicts()
                .check(
                        "its training resumed from its checkpoint",
                        !rest.isEmpty() && rest.getFirst().share() > .1,
                        "after the restart: " + rest);
        stayed();
        passedOn();
        jointModel();
    }

    private void begin() throws IOException, InterruptedException {
        for (final NiFiNode node : trial.cluster().nodes()) {
            NiFiHome.delete(node.home().folder().resolve(FOLDER));
            Files.createDirectories(node.home().folder().resolve(FOLDER + "/input"));
        }
        final int min = countries.stream()
                .map(CustomerTable::rows)
                .mapToInt(List::size)
                .min()
                .orElseThrow();
        final TrialFlow flow = TrialFlow.load(
                FlowDefinition.SPREAD,
                trial.cluster()::client,
                Map.of(
                        "Input Directory",
                        "./" + FOLDER + "/input",
                        "Output Directory",
                        "./" + FOLDER,
                        "Store Directory",
                        root.resolve("models").toString(),
                        "Checkpoint Directory",
                        "./" + FOLDER + "/checkpoints",
                        "Checkpoint Period",
                        "1 sec",
                        "Model Name",
                        MODEL,
                        "Records On A Node",
                        Integer.toString(min),
                        "Records Of All Nodes",
                        Integer.toString(TIMES * trial.table().rows().size()),
                        "Maximum Steps",
                        "1000",
                        "Time Budget",
                        "1 h"));
        trial.verdicts()
                .note("another flow trains on records that stay on their nodes; canvas: "
                        + trial.cluster().client().canvas(flow.group()));
    }

    private List<Path> folders(final String name) {
        return trial.cluster().folders(FOLDER + "/" + name);
    }

    /** Checks that each node transferred its own training records to 'original', and no others. */
    private void stayed() throws IOException {
        final List<Integer> counts = new ArrayList<>();
        boolean own = true;
        for (int n = 0; n < countries.size(); n++) {
            final List<Map<String, String>> rows =
                    rows(List.of(folders("originals").get(n)));
            own &= rows.equals(countries.get(n).rows());
            counts.add(rows.size());
        }
        trial.verdicts()
                .check(
                        "each node trained on the records of its own country, which stayed there",
                        own && ClusterTrial.names(folders("node-models")) == countries.size(),
                        "records %s, node models %d".formatted(counts, ClusterTrial.names(folders("node-models"))));
    }

    /** Checks the records that the node with the joint training received. */
    private void passedOn() throws IOException {
        final CustomerTable passed = new CustomerTable(rows(folders("passed-on")));
        final Set<Map<String, String>> real = new HashSet<>(trial.table().rows());
        final long copies = passed.rows().stream().filter(real::contains).count();
        int trainingNodes = 0;
        for (final Path folder : folders("passed-on")) {
            trainingNodes += SyntheticFiles.names(folder).isEmpty() ? 0 : 1;
        }
        // If values were written differently than they are read, copies would go unnoticed.
        final List<String> strange = trial.table().rows().getFirst().keySet().stream()
                .filter(column ->
                        Collections.disjoint(trial.table().column(column), new HashSet<>(passed.column(column))))
                .toList();
        trial.verdicts()
                .check(
                        "only synthetic records went from node to node, three per training record",
                        passed.rows().size() == TIMES * trial.table().rows().size()
                                && copies == 0
                                && trainingNodes == 1
                                && strange.isEmpty(),
                        "%,d records on %d node, %d of them real ones; columns without any real value: %s"
                                .formatted(passed.rows().size(), trainingNodes, copies, strange));
    }

    /**
     * Checks that the joint model generates countries with the right shares, and states in their countries. Cities do
     * not determine countries: there are two Richmonds.
     */
    private void jointModel() throws IOException, InterruptedException {
        final String store = trial.flow().client().serviceNamed(trial.flow().group(), "Models in a directory");
        trial.changeAll(Map.of("Model Store", store, "Model Name", MODEL), TrialFlow.MAKE, TrialFlow.SCORE);
        trial.measure(REQUESTS);
        final List<Map<String, String>> synthetic = rows(trial.synthetic());
        final int real = trial.table().rows().size();
        final Map<String, String> countryOf = new TreeMap<>();
        trial.table().rows().forEach(row -> countryOf.put(row.get("state_province"), row.get(COUNTRY)));
        final long right = synthetic.stream()
                .filter(row -> row.get(COUNTRY).equals(countryOf.get(row.get("state_province"))))
                .count();
        boolean shares = !synthetic.isEmpty();
        final List<String> shareTexts = new ArrayList<>();
        for (final CustomerTable country : countries) {
            final String name = country.rows().getFirst().get(COUNTRY);
            final double wanted = (double) country.rows().size() / real;
            final double got = synthetic.stream()
                            .filter(row -> row.get(COUNTRY).equals(name))
                            .count()
                    / (double) synthetic.size();
            shares &= Math.abs(got - wanted)
                    < ERRORS * Math.sqrt(wanted * (1 - wanted) * (1.0 / real + 1.0 / synthetic.size()));
            shareTexts.add(String.format(Locale.ROOT, "%s %.1f %% of %.1f %%", name, 100 * got, 100 * wanted));
        }
        trial.verdicts()
                .check("the joint model generates each country with its share", shares, String.join(", ", shareTexts));
        trial.verdicts()
                .check(
                        "each generated state belongs to its country",
                        !synthetic.isEmpty() && right == synthetic.size(),
                        "%,d of %,d".formatted(right, synthetic.size()));
    }

    private static List<Map<String, String>> rows(final List<Path> folders) throws IOException {
        final List<Map<String, String>> rows = new ArrayList<>();
        for (final Path folder : folders) {
            for (final String name : SyntheticFiles.names(folder)) {
                rows.addAll(CustomerTable.of(folder.resolve(name)).rows());
            }
        }
        return rows;
    }
}
