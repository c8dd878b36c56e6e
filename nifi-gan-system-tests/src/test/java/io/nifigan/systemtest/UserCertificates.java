// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The keys of a NiFi and of its users, self-signed and made for one test. All trust each other.
 *
 * @param folder has a file for each key, and one of all certificates
 */
record UserCertificates(Path folder) {
    static final String PASSWORD = "only-for-this-test";
    private static final String TYPE = "PKCS12";

    /** Makes a key for each name. */
    static UserCertificates make(final Path folder, final List<String> names)
            throws IOException, InterruptedException, GeneralSecurityException {
        final UserCertificates certificates = new UserCertificates(Files.createDirectories(folder));
        final KeyStore trusted = KeyStore.getInstance(TYPE);
        trusted.load(null, null);
        for (final String name : names) {
            certificates.makeKey(name);
            trusted.setCertificateEntry(name, certificates.load(name).getCertificate(name));
        }
        try (OutputStream out = Files.newOutputStream(certificates.trusted())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return certificates;
    }

    private void makeKey(final String name) throws IOException, InterruptedException {
        final String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        final Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        identity(name),
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        TYPE,
                        "-keystore",
                        key(name).toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    /** The distinguished name in a user's certificate, by which NiFi knows the user. */
    static String identity(final String name) {
        return "CN=" + name;
    }

    /** The file with the key of a name. */
    Path key(final String name) {
        return folder.resolve(name + ".p12");
    }

    /** The file with all certificates. */
    Path trusted() {
        return folder.resolve("trusted.p12");
    }

    private KeyStore load(final String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(key(name).toFile(), PASSWORD.toCharArray());
    }

    /** A context for connections as a user. */
    SSLContext context(final String name) throws IOException, GeneralSecurityException {
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(name), PASSWORD.toCharArray());
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(trusted().toFile(), PASSWORD.toCharArray()));
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
