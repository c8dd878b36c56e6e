// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.nifi.nar.NarUnpackMode;
import org.apache.nifi.nar.NarUnpacker;
import org.apache.nifi.stateless.config.ExtensionClientDefinition;
import org.apache.nifi.stateless.config.SslContextDefinition;
import org.apache.nifi.stateless.engine.StatelessEngineConfiguration;
import org.apache.nifi.stateless.flow.DataflowDefinition;
import org.apache.nifi.stateless.flow.DataflowDefinitionParser;
import org.apache.nifi.stateless.flow.StatelessDataflow;
import org.apache.nifi.stateless.flow.StatelessDataflowFactory;
import org.apache.nifi.stateless.flow.TriggerResult;

/**
 * A program that runs a flow once in NiFi's stateless engine. It is separate because the engine needs a class path with
 * NiFi's interfaces only, and loads its jars and each NAR in child class loaders.
 */
public final class StatelessRunner {
    private StatelessRunner() {}

    /**
     * Arguments: a work folder that holds {@code nars}, the folder of the engine's jars, the flow, the records to train
     * on, where to write synthetic ones, the records to augment with the model, where to write these.
     */
    public static void main(final String[] arguments) throws Exception {
        final File work = new File(arguments[0]);
        final ClassLoader interfaces = StatelessRunner.class.getClassLoader();
        final URLClassLoader engine = new URLClassLoader("engine", jars(Path.of(arguments[1])), interfaces);
        Thread.currentThread().setContextClassLoader(engine);
        unpack(work);
        final Configuration configuration = new Configuration(work);

        final DataflowDefinition parsed = ServiceLoader.load(DataflowDefinitionParser.class, engine)
                .findFirst()
                .orElseThrow()
                .parseFlowDefinition(
                        Map.of(
                                "nifi.stateless.flow.snapshot.file",
                                arguments[2],
                                "nifi.stateless.flow.name",
                                "test",
                                "nifi.stateless.failure.port.names",
                                "failure"),
                        configuration,
                        List.of());
        final StatelessDataflow flow = ServiceLoader.load(StatelessDataflowFactory.class, engine)
                .findFirst()
                .orElseThrow()
                .createDataflow(configuration, withoutProviders(parsed, interfaces), interfaces);
        flow.initialize(() -> true);
        final Path model = work.toPath().resolve("model.zip");
        flow.enqueue(Files.readAllBytes(Path.of(arguments[3])), Map.of("filename", "input.csv"), "in");
        final TriggerResult trained = trigger(flow);
        Files.write(model, content(trained, "model"));
        Files.write(Path.of(arguments[4]), content(trained, "synthetic"));
        trained.acknowledge();

        flow.enqueue(
                Files.readAllBytes(Path.of(arguments[5])),
                Map.of("filename", "real.csv", "model.file", model.toString()),
                "real");
        final TriggerResult augmented = trigger(flow);
        Files.write(Path.of(arguments[6]), content(augmented, "augmented"));
        augmented.acknowledge();
        flow.shutdown();
        System.exit(0);
    }

    private static TriggerResult trigger(final StatelessDataflow flow) throws InterruptedException {
        final TriggerResult result =
                flow.trigger().getResult(5, TimeUnit.MINUTES).orElseThrow();
        if (!result.isSuccessful()) {
            throw new IllegalStateException(
                    "The flow failed", result.getFailureCause().orElse(null));
        }
        return result;
    }

    private static byte[] content(final TriggerResult result, final String port) throws IOException {
        return result.readContentAsByteArray(result.getOutputFlowFiles(port).get(0));
    }

    /** Sets the list of parameter providers, which the parser leaves null and the factory requires. */
    private static DataflowDefinition withoutProviders(final DataflowDefinition parsed, final ClassLoader loader) {
        return (DataflowDefinition) Proxy.newProxyInstance(
                loader, new Class<?>[] {DataflowDefinition.class}, (proxy, method, values) -> {
                    try {
                        return "getParameterValueProviderDefinitions".equals(method.getName())
                                ? List.of()
                                : method.invoke(parsed, values);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static URL[] jars(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            final List<URL> urls = new ArrayList<>();
            for (final Path file : files.toList()) {
                urls.add(file.toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }

    private static void unpack(final File work) throws IOException {
        final File unpacked = new File(work, "work/nar/extensions");
        Files.createDirectories(unpacked.toPath());
        try (Stream<Path> nars = Files.list(work.toPath().resolve("nars"))) {
            for (final Path nar : nars.toList()) {
                NarUnpacker.unpackNar(nar.toFile(), unpacked, true, NarUnpackMode.UNPACK_INDIVIDUAL_JARS);
            }
        }
    }

    /** The configuration of the engine's folders. */
    private record Configuration(File folder) implements StatelessEngineConfiguration {
        @Override
        public File getWorkingDirectory() {
            return new File(folder, "work");
        }

        @Override
        public File getNarDirectory() {
            return new File(folder, "nars");
        }

        @Override
        public File getExtensionsDirectory() {
            return new File(folder, "extensions");
        }

        @Override
        public Collection<File> getReadOnlyExtensionsDirectories() {
            return List.of();
        }

        @Override
        public File getKrb5File() {
            return null;
        }

        @Override
        public Optional<File> getContentRepositoryDirectory() {
            return Optional.empty();
        }

        @Override
        public SslContextDefinition getSslContext() {
            return null;
        }

        @Override
        public String getSensitivePropsKey() {
            return "a key that encrypts nothing here";
        }

        @Override
        public List<ExtensionClientDefinition> getExtensionClients() {
            return List.of();
        }

        @Override
        public String getStatusTaskInterval() {
            return null;
        }
    }
}
