package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher beside stand-ins for the JDK and Maven: scripts that tell how they were called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String[] TOOLS = {
        "sed",
        "sort",
        "tr",
        "find",
        "head",
        "uname",
        "readlink",
        "getconf",
        "mkdir",
        "rm",
        "mv",
        "cat",
        "mktemp",
        "mkfifo",
        "sleep"
    };

    @TempDir
    Path folder;

    private Path home;
    private Path tools;
    private final Map<String, String> environment = new HashMap<>();

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void installBesideStandIns() throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("a folder, 100% odd")).toRealPath();
        Path launcher = Path.of("..", "jepa4j").toAbsolutePath().normalize();
        assertThat(launcher).isExecutable();
        Files.copy(launcher, home.resolve("jepa4j"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("cli/target/app"));
        Files.writeString(home.resolve("cli/target/app/.built"), "");
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            String found = run(List.of("/bin/sh", "-c", "command -v " + tool), Map.of())
                    .out()
                    .strip();
            script(tools.resolve(tool), "exec " + found + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.toString());
        environment.put("JEPA4J_JDK_PLACES", folder.resolve("jdks").toString());
    }

    @Test
    void withNoJdkAndAnEmptyPathItSaysWhatToDo() throws IOException, InterruptedException {
        environment.put("PATH", "");
        Answer answer = launch("doctor");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).isEqualTo("""
                        jepa4j: a JDK 25 or newer is needed.
                        Maybe install Temurin 25 (https://adoptium.net) and set JAVA_HOME to it.
                        """);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void withOnlyOlderJdksItNamesThem() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", jdk("17.0.15").toString());
        jdk("21.0.2");
        Answer answer = launch("doctor");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).startsWith("jepa4j: a JDK 25 or newer is needed. Found only: 17 21.\nMaybe install");
    }

    @Test
    void aNewerJdkIsFoundBesideAnOlderJavaHome() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", jdk("17.0.15").toString());
        jdk("25.0.1");
        assertThat(launch("doctor").out()).startsWith("java 25.0.1\n");
    }

    @Test
    void theJdkNamedForUsComesFirstAndAWrongOneIsRefused() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", jdk("25.0.1").toString());
        environment.put("JEPA4J_JAVA_HOME", jdk("26").toString());
        assertThat(launch("doctor").out()).startsWith("java 26\n");
        environment.put("JEPA4J_JAVA_HOME", jdk("21.0.2").toString());
        Answer refused = launch("doctor");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("JEPA4J_JAVA_HOME is " + jdk("21.0.2"))
                .contains("\nMaybe");
    }

    @Test
    void fromAnywhereThroughALinkItRunsWhatWasBuiltWithTheArgumentsUntouched()
            throws IOException, InterruptedException {
        jdk("25");
        Path link = Files.createSymbolicLink(
                folder.resolve("link"), Path.of(home.getFileName().toString(), "jepa4j"));
        Answer answer = run(List.of(link.toString(), "plan", "two words", "", "*"), environment);
        assertThat(answer.code()).isEqualTo(3); // the stand-in's
        assertThat(answer.out().lines())
                .contains("[--add-modules]", "[jdk.incubator.vector]", "[" + home + "/cli/target/app/*]")
                .endsWith("[io.github.jepa4j.cli.Main]", "[plan]", "[two words]", "[]", "[*]");
    }

    @Test
    void aJavaThatDoesNotStartSaysWhyAndTheIncubatorWarningAloneIsHidden() throws IOException, InterruptedException {
        script(
                jdk("25").resolve("bin/java"),
                "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2\n"
                        + "echo 'Error: Could not create the Java Virtual Machine.' >&2; exit 1");
        Answer failed = launch("doctor");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("Error: Could not create the Java Virtual Machine.\n");
        Files.delete(tools.resolve("mkfifo")); // then nothing is hidden
        assertThat(launch("doctor").err()).startsWith("WARNING").contains("Could not create");
    }

    @Test
    void anOptionThatOnlySomeJavasKnowIsNotGivenToOthers() throws IOException, InterruptedException {
        environment.put("JAVA_HOME", jdk("25").toString());
        assertThat(launch("doctor").out()).contains("[--sun-misc-unsafe-memory-access=allow]");
        environment.put("JAVA_HOME", jdk("27").toString());
        assertThat(launch("doctor").out()).startsWith("java 27\n").doesNotContain("--sun-misc");
    }

    @Test
    void theEngineIsTunedUnlessTheUserHasTunedIt() throws IOException, InterruptedException {
        jdk("25");
        assertThat(launch("doctor").out())
                .contains("GOMP_SPINCOUNT=1000\n")
                .containsPattern("OMP_NUM_THREADS=[0-9]+\n");
        environment.put("OMP_NUM_THREADS", "77");
        assertThat(launch("doctor").out()).contains("OMP_NUM_THREADS=77\n");
    }

    @Test
    void itBuildsWhatIsMissingOrOlderThanItsSourcesAndOnlyThat() throws IOException, InterruptedException {
        Path jdk = jdk("25");
        script(tools.resolve("mvn"), "echo \"built with $JAVA_HOME: $*\"");
        Path source = home.resolve("cli/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class A {}");
        age(source, 10);
        assertThat(launch("doctor").err()).doesNotContain("built");

        age(source, -10);
        Answer changed = launch("doctor");
        assertThat(changed.err()).contains("built with " + jdk + ": -q -B -Dquick -DskipTests -pl cli -am package");
        assertThat(changed.out()).startsWith("java 25\n"); // what Maven says is not among the figures

        environment.put("JEPA4J_BUILD", "no");
        assertThat(launch("doctor").err()).doesNotContain("built");
        Files.delete(home.resolve("cli/target/app/.built"));
        assertThat(launch("doctor").err()).contains("built with");
    }

    @Test
    void aSecondLauncherWaitsForTheBuildOfTheFirstAndDoesNotBuildAgain() throws IOException, InterruptedException {
        jdk("25");
        Files.delete(home.resolve("cli/target/app/.built"));
        script(tools.resolve("mvn"), "echo built >> \"" + folder + "/builds\"; sleep 2");
        var first = new ProcessBuilder(home.resolve("jepa4j").toString(), "doctor");
        first.environment().clear();
        first.environment().putAll(environment);
        Process building = first.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!Files.exists(folder.resolve("builds"))) {
            Thread.sleep(10);
        }

        Answer second = launch("doctor");

        assertThat(second.err()).contains("waiting for another build (process " + building.pid() + ")");
        assertThat(second.out()).startsWith("java 25\n");
        assertThat(building.waitFor()).isEqualTo(3); // the stand-in's
        assertThat(folder.resolve("builds")).hasContent("built");
        assertThat(home.resolve("target/.building")).doesNotExist();
    }

    @Test
    void theLockOfAProcessThatIsGoneCountsForNothing() throws IOException, InterruptedException {
        jdk("25");
        Files.delete(home.resolve("cli/target/app/.built"));
        script(tools.resolve("mvn"), "exit 0");
        Files.createDirectories(home.resolve("target/.building"));
        Files.writeString(home.resolve("target/.building/pid"), "99999999\n");

        assertThat(launch("doctor").out()).startsWith("java 25\n");
    }

    @Test
    void aBuildThatFailsOrCannotBeginIsSaid() throws IOException, InterruptedException {
        jdk("25");
        Files.delete(home.resolve("cli/target/app/.built"));
        assertThat(launch("doctor").err())
                .contains("Maven (mvn) is needed to build")
                .contains("\nMaybe");
        script(tools.resolve("mvn"), "exit 1");
        Answer failed = launch("doctor");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("the build failed").contains("\nMaybe");
        assertThat(home.resolve("cli/target/app/.built")).doesNotExist();
    }

    private Answer launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("jepa4j").toString()));
        command.addAll(List.of(arguments));
        return run(command, environment);
    }

    private Path jdk(String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdks/jdk " + version));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/javac"), "");
        script(
                jdk.resolve("bin/java"),
                "echo 'java " + version
                        + "'; echo OMP_NUM_THREADS=$OMP_NUM_THREADS; echo GOMP_SPINCOUNT=$GOMP_SPINCOUNT\n"
                        + "for argument; do printf '[%s]\\n' \"$argument\"; done; exit 3");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void age(Path file, int minutes) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60L * minutes)));
    }

    private Answer run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile());
        if (!environment.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        Process process = builder.start();
        // To its end, which the launcher's filter may reach after Java's own.
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8), err);
    }
}
