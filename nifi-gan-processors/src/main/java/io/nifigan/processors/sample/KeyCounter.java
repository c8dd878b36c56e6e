// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.model.GANModel;
import io.nifigan.sample.CountedKeys;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.components.state.StateMap;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Gives each request keys that no other has, if they are to go on. The next number of each column is kept in NiFi's
 * state for all nodes. Numbers are reserved before records are generated, so that a failure leaves a gap and never a
 * second record with the same key.
 */
final class KeyCounter {
    private static final String PREFIX = "next.key.";
    /** The prefix of the state entries that hold how many keys of each table were used. */
    private static final String MADE = "made.keys.";

    private final StateManager state;

    KeyCounter(final StateManager state) {
        this.state = state;
    }

    /**
     * A request with keys of its own.
     *
     * @param goesOn whether they go on where those of the last request ended
     * @throws ProcessException if NiFi's state cannot be used now
     */
    SampleRequest withKeys(final SampleRequest request, final GANModel model, final boolean goesOn) {
        final CountedKeys keys = new CountedKeys(model.encoder());
        final long least = keys.firstRow(request.firstKey());
        if (keys.isEmpty() || !goesOn) {
            return request.withFirstRow(least);
        }
        try {
            while (true) {
                final StateMap now = state.getState(Scope.CLUSTER);
                final long first = Math.max(least, keys.firstRow(numbers(now, PREFIX)));
                final Map<String, String> next = new HashMap<>(now.toMap());
                keys.numbers(first + request.records())
                        .forEach((column, number) -> next.put(PREFIX + column, Long.toString(number)));
                if (state.replace(now, next, Scope.CLUSTER)) {
                    return request.withFirstRow(first);
                }
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** What was given away so far. */
    StateMap now() {
        try {
            return state.getState(Scope.CLUSTER);
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** For each table the number of keys that were used so far. */
    static Map<String, Long> made(final StateMap state) {
        return numbers(state, MADE);
    }

    /**
     * Takes the keys of a database, unless others were given away in the meantime.
     *
     * @param before what was given away when it was begun
     * @param rows by table the number of its new keys
     * @return whether it has the keys for itself
     */
    boolean take(final StateMap before, final Map<String, Long> rows) {
        final Map<String, Long> made = made(before);
        final Map<String, String> next = new HashMap<>(before.toMap());
        rows.forEach((table, count) -> next.put(MADE + table, Long.toString(made.getOrDefault(table, 0L) + count)));
        try {
            return state.replace(before, next, Scope.CLUSTER);
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private static ProcessException unusable(final IOException e) {
        return new ProcessException(
                "The next keys cannot be read from NiFi's state, or written to it; this is tried again", e);
    }

    private static Map<String, Long> numbers(final StateMap state, final String prefix) {
        final Map<String, Long> numbers = new LinkedHashMap<>();
        state.toMap().forEach((name, number) -> {
            if (name.startsWith(prefix)) {
                numbers.put(name.substring(prefix.length()), Long.valueOf(number));
            }
        });
        return numbers;
    }
}
