// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.TrainedModel;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The models that are loaded in this JVM, by the checksum of their file. All processors share one copy. References are
 * weak, so a model is freed when no processor uses it.
 */
public final class SharedModels {
    private static final ConcurrentMap<String, Entry> ENTRIES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<TrainedModel> FREED = new ReferenceQueue<>();

    /** Reads a model that is not loaded yet. */
    @FunctionalInterface
    public interface Source {
        TrainedModel load() throws IOException;
    }

    private static final class Held extends WeakReference<TrainedModel> {
        private final String checksum;
        private final Entry entry;

        Held(final String checksum, final Entry entry, final TrainedModel model) {
            super(model, FREED);
            this.checksum = checksum;
            this.entry = entry;
        }
    }

    private static final class Entry {
        private Held held;
        private boolean removed;
    }

    private SharedModels() {}

    /** The model of a checksum. It is loaded if necessary, and only once for concurrent callers. */
    public static TrainedModel get(final String checksum, final Source source) throws IOException {
        expunge();
        while (true) {
            final Entry entry = ENTRIES.computeIfAbsent(checksum, key -> new Entry());
            synchronized (entry) {
                if (entry.removed) {
                    continue;
                }
                final TrainedModel present = entry.held == null ? null : entry.held.get();
                if (present != null) {
                    return present;
                }
                try {
                    final TrainedModel loaded = source.load();
                    entry.held = new Held(checksum, entry, loaded);
                    return loaded;
                } finally {
                    if (entry.held == null) {
                        remove(checksum, entry);
                    }
                }
            }
        }
    }

    private static void expunge() {
        for (Reference<? extends TrainedModel> freed = FREED.poll(); freed != null; freed = FREED.poll()) {
            final Held held = (Held) freed;
            synchronized (held.entry) {
                // It may have been loaded again in between.
                if (held.entry.held == held) {
                    remove(held.checksum, held.entry);
                }
            }
        }
    }

    private static void remove(final String checksum, final Entry entry) {
        entry.removed = true;
        ENTRIES.remove(checksum, entry);
    }

    /** The number of models that are loaded, or were until a moment ago. */
    static int size() {
        expunge();
        return ENTRIES.size();
    }
}
