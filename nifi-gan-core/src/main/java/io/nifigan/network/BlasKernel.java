// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas_full;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel (matrix product code) that OpenBLAS chose for this processor. OpenBLAS has one kernel for each family of
 * processors. For a processor that it does not know, or if the environment variable {@value #VARIABLE} says so, it
 * takes an older kernel, which can be several times slower.
 *
 * @param name OpenBLAS's name of the kernel, such as {@code Haswell}; {@value #UNKNOWN} if OpenBLAS does not report it
 * @param uses the instructions that the kernel uses; empty if this is not known
 * @param processor the instructions that the processor has; empty if the Java virtual machine does not report them, as
 *     for processors other than x86
 * @param requested the value of {@value #VARIABLE}; empty if it is not set
 */
public record BlasKernel(String name, Optional<Vectors> uses, Optional<Vectors> processor, Optional<String> requested) {
    private static final Logger LOG = LoggerFactory.getLogger(BlasKernel.class);
    private static final String VARIABLE = "OPENBLAS_CORETYPE";
    private static final String UNKNOWN = "unknown";

    /**
     * The vector instructions of x86 processors, fewest first, with the kernels that use them (OpenBLAS 0.3.31,
     * driver/others/dynamic.c).
     */
    public enum Vectors {
        /** 128 bits. */
        SSE(
                "Prescott",
                "Katmai",
                "Coppermine",
                "Northwood",
                "Banias",
                "Core2",
                "Penryn",
                "Dunnington",
                "Nehalem",
                "Athlon",
                "Opteron",
                "Opteron_SSE3",
                "Barcelona",
                "Bobcat",
                "Atom",
                "Nano"),
        /** 256 bits. */
        AVX("Sandybridge", "Bulldozer", "Piledriver", "Steamroller", "Excavator"),
        /** 256 bits with fused multiply and add. */
        AVX2("Haswell", "Zen"),
        /** 512 bits. */
        AVX512("SkylakeX", "Cooperlake", "SapphireRapids");

        private final String[] kernels;

        Vectors(final String... kernels) {
            this.kernels = kernels;
        }

        static Optional<Vectors> of(final String kernel) {
            return Arrays.stream(values())
                    .filter(vectors -> Arrays.stream(vectors.kernels).anyMatch(kernel::equalsIgnoreCase))
                    .findFirst();
        }
    }

    /** Holder that loads OpenBLAS on first use. */
    private static final class Loaded {
        static final BlasKernel KERNEL = of(
                corename(),
                processorVectors(),
                Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank()));
    }

    static BlasKernel of(final String name, final Optional<Vectors> processor, final Optional<String> requested) {
        return new BlasKernel(name, Vectors.of(name), processor, requested);
    }

    /** The kernel of this process. OpenBLAS chooses it when it is loaded, and keeps it. */
    public static BlasKernel current() {
        return Loaded.KERNEL;
    }

    private static String corename() {
        try {
            return openblas_full.openblas_get_corename().getString();
        } catch (final LinkageError e) {
            LOG.debug("OpenBLAS does not report its kernel", e);
            return UNKNOWN;
        }
    }

    /**
     * The vector instructions that HotSpot detected: its option UseAVX is 0 for SSE up to 3 for AVX-512. Other virtual
     * machines and processors have no such option.
     */
    private static Optional<Vectors> processorVectors() {
        try {
            final String level = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("UseAVX")
                    .getValue();
            return Optional.of(Vectors.values()[Integer.parseInt(level)]);
        } catch (final RuntimeException | LinkageError e) {
            LOG.debug("This Java virtual machine does not report the processor's vector instructions", e);
            return Optional.empty();
        }
    }

    /**
     * Whether the processor has AVX2 or better and the kernel does not use it, so that training takes much longer than
     * it has to.
     */
    public boolean isTooOld() {
        return uses.isPresent()
                && processor.isPresent()
                && processor.get().compareTo(Vectors.AVX2) >= 0
                && uses.get().compareTo(Vectors.AVX2) < 0;
    }

    /** A sentence for the user that names the kernel, and what to set if it is too old. */
    public String describe() {
        final String chosen = "OpenBLAS multiplies matrices with its kernel %s%s%s"
                .formatted(
                        name,
                        uses.map(vectors -> " (" + vectors + ")").orElse(""),
                        requested
                                .map(value -> ", as set by %s=%s".formatted(VARIABLE, value))
                                .orElse(""));
        if (!isTooOld()) {
            return chosen
                    + processor
                            .map(vectors -> "; the processor has " + vectors)
                            .orElse("; the processor's vector instructions are not known");
        }
        return String.format(
                Locale.ROOT,
                "%s, but the processor has %s: training and sampling are several times slower than "
                        + "they could be. %s the environment variable %s%s before the Java process starts",
                chosen,
                processor.get(),
                requested.isPresent() ? "Remove" : "Set",
                VARIABLE,
                requested.isPresent() ? "" : "=" + (processor.get() == Vectors.AVX512 ? "SkylakeX" : "Haswell"));
    }

    /** Logs {@link #describe()}, as a warning if the kernel is too old. */
    void log() {
        if (isTooOld()) {
            LOG.warn(describe());
        } else {
            LOG.info(describe());
        }
    }
}
