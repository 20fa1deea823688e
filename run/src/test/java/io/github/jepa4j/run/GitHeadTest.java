package io.github.jepa4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories as git lays them out, by hand.
class GitHeadTest {

    private static final String COMMIT = "f323e36a0c4b5d6e7f8091a2b3c4d5e6f7081920";
    private static final String OTHER = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    @Test
    void aBranchIsFollowedToItsCommit() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", COMMIT + "\n");
        assertThat(GitHead.commit(folder)).isEqualTo("f323e36");
    }

    @Test
    void aCommitWithoutABranchIsTakenAsItIs() throws IOException {
        write(".git/HEAD", COMMIT + "\n");
        assertThat(GitHead.commit(folder)).isEqualTo("f323e36");
    }

    @Test
    void packedBranchesAreFoundInTheirList() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled\n%s refs/heads/other\n%s refs/heads/main\n".formatted(OTHER, COMMIT));
        assertThat(GitHead.commit(folder)).isEqualTo("f323e36");
    }

    @Test
    void aWorktreeIsFollowedToTheRepositoryItIsOf() throws IOException {
        write("main/.git/refs/heads/topic", COMMIT + "\n");
        write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/tree/commondir", "../..\n");
        write("tree/.git", "gitdir: %s\n".formatted(folder.resolve("main/.git/worktrees/tree")));
        assertThat(GitHead.commit(folder.resolve("tree"))).isEqualTo("f323e36");
    }

    @Test
    void whatIsNoRepositoryHasNoCommit() throws IOException {
        assertThat(GitHead.commit(folder)).isNull();
        write(".git/HEAD", "nonsense\n");
        assertThat(GitHead.commit(folder)).isNull();
        write(".git/HEAD", "ref: refs/heads/unborn\n");
        assertThat(GitHead.commit(folder)).isNull();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
