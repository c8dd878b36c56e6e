// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a NiFi: its address, memory and role in a cluster.
 *
 * @param host the loopback address that it binds to, different for each node of a cluster
 * @param port port of the canvas and the REST API
 * @param heapMebibytes maximum heap in MiB
 * @param sensitiveKey key for sensitive properties, the same on all nodes of a cluster
 * @param seat the role in a cluster; empty for a standalone NiFi
 */
public record NiFiSettings(String host, int port, int heapMebibytes, String sensitiveKey, Optional<Seat> seat) {
    /** The address of a standalone NiFi. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int HEAP = 1_024;

    /**
     * The role of a cluster node. Each node also runs a ZooKeeper server, so that any one node may fail.
     *
     * @param number number of the node, from 1
     * @param protocolPort port of the cluster protocol
     * @param loadBalancePort port for load-balanced FlowFiles
     * @param zooKeepers the ZooKeeper servers of all nodes
     */
    public record Seat(int number, int protocolPort, int loadBalancePort, List<ZooKeeper> zooKeepers) {
        public Seat {
            zooKeepers = List.copyOf(zooKeepers);
        }

        String connectString() {
            return String.join(
                    ",",
                    zooKeepers.stream()
                            .map(server -> server.host() + ":" + server.clientPort())
                            .toList());
        }

        /** The file {@code zookeeper.properties}. */
        String zooKeeperProperties() {
            final StringBuilder text =
                    new StringBuilder("tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=./state/zookeeper\n"
                            + "autopurge.snapRetainCount=3\nautopurge.purgeInterval=24\n");
            for (int i = 0; i < zooKeepers.size(); i++) {
                final ZooKeeper server = zooKeepers.get(i);
                text.append("server.%d=%s:%d:%d;%s:%d%n"
                        .formatted(
                                i + 1,
                                server.host(),
                                server.quorumPort(),
                                server.electionPort(),
                                server.host(),
                                server.clientPort()));
            }
            return text.toString();
        }
    }

    /** The address and ports of a ZooKeeper server. */
    public record ZooKeeper(String host, int clientPort, int quorumPort, int electionPort) {
        /** A server on free ports of an address. */
        public static ZooKeeper on(final String host) throws IOException {
            return new ZooKeeper(
                    host, NiFiProcess.freePort(host), NiFiProcess.freePort(host), NiFiProcess.freePort(host));
        }
    }

    /** The settings of a standalone NiFi on a free port. */
    public static NiFiSettings alone(final String sensitiveKey) throws IOException {
        return alone(LOOPBACK, NiFiProcess.freePort(LOOPBACK), sensitiveKey);
    }

    /** The settings of a standalone NiFi on a port that is known. */
    static NiFiSettings alone(final String host, final int port, final String sensitiveKey) {
        return new NiFiSettings(host, port, HEAP, sensitiveKey, Optional.empty());
    }

    /** The values of the placeholders in the configuration files. */
    Map<String, String> words() {
        final Map<String, String> words = new LinkedHashMap<>();
        words.put("@HOST@", host);
        words.put("@PORT@", Integer.toString(port));
        words.put("@SENSITIVE_KEY@", sensitiveKey);
        words.put("@CLUSTERED@", Boolean.toString(seat.isPresent()));
        words.put("@NODE_HOST@", seat.isPresent() ? host : "");
        words.put(
                "@PROTOCOL_PORT@",
                seat.map(own -> Integer.toString(own.protocolPort())).orElse(""));
        words.put(
                "@LOAD_BALANCE_PORT@",
                seat.map(own -> Integer.toString(own.loadBalancePort())).orElse("6342"));
        words.put(
                "@NODES@",
                seat.map(own -> Integer.toString(own.zooKeepers().size())).orElse(""));
        words.put("@ZOOKEEPER@", seat.map(Seat::connectString).orElse(""));
        return words;
    }
}
