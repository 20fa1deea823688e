package io.github.jepa4j.media;

import java.nio.file.Path;
import java.util.Locale;

/// What names of files tell.
final class Names {

    private Names() {}

    /// The folder that holds a file directly, without what is above it; empty where there is none.
    static String label(String name) {
        String folder = folder(name);
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /// The name of a folder, or of an archive without its ending; that of the folder it is in where there
    /// is none.
    static String root(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "images" : name.toString().replaceFirst("(?i)(?<=.)\\.zip$", "");
    }

    /// All that is before the last `/`.
    static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /// In lower case, without the dot; empty where there is none.
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// Whether a file or a folder it is in begins with a dot, or was left there by an archiver: `._a.jpg`
    /// beside `a.jpg` is no image.
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    }
}
