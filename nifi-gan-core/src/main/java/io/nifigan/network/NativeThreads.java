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
 * Switch for the threads with which ND4J and JavaCPP free memory outside the heap. These threads never end by
 * themselves, and so they keep all classes and native libraries of an unloaded NAR in memory: about 25 MB for each
 * redeployment. They are ended once nobody uses the engine, and started again when somebody does.
 */
public final class NativeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);
    private static final String JAVACPP = "org.bytedeco.javacpp.Pointer$DeallocatorThread";
    private static final String ND4J =
            "org.nd4j.linalg.api.memory.deallocation.DeallocatorService$DeallocatorServiceThread";
    /** Time for the threads to free what the garbage collector has found. */
    private static final long PAUSE_MILLIS = 500;

    private static final Set<Object> USERS = Collections.newSetFromMap(new IdentityHashMap<>());
    private static final List<Thread> ENDED = new ArrayList<>();

    private NativeThreads() {}

    /**
     * Registers a user of the engine and starts the threads again if they were ended. Repeated calls have no effect.
     */
    public static void use(final Object user) {
        synchronized (USERS) {
            USERS.add(user);
            for (final Thread ended : ENDED) {
                restart(ended);
            }
            ENDED.clear();
        }
    }

    /** Unregisters a user of the engine. Half a second after the last one has gone, the threads are ended. */
    public static void release(final Object user) {
        synchronized (USERS) {
            USERS.remove(user);
            if (USERS.isEmpty()) {
                Thread.ofPlatform().daemon().name("nifi-gan-release").start(NativeThreads::end);
            }
        }
    }

    private static void end() {
        // After the threads end, nobody frees native memory: let them free what is garbage now.
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
                    // Threads of the same name may belong to another NAR.
                    if (type.getClassLoader() == NativeThreads.class.getClassLoader()
                            && (type.getName().equals(JAVACPP) || type.getName().equals(ND4J))) {
                        thread.interrupt();
                        ENDED.add(thread);
                    }
                }
            }
        }
    }

    /** Starts a thread like one that has ended. Neither library offers a way to do so. */
    private static void restart(final Thread ended) {
        try {
            final Thread again = again(ended);
            again.setName(ended.getName());
            // JavaCPP's thread starts itself.
            if (again.getState() == Thread.State.NEW) {
                again.setDaemon(true);
                again.start();
            }
        } catch (final ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "A thread that frees native memory cannot be started again, so memory use may grow. Restart NiFi",
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
