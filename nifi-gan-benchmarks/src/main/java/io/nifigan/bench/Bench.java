// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.bench.augment.BalanceCommand;
import io.nifigan.bench.augment.ImputeCommand;
import io.nifigan.bench.nodes.SpreadCommand;
import io.nifigan.bench.privacy.AuditCommand;
import io.nifigan.bench.privacy.BoundsCommand;
import io.nifigan.bench.privacy.CanariesCommand;
import io.nifigan.bench.privacy.MembershipCommand;
import io.nifigan.bench.privacy.PrivacyVerdictsCommand;
import io.nifigan.bench.privacy.PrivateCommand;
import io.nifigan.bench.quality.OddCommand;
import io.nifigan.bench.quality.PageCommand;
import io.nifigan.bench.quality.RealismCommand;
import io.nifigan.bench.quality.ReportCommand;
import io.nifigan.bench.speed.PeerCommand;
import io.nifigan.bench.speed.ScaleCommand;
import io.nifigan.bench.speed.SpeedCommand;
import io.nifigan.bench.step.StepCommand;
import io.nifigan.bench.synthesis.ConditionCommand;
import io.nifigan.bench.synthesis.FitCommand;
import io.nifigan.bench.synthesis.RefineCommand;
import io.nifigan.bench.synthesis.SampleCommand;
import io.nifigan.bench.synthesis.TablesCommand;
import io.nifigan.bench.table.CensusCommand;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.SpillException;
import io.nifigan.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line program {@code bench}, which measures the engine. Results are lines of {@code name value} on
 * standard output, messages go to standard error. The exit code is 0, or 1 with one line that describes the error.
 */
@Command(
        name = "bench",
        description = "Measures the engine without NiFi.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FitCommand.class,
            PrivacyVerdictsCommand.class,
            SpreadCommand.class,
            RefineCommand.class,
            SampleCommand.class,
            ConditionCommand.class,
            ImputeCommand.class,
            BalanceCommand.class,
            RealismCommand.class,
            MembershipCommand.class,
            OddCommand.class,
            ReportCommand.class,
            PageCommand.class,
            BoundsCommand.class,
            PrivateCommand.class,
            CensusCommand.class,
            AuditCommand.class,
            CanariesCommand.class,
            SpeedCommand.class,
            StepCommand.class,
            ScaleCommand.class,
            TablesCommand.class,
            PeerCommand.class
        })
public final class Bench implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(final String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
    }

    /** Runs a command and returns its exit code. */
    public static int run(final String[] arguments, final PrintWriter out, final PrintWriter err) {
        final CommandLine line =
                new CommandLine(new Bench()).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((fault, given) -> {
            err.println("bench: " + fault.getMessage());
            return 1;
        });
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            if (fault instanceof IOException
                    || fault instanceof TrainingException
                    || fault instanceof SamplingException
                    || fault instanceof PrivacyException
                    || fault instanceof SpillException
                    || fault instanceof IllegalArgumentException) {
                err.println("bench: " + fault.getMessage());
            } else {
                fault.printStackTrace(err);
            }
            return 1;
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name a command, such as: bench fit TRAIN.csv SYNTHETIC.csv --seconds 300");
    }
}
