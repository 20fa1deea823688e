package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commit that is checked out, read from the repository's own files: where there is no `git` to ask,
/// or it refuses or takes too long. Whether anything was changed since, the files do not tell.
///
/// Layout of the files: gitrepository-layout(5) and git-worktree(1).
final class GitHead {

    private static final String REF = "ref: ";
    private static final String LINK = "gitdir: ";
    private static final int DIGITS = 7;

    private GitHead() {}

    /// @param repository that has a `.git`
    /// @return its first digits, as `git describe --always` gives them; null where it cannot be told
    static @Nullable String commit(Path repository) {
        try {
            Path git = repository.resolve(".git");
            if (Files.isRegularFile(git)) { // a worktree, or a submodule
                String link = Files.readString(git).strip();
                git = repository.resolve(link.startsWith(LINK) ? link.substring(LINK.length()) : link);
            }
            String head = Files.readString(git.resolve("HEAD")).strip();
            return abbreviated(head.startsWith(REF) ? resolved(git, head.substring(REF.length())) : head);
        } catch (IOException | IllegalArgumentException _) { // no such files, or no such names
            return null;
        }
    }

    private static String resolved(Path git, String name) throws IOException {
        Path common = git;
        if (Files.exists(git.resolve("commondir"))) { // a worktree's branches are the main repository's
            common = git.resolve(Files.readString(git.resolve("commondir")).strip());
        }
        for (Path folder : List.of(git, common)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return Files.readString(folder.resolve(name)).strip();
            }
        }
        for (String line : Files.readAllLines(common.resolve("packed-refs"))) {
            if (line.endsWith(" " + name)) {
                return line;
            }
        }
        return "";
    }

    private static @Nullable String abbreviated(String commit) {
        return commit.matches("[0-9a-f]{40,64}( .*)?") ? commit.substring(0, DIGITS) : null;
    }
}
