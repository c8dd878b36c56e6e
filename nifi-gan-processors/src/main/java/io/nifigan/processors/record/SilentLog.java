// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.lang.reflect.Proxy;
import org.apache.nifi.logging.ComponentLog;

/** A log that drops everything, for record services: their messages quote values of records. */
final class SilentLog {
    static final ComponentLog INSTANCE = (ComponentLog) Proxy.newProxyInstance(
            SilentLog.class.getClassLoader(),
            new Class<?>[] {ComponentLog.class},
            (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);

    private SilentLog() {}
}
