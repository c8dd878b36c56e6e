// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.stream.Stream;
import org.apache.nifi.processor.Processor;

/** Loads all classes but NiFi's again, as a server does each time a NAR is deployed. */
final class Nar extends URLClassLoader {
    private static final String[] OF_THE_SERVER = {"java.", "javax.", "jdk.", "sun.", "org.apache.nifi.", "org.slf4j."};

    Nar() {
        super(
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Nar::url)
                        .toArray(URL[]::new),
                Nar.class.getClassLoader());
    }

    private static URL url(final String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    Processor processor(final Class<? extends Processor> type) throws ReflectiveOperationException {
        return loadClass(type.getName())
                .asSubclass(Processor.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (Arrays.stream(OF_THE_SERVER).anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (final ClassNotFoundException e) {
                return super.loadClass(name, resolve);
            }
        }
    }

    @Override
    public URL getResource(final String name) {
        final URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(final String name) throws IOException {
        final Enumeration<URL> own = findResources(name);
        return own.hasMoreElements() ? own : super.getResources(name);
    }
}
