package io.github.jepa4j.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JavaCPP unpacks the natives from their jars into a folder that all programs of a user share, at the first load. It
/// locks the folder for each file, but not for a file and those it depends on: a second program that begins meanwhile
/// maps a library that is only half there, and the JVM dies of a bus error (FirstLoadTest shows it). So here one
/// program at a time loads all of them.
final class FirstLoad {

    private static final Logger LOG = LoggerFactory.getLogger(FirstLoad.class);
    private static final String LOCK = "jepa4j.lock"; // not JavaCPP's own: a JVM may lock a file only once

    private FirstLoad() {}

    /// Runs what loads the natives while no other program does. Where the folder cannot be locked (by a network file
    /// system,
    /// or twice by one JVM), it runs all the same.
    static void alone(Runnable load) {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            LOG.debug("Loading the natives, alone: {}", lock);
            load.run();
        } catch (IOException | OverlappingFileLockException unlocked) {
            LOG.debug("The natives' folder cannot be locked", unlocked);
            load.run();
        }
    }

    private static Path lockFile() throws IOException {
        return Loader.getCacheDir().toPath().resolve(LOCK);
    }
}
