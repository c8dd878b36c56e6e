// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.lang.reflect.Proxy;
import org.apache.nifi.logging.ComponentLog;

/** A log that keeps nothing, for record services: they quote the records that they stumble on. */
final class SilentLog {
    static final ComponentLog INSTANCE = (ComponentLog) Proxy.newProxyInstance(
            SilentLog.class.getClassLoader(),
            new Class<?>[] {ComponentLog.class},
            (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);

    private SilentLog() {}
}
