// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that ND4J and JavaCPP start to free memory outside the heap once it is garbage. They would run for ever,
 * and hold all classes and native libraries of an archive that a server has long unloaded: some 25 MB each time it is
 * deployed anew. So they end when nobody uses the engine any more, and begin again when somebody does.
 */
public final class NativeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);
    private static final String JAVACPP = "org.bytedeco.javacpp.Pointer$DeallocatorThread";
    private static final String ND4J =
            "org.nd4j.linalg.api.memory.deallocation.DeallocatorService$DeallocatorServiceThread";
    /** What is garbage by then is freed before. */
    private static final long PAUSE_MILLIS = 500;

    private static final Set<Object> USERS = Collections.newSetFromMap(new IdentityHashMap<>());
    private static final List<Thread> ENDED = new ArrayList<>();

    private NativeThreads() {}

    /** Says that somebody is about to use the engine; once or again. */
    public static void use(final Object user) {
        synchronized (USERS) {
            USERS.add(user);
            for (final Thread ended : ENDED) {
                restart(ended);
            }
            ENDED.clear();
        }
    }

    /** Says that somebody will not come back. A moment after the last has gone, the threads end. */
    public static void release(final Object user) {
        synchronized (USERS) {
            USERS.remove(user);
            if (USERS.isEmpty()) {
                Thread.ofPlatform().daemon().name("nifi-gan-release").start(NativeThreads::end);
            }
        }
    }

    private static void end() {
        // Only what the collector has found is freed, and afterwards nobody frees it.
        System.gc();
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (final InterruptedException e) {
            return;
        }
        synchronized (USERS) {
            if (USERS.isEmpty()) {
                for (final Thread thread : Thread.getAllStackTraces().keySet()) {
                    final Class<?> type = thread.getClass();
                    // Others of the same name may belong to another archive.
                    if (type.getClassLoader() == NativeThreads.class.getClassLoader()
                            && (type.getName().equals(JAVACPP) || type.getName().equals(ND4J))) {
                        thread.interrupt();
                        ENDED.add(thread);
                    }
                }
            }
        }
    }

    /** A thread like one that has ended. Neither library has a way of its own. */
    private static void restart(final Thread ended) {
        try {
            final Thread again = again(ended);
            again.setName(ended.getName());
            // JavaCPP's starts itself.
            if (again.getState() == Thread.State.NEW) {
                again.setDaemon(true);
                again.start();
            }
        } catch (final ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "A thread that frees native memory cannot be started again; it is freed when NiFi " + "restarts",
                    e);
        }
    }

    private static Thread again(final Thread ended) throws ReflectiveOperationException {
        final Constructor<?> constructor = ended.getClass().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return (Thread)
                (constructor.getParameterCount() == 0
                        ? constructor.newInstance()
                        : constructor.newInstance(
                                value(ended, "this$0"),
                                value(ended, "queue"),
                                value(ended, "threadIdx"),
                                value(ended, "deviceId")));
    }

    private static Object value(final Thread thread, final String name) throws ReflectiveOperationException {
        final Field field = thread.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(thread);
    }
}
