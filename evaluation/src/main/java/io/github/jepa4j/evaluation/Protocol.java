package io.github.jepa4j.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// How an evaluation was done: without it a success rate says nothing.
///
/// @param world       which world and tasks, such as `two rooms, random wall, fresh tasks`
/// @param agent       who acted, such as `MPPI (improved)`
/// @param episodes    how many episodes were to be played
/// @param steps       actions per episode, no early stop
/// @param horizon     actions planned ahead, 0 where nothing is planned
/// @param replan      actions done between plans
/// @param warmStart   whether a plan begins with what is left of the one before
/// @param actionLimit the longest action that may be planned, in the world's units; 0 where the world sets it
/// @param budget      the limit on each plan, in words
/// @param seed        the seed all of it came from
/// @param model       which model, see [#model(Path)]; empty where there is none
/// @param codeVersion of the code that played, empty where it is not known
/// @param machine     processor and memory, in words
/// @param threads     episodes played at a time
public record Protocol(
        String world,
        String agent,
        int episodes,
        int steps,
        int horizon,
        int replan,
        boolean warmStart,
        double actionLimit,
        String budget,
        long seed,
        String model,
        String codeVersion,
        String machine,
        int threads) {

    private static final int HASH_BYTES = 6;

    public Protocol {
        model = Objects.requireNonNullElse(model, ""); // in the files of earlier versions there was none
        codeVersion = Objects.requireNonNullElse(codeVersion, "");
    }

    /// A model file's name and the beginning of its SHA-256, such as `model.safetensors 3f2a9c51b07d`.
    public static String model(Path file) throws IOException {
        return file.getFileName() + " " + shortHash(Files.readAllBytes(file));
    }

    /// The beginning of the SHA-256 of some bytes, in hexadecimal.
    static String shortHash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.\nMaybe this one was stripped.", e);
        }
    }

    /// Whether another evaluation plays the same: all but the code, the machine and the threads.
    public boolean playsAs(Protocol other) {
        return elsewhere().equals(other.elsewhere());
    }

    private Protocol elsewhere() {
        return new Protocol(
                world, agent, episodes, steps, horizon, replan, warmStart, actionLimit, budget, seed, model, "", "", 0);
    }
}
