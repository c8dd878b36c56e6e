// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.demo.NiFiClient;
import io.nifigan.demo.NiFiHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A test in a secured NiFi that docs/how-to/secure.md says what users need: who has the policies builds and runs a
 * flow, and who lacks one is refused.
 */
class SecuredIT {
    /** May change the flow, and has no right to restricted components. */
    private static final String EDITOR = "editor";
    /** May also create what reads files. */
    private static final String READER = "reader";
    /** May create what reads and writes files. */
    private static final String BUILDER = "builder";
    /** May view the flow, and start and stop it. */
    private static final String OPERATOR = "operator";
    /** May view the flow and its data. */
    private static final String AUDITOR = "auditor";

    /** May do what the builder does, but for parameters. */
    private static final String NEWCOMER = "newcomer";

    private static final List<String> ALL = List.of(EDITOR, READER, BUILDER, NEWCOMER, OPERATOR, AUDITOR);

    private static SecuredNiFi nifi;
    private static String root;
    private static FormatFlow flow;

    @BeforeAll
    static void buildTheFlowAsTheBuilder() throws IOException, InterruptedException, GeneralSecurityException {
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        nifi = SecuredNiFi.start(NiFiHome.in(target, "secured-it"), ALL);
        root = nifi.root();
        nifi.grant("read", "/flow", ALL);
        nifi.grant("read", "/process-groups/" + root, ALL);
        nifi.grant("write", "/process-groups/" + root, List.of(EDITOR, READER, BUILDER, NEWCOMER));
        nifi.grant("write", "/operation/process-groups/" + root, List.of(OPERATOR));
        nifi.grant("read", "/data/process-groups/" + root, List.of(AUDITOR));
        nifi.grant("read", "/provenance-data/process-groups/" + root, List.of(AUDITOR));
        nifi.grant("read", "/provenance", List.of(AUDITOR, OPERATOR));
        nifi.grant("write", "/restricted-components/read-filesystem", List.of(READER, BUILDER, NEWCOMER));
        nifi.grant("write", "/restricted-components/write-filesystem", List.of(BUILDER, NEWCOMER));
        nifi.grant("read", "/parameter-contexts", List.of(EDITOR, BUILDER));
        nifi.grant("write", "/parameter-contexts", List.of(EDITOR, BUILDER));
        flow = start(BUILDER);
        flow.synthetic();
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        if (nifi != null) {
            nifi.stop();
        }
    }

    private static FormatFlow start(final String user) throws IOException, InterruptedException {
        final StringBuilder csv = new StringBuilder("age,member\n");
        for (int i = 0; i < 200; i++) {
            csv.append("%d,%b%n".formatted(20 + i % 50, i % 3 == 0));
        }
        return FormatFlow.start(
                nifi.as(user),
                nifi.home(),
                FormatFlow.Format.CSV,
                csv.toString().getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    private static void refused(final Executable request) {
        final IOException refusal = assertThrows(IOException.class, request);
        assertTrue(refusal.getMessage().contains("with 403"), refusal::getMessage);
    }

    @Test
    void whatReadsOrWritesFilesIsCreatedByWhoMayDoSo() throws IOException {
        final List<String> editors = List.of(EDITOR, READER, BUILDER, NEWCOMER);
        final List<String> readers = List.of(READER, BUILDER, NEWCOMER);
        final List<String> writers = List.of(BUILDER, NEWCOMER);
        final Map<String, List<String>> creators = new LinkedHashMap<>();
        creators.put("processors.train.TrainGAN", writers);
        creators.put("processors.sample.SampleGenerator", readers);
        creators.put("processors.score.ScoreDiscriminator", readers);
        creators.put("processors.augment.AugmentRecords", readers);
        creators.put("processors.evaluate.EvaluateSynthetic", readers);
        creators.put("processors.manage.ManageGANModels", editors);
        creators.put("services.DirectoryGANModelStore", writers);
        creators.put("services.CacheGANModelStore", editors);
        for (final Map.Entry<String, List<String>> entry : creators.entrySet()) {
            for (final String user : ALL) {
                if (entry.getValue().contains(user)) {
                    create(user, entry.getKey());
                } else {
                    refused(() -> create(user, entry.getKey()));
                }
            }
        }
    }

    /** Creates a component, and returns its id. */
    private static String create(final String user, final String type) throws IOException {
        final ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("revision").put("version", 0);
        body.putObject("component").put("type", "io.nifigan." + type);
        final String kind = type.startsWith("processors") ? "/processors" : "/controller-services";
        return nifi.as(user)
                .post("/process-groups/" + root + kind, body)
                .path("id")
                .asText();
    }

    @Test
    void aFlowWithRestrictedComponentsIsImportedOnlyWithTheRight() {
        refused(() -> start(EDITOR));
        refused(() -> start(OPERATOR));
    }

    @Test
    void aFlowWithParametersIsImportedOnlyByWhoMayModifyThem() {
        refused(() -> start(NEWCOMER));
    }

    @Test
    void propertiesOfWhatReadsFilesAreSetOnlyWithTheRight() throws IOException {
        final String sampler = create(READER, "processors.sample.SampleGenerator");
        nifi.as(READER).configure(sampler, "Model Source", "File");
        nifi.as(READER).configure(sampler, "Model Location", "/models/any.zip");
        refused(() -> nifi.as(EDITOR).configure(sampler, "Model Location", "/models/other.zip"));
        refused(() -> nifi.as(EDITOR).configure(sampler, "Number of Records", "5"));
    }

    @Test
    void aStoreIsUsedByWhoMayViewIt() throws IOException {
        final String store = create(BUILDER, "services.DirectoryGANModelStore");
        final String manager = create(EDITOR, "processors.manage.ManageGANModels");
        nifi.as(EDITOR).configure(manager, "Model Store", store);
        final String other = create(BUILDER, "services.DirectoryGANModelStore");
        nifi.grant("read", "/controller-services/" + other, List.of(BUILDER));
        refused(() -> nifi.as(EDITOR).configure(manager, "Model Store", other));
    }

    @Test
    void anOperatorStartsAndStops() throws IOException {
        final NiFiClient operator = nifi.as(OPERATOR);
        final String put =
                operator.processor(flow.group(), "PutFile").path("id").asText();
        operator.runStatus(put, "STOPPED");
        operator.runStatus(put, "RUNNING");
        refused(() -> nifi.as(AUDITOR).runStatus(put, "STOPPED"));
    }

    @Test
    void whatWasMadeIsSeenByWhoMayViewProvenanceAndData() throws IOException, InterruptedException {
        final String sampler = nifi.as(AUDITOR)
                .processor(flow.group(), "SampleGenerator")
                .path("id")
                .asText();
        final JsonNode event = lastEvent(AUDITOR, sampler);
        assertTrue(event.path("outputContentAvailable").asBoolean(), event::toString);
        assertFalse(event.path("attributes").isEmpty(), event::toString);
        assertTrue(lastEvent(OPERATOR, sampler).isMissingNode(), "may query, and not view the group's provenance");
        refused(() -> lastEvent(EDITOR, sampler));

        nifi.grant("read", "/provenance-data/process-groups/" + root, List.of(OPERATOR));
        final JsonNode hidden = lastEvent(OPERATOR, sampler);
        assertFalse(hidden.isMissingNode());
        assertTrue(hidden.path("attributes").isEmpty(), hidden::toString);
        assertFalse(hidden.path("outputContentAvailable").asBoolean(), hidden::toString);
    }

    @Test
    void queuesAreListedByWhoMayViewTheData() throws IOException {
        final String queue = nifi.as(AUDITOR)
                .get("/process-groups/" + flow.group() + "/connections")
                .path("connections")
                .path(0)
                .path("id")
                .asText();
        final String listing = "/flowfile-queues/" + queue + "/listing-requests";
        nifi.as(AUDITOR).post(listing, JsonNodeFactory.instance.objectNode());
        refused(() -> nifi.as(BUILDER).post(listing, JsonNodeFactory.instance.objectNode()));
    }

    /** The newest provenance event of a component that a user gets to see. */
    private static JsonNode lastEvent(final String user, final String component)
            throws IOException, InterruptedException {
        final ObjectNode body = JsonNodeFactory.instance.objectNode();
        final ObjectNode query = body.putObject("provenance").putObject("request");
        query.put("maxResults", 10);
        query.putObject("searchTerms").putObject("ProcessorID").put("value", component);
        final String id = nifi.as(user)
                .post("/provenance", body)
                .path("provenance")
                .path("id")
                .asText();
        final JsonNode[] found = new JsonNode[1];
        TrialFlow.await("provenance", Duration.ofMinutes(1), () -> {
            found[0] = nifi.as(user).get("/provenance/" + id).path("provenance");
            return found[0].path("finished").asBoolean();
        });
        return found[0].path("results").path("provenanceEvents").path(0);
    }
}
