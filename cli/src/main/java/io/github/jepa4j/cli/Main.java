package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.run.CodeVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line of jepa4j.
///
/// Exit codes: 0 done; 1 failed; 2 asked for wrongly (an unknown option, a setting that cannot be used).
/// Figures go to standard output, progress and errors to standard error.
@Command(
        name = "jepa4j",
        header = "Learns a world model from what was seen and done, and acts by planning in it; learns to see.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            CollectCommand.class,
            TrainCommand.class,
            ReadoutCommand.class,
            GoalsCommand.class,
            EnsembleCommand.class,
            FuturesCommand.class,
            LevelsCommand.class,
            DistilCommand.class,
            EvaluateCommand.class,
            PlanCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            ProbeCommand.class,
            EmbedCommand.class,
            FinetuneCommand.class,
            SurpriseCommand.class,
            ExportCommand.class,
            DoctorCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: the message says why, --debug shows where",
            "2:asked for wrongly: an unknown option, a setting that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j demo                     everything once, with a report at the end",
            "  jepa4j doctor                   is this machine ready?",
            "  jepa4j train images.yaml --run runs/eyes    learn to see",
            "  jepa4j train --help             what a command can be told"
        })
public final class Main implements Runnable {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONGLY_ASKED = 2;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and end.")
    private boolean version;

    Main(Console console) {
        this.console = console;
    }

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        StandardError.restore();
        System.exit(run(Console.system(), args));
    }

    /// Runs a command.
    ///
    /// @return the exit code
    static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Main(console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(failures(console));
        line.setParameterExceptionHandler((e, _) -> wronglyAsked(console, e));
        try {
            return said(console, line.execute(args));
        } catch (LinkageError | OutOfMemoryError e) { // picocli lets errors by
            console.err().println("jepa4j: " + Failures.message(e));
            return FAILED;
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /// Figures that could not be printed are no success: `PrintWriter` keeps that to itself.
    private static int said(Console console, int code) {
        if (!console.out().checkError()) { // flushes
            return code;
        }
        console.err().println("""
                jepa4j: standard output could not be written to its end, so figures may be missing.
                Maybe the disk is full, or the program that was to read it has ended.""");
        return code == DONE ? FAILED : code;
    }

    Console console() {
        return console;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    private static int wronglyAsked(Console console, ParameterException e) {
        CommandLine line = e.getCommandLine();
        console.err().println(line.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, console.err());
        console.err().println("Maybe see '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return WRONGLY_ASKED;
    }

    private static IExecutionExceptionHandler failures(Console console) {
        return (e, line, parsed) -> {
            String message = Failures.message(e);
            console.err().println(line.getCommandSpec().qualifiedName() + ": " + message);
            if (parsed.subcommand() != null && parsed.subcommand().hasMatchedOption("--debug")) {
                e.printStackTrace(console.err());
            }
            return e instanceof ConfigurationException ? WRONGLY_ASKED : FAILED;
        };
    }

    /// The version of the code.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jepa4j " + CodeVersion.of(Main.class), "Java " + Runtime.version()};
        }
    }
}
