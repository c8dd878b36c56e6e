// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.demo.NiFiClient;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiProcess;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A NiFi with HTTPS, whose users have certificates and only the policies that its administrator gives them. */
final class SecuredNiFi {
    private static final String SERVER = "nifi";
    private static final String ADMINISTRATOR = "administrator";

    private final NiFiHome home;
    private final NiFiProcess process;
    private final Map<String, NiFiClient> clients;

    private SecuredNiFi(final NiFiHome home, final NiFiProcess process, final Map<String, NiFiClient> clients) {
        this.home = home;
        this.process = process;
        this.clients = clients;
    }

    /** Starts an empty NiFi that knows these users, and waits until it responds. */
    static SecuredNiFi start(final NiFiHome home, final List<String> users)
            throws IOException, InterruptedException, GeneralSecurityException {
        final NiFiSettings settings = NiFiSettings.alone(NiFiHome.newSensitiveKey());
        home.prepare(settings);
        final List<String> people = new ArrayList<>(List.of(ADMINISTRATOR));
        people.addAll(users);
        final List<String> keys = new ArrayList<>(List.of(SERVER));
        keys.addAll(people);
        final UserCertificates certificates =
                UserCertificates.make(home.folder().resolve("conf/keys"), keys);
        secure(home, settings, certificates);
        Files.writeString(home.folder().resolve("conf/authorizers.xml"), authorizers(people));
        final Map<String, NiFiClient> clients = new LinkedHashMap<>();
        for (final String person : people) {
            clients.put(person, new NiFiClient(settings.host(), settings.port(), certificates.context(person)));
        }
        final SecuredNiFi nifi =
                new SecuredNiFi(home, NiFiProcess.start(home, false, settings.heapMebibytes()), clients);
        try {
            nifi.as(ADMINISTRATOR).awaitStart(nifi.process, home.log());
        } catch (final IOException | InterruptedException e) {
            nifi.stop();
            throw e;
        }
        return nifi;
    }

    private static void secure(final NiFiHome home, final NiFiSettings settings, final UserCertificates certificates)
            throws IOException {
        final Path file = home.folder().resolve("conf/nifi.properties");
        final Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        properties.putAll(Map.of(
                "nifi.web.http.host",
                "",
                "nifi.web.http.port",
                "",
                "nifi.web.https.host",
                settings.host(),
                "nifi.web.https.port",
                Integer.toString(settings.port()),
                "nifi.remote.input.secure",
                "true",
                "nifi.security.user.authorizer",
                "managed-authorizer"));
        store(properties, "keystore", certificates.key(SERVER));
        store(properties, "truststore", certificates.trusted());
        properties.setProperty("nifi.security.keyPasswd", UserCertificates.PASSWORD);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static void store(final Properties properties, final String name, final Path file) {
        properties.setProperty("nifi.security." + name, file.toString());
        properties.setProperty("nifi.security." + name + "Type", "PKCS12");
        properties.setProperty("nifi.security." + name + "Passwd", UserCertificates.PASSWORD);
    }

    private static String authorizers(final List<String> people) {
        final StringBuilder users = new StringBuilder();
        for (int i = 0; i < people.size(); i++) {
            users.append("<property name=\"Initial User Identity %d\">%s</property>"
                    .formatted(i + 1, UserCertificates.identity(people.get(i))));
        }
        return """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <authorizers>
                  <userGroupProvider>
                    <identifier>users</identifier>
                    <class>org.apache.nifi.authorization.FileUserGroupProvider</class>
                    <property name="Users File">./conf/users.xml</property>
                    %s
                  </userGroupProvider>
                  <accessPolicyProvider>
                    <identifier>policies</identifier>
                    <class>org.apache.nifi.authorization.FileAccessPolicyProvider</class>
                    <property name="User Group Provider">users</property>
                    <property name="Authorizations File">./conf/authorizations.xml</property>
                    <property name="Initial Admin Identity">%s</property>
                  </accessPolicyProvider>
                  <authorizer>
                    <identifier>managed-authorizer</identifier>
                    <class>org.apache.nifi.authorization.StandardManagedAuthorizer</class>
                    <property name="Access Policy Provider">policies</property>
                  </authorizer>
                </authorizers>
                """.formatted(users, UserCertificates.identity(ADMINISTRATOR));
    }

    NiFiHome home() {
        return home;
    }

    /** The client of a user. */
    NiFiClient as(final String user) {
        return clients.get(user);
    }

    /** The id of the root process group. */
    String root() throws IOException {
        return as(ADMINISTRATOR)
                .get("/flow/process-groups/root")
                .path("processGroupFlow")
                .path("id")
                .asText();
    }

    /**
     * Gives users a policy, as the administrator. Those who have it already keep it.
     *
     * @param action read or write
     * @param resource such as "/flow" or "/data/process-groups/ID"
     */
    void grant(final String action, final String resource, final List<String> users) throws IOException {
        final ObjectNode policy = policy(action, resource);
        final ArrayNode members = policy.withObject("/component").withArray("users");
        for (final JsonNode user : as(ADMINISTRATOR).get("/tenants/users").path("users")) {
            if (users.stream()
                    .map(UserCertificates::identity)
                    .anyMatch(user.path("component").path("identity").asText()::equals)) {
                members.add(user);
            }
        }
        if (policy.has("id")) {
            as(ADMINISTRATOR).put("/policies/" + policy.path("id").asText(), policy);
        } else {
            as(ADMINISTRATOR).post("/policies", policy);
        }
    }

    /** The policy as it is, or one to create. */
    private ObjectNode policy(final String action, final String resource) throws IOException {
        try {
            final JsonNode known = as(ADMINISTRATOR).get("/policies/" + action + resource);
            // NiFi answers with the policy of a parent where a component has none of its own.
            if (resource.equals(known.path("component").path("resource").asText())) {
                return (ObjectNode) known;
            }
        } catch (final IOException e) {
            if (!e.getMessage().contains("with 404")) {
                throw e;
            }
        }
        final ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.putObject("revision").put("version", 0);
        policy.putObject("component").put("resource", resource).put("action", action);
        return policy;
    }

    void stop() throws IOException {
        process.stop();
    }
}
