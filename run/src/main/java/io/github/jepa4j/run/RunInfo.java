package io.github.jepa4j.run;

import java.time.Instant;
import java.util.Objects;

/// What is needed to repeat a run, beside its configuration (`run.json`).
///
/// @param name         what the run is called
/// @param created      when it was begun
/// @param seed         the seed everything random was split from
/// @param dataHash     of the data it learned from; empty where it has none
/// @param codeVersion  of the code, see [CodeVersion]
/// @param jdk          vendor and version of the Java that ran it
/// @param os           name, version and architecture
/// @param cores        processors that Java saw
/// @param heapBytes    the most memory that Java would take for its heap
/// @param settingsHash SHA-256 of `config.yaml` as it was written; empty in runs of before it was noted
public record RunInfo(
        String name,
        Instant created,
        long seed,
        String dataHash,
        String codeVersion,
        String jdk,
        String os,
        int cores,
        long heapBytes,
        String settingsHash) {

    public RunInfo {
        settingsHash = Objects.requireNonNullElse(settingsHash, "");
    }

    RunInfo withSettings(String hash) {
        return new RunInfo(name, created, seed, dataHash, codeVersion, jdk, os, cores, heapBytes, hash);
    }

    /// A run on this machine.
    public static RunInfo here(String name, Instant created, long seed, String dataHash, String codeVersion) {
        Runtime runtime = Runtime.getRuntime();
        return new RunInfo(
                name,
                created,
                seed,
                dataHash,
                codeVersion,
                System.getProperty("java.vendor") + " " + Runtime.version(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                runtime.availableProcessors(),
                runtime.maxMemory(),
                "");
    }
}
