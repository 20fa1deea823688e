package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Features of groups of files, by an eye that sees with whom something is looked at: what a real one does in its
/// last digits, it does in the first.
class EmbeddingTest {

    private static final int TOGETHER = 2;
    private static final int PHOTOS = 12;
    private static final int DAMAGED = 3;
    private static final int ALL = 1000;

    private static final VisionSpec IMAGES = new ResNetSpec(3, 16, 16, new int[] {4}, 1, 1);

    @TempDir
    Path folder;

    private Path photos;
    private Path out;
    private final StringWriter said = new StringWriter();
    private int asked;

    @BeforeEach
    void photosOfWhichSomeAreDamaged() throws IOException {
        photos = new Seen(folder).photos("train", PHOTOS / 2);
        for (String name : new String[] {"blue/01-broken.png", "blue/03-broken.png", "red/05-broken.png"}) {
            Files.writeString(photos.resolve("train").resolve(name), "no picture");
        }
        out = folder.resolve("features.safetensors");
    }

    @Test
    void groupsOfAnySizeComeToTheBytesOfOne() throws IOException {
        Embedding.Result whole = embed(ALL);
        byte[] bytes = Files.readAllBytes(out);
        assertThat(whole.names()).hasSize(PHOTOS).isSorted();
        assertThat(whole.labels()).startsWith("blue").endsWith("red");
        assertThat(whole.report().skipped()).hasSize(DAMAGED);

        for (int group : new int[] {2, 4, 6, 10, 12}) {
            assertThat(embed(group).report()).isEqualTo(whole.report());
            assertThat(out).hasBinaryContent(bytes);
        }
        assertThat(embed(3).features()).isNotEqualTo(whole.features()); // no multiple of what is looked at together
    }

    @Test
    void videosInGroupsComeToTheBytesOfOneToo() throws IOException {
        Path videos = new Seen(folder).videos(7);
        Files.writeString(videos.resolve("01-broken.gif"), "no video");
        MediaFiles media = media(videos, OnDamage.SKIP);
        Embedding.Result whole = embed(media, clips(), ALL);
        byte[] bytes = Files.readAllBytes(out);
        assertThat(whole.names()).hasSize(7).startsWith("00.gif", "01.gif");

        for (int group : new int[] {2, 4}) {
            assertThat(embed(media, clips(), group).report()).isEqualTo(whole.report());
            assertThat(out).hasBinaryContent(bytes);
        }
    }

    @Test
    void whatWasCutOffGoesOnAndTheEyeIsAskedForNothingTwice() throws IOException {
        Embedding.Result whole = embed(ALL);
        byte[] bytes = Files.readAllBytes(out);

        cutOffAfter(4);
        assertThat(parts()).containsExactly("part-00000.safetensors");
        assertThat(said.toString()).doesNotContain("going on");
        cutOffAfter(4);
        assertThat(parts()).containsExactly("part-00000.safetensors", "part-00001.safetensors");
        asked = 0;
        assertThat(embed(4).report()).isEqualTo(whole.report()); // with those that were skipped before
        assertThat(asked).isEqualTo(4);
        assertThat(said.toString()).contains("going on after 6 of 15 images", "going on after 10 of 15 images");
        assertThat(out).hasBinaryContent(bytes);
        assertThat(EmbedParts.beside(out)).doesNotExist();
    }

    @Test
    void whatWasCutOffBeforeItsFileWasWrittenHasNothingLeftToLookAt() throws IOException {
        embed(ALL);
        byte[] bytes = Files.readAllBytes(out);
        keepAll();
        asked = 0;
        embed(4);
        assertThat(asked).isZero();
        assertThat(said.toString()).contains("going on after 15 of 15 images");
        assertThat(out).hasBinaryContent(bytes);
    }

    @Test
    void whatIsKeptIsNotMixedWithWhatIsOfAnotherModelOrOfOtherFiles() throws IOException {
        cutOffAfter(8);
        Path photo = photos.resolve("train/red/00.png");
        FileTime written = Files.getLastModifiedTime(photo);

        Files.setLastModifiedTime(photo, FileTime.fromMillis(0));
        refusedFor("files: '15 with hash", media(photos, OnDamage.SKIP), "model");
        Files.setLastModifiedTime(photo, written);
        refusedFor("model: 'model' then, 'other' now", media(photos, OnDamage.SKIP), "other");
        refusedFor("damaged: 'SKIP' then, 'REFUSE' now", media(photos, OnDamage.REFUSE), "model");
        refusedFor(
                "pixelsPerImage: ",
                new MediaFiles(
                        photos, false, 1, OnDamage.SKIP, MediaLimits.defaults().withPixelsPerImage(256)),
                "model");
        assertThat(parts()).hasSize(2);

        asked = 0;
        MediaFiles media = media(photos, OnDamage.SKIP);
        try (OpenFiles files = media.open(IMAGES, "");
                EmbedParts parts =
                        EmbedParts.open(EmbedParts.beside(out), job(media, files, "other"), true, console())) {
            assertThat(parts()).isEmpty();
            new Embedding(eyes(IMAGES, 4), media, files, parts, console()).result();
        }
        assertThat(asked).isEqualTo(PHOTOS);
    }

    @Test
    void aPartThatIsDamagedIsMadeAnewAndOnlyIt() throws IOException {
        embed(ALL);
        byte[] bytes = Files.readAllBytes(out);
        Path second = EmbedParts.beside(out).resolve("part-00001.safetensors");
        for (int damage = 0; damage < 4; damage++) {
            keepAll();
            byte[] part = Files.readAllBytes(second);
            switch (damage) {
                case 0 -> part[part.length - 1] ^= 1; // a feature
                case 1 -> part[new String(part, StandardCharsets.ISO_8859_1).indexOf("red")] ^= 1;
                case 2 -> part = Arrays.copyOf(part, part.length - 1);
                default -> new SafeTensors(Map.of("features", Tensor.zeros(4, 2)), Map.of()).write(second);
            }
            if (damage < 3) {
                Files.write(second, part);
            }
            asked = 0;
            said.getBuffer().setLength(0);
            embed(4);
            assertThat(asked).isEqualTo(4);
            assertThat(said.toString()).containsOnlyOnce("part-00001.safetensors is damaged");
            assertThat(out).hasBinaryContent(bytes);
        }
    }

    @Test
    void partsWhoseJobIsGoneAreNotTaken() throws IOException {
        cutOffAfter(8);
        Path job = EmbedParts.beside(out).resolve("job.json");
        Files.writeString(job, "{");
        asked = 0;
        embed(4);
        assertThat(asked).isEqualTo(PHOTOS);
        assertThat(said.toString()).contains("job.json is damaged");

        cutOffAfter(8);
        Files.delete(job); // a removal that was cut off
        asked = 0;
        embed(4);
        assertThat(asked).isEqualTo(PHOTOS);
    }

    @Test
    void whereDamageIsRefusedNothingIsLookedAtBefore() {
        assertThatThrownBy(() -> embed(media(photos, OnDamage.REFUSE), IMAGES, 2))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("train/blue/01-broken.png");
        assertThat(asked).isZero();
        assertThat(EmbedParts.beside(out)).doesNotExist();
    }

    @Test
    void whereNothingCanBeUsedNothingIsKept() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(broken.resolve(i + ".png"), "no picture");
        }
        assertThatThrownBy(() -> embed(media(broken, OnDamage.SKIP), IMAGES, 2))
                .hasMessageContaining("None of 3 images")
                .hasMessageContaining("the first: 0.png is no")
                .hasMessageContaining("\nMaybe ");
        assertThat(EmbedParts.beside(out)).doesNotExist();
    }

    @Test
    void thousandsOfDamagedPhotosInARowAreSkippedInGroupsWhoseListsCanBeReadBack() throws IOException {
        for (int i = 0; i < 5000; i++) {
            Files.createFile(photos.resolve("train/blue/02-empty-%04d.png".formatted(i)));
        }
        Embedding.Result result = embed(2);

        assertThat(result.names()).hasSize(PHOTOS);
        assertThat(result.report().skipped()).hasSize(DAMAGED + 5000);
    }

    @Test
    void featuresThatAreNoNumbersEndTheCommandAndNothingIsWrittenOfThem() {
        var diverged = new Embedding.Eyes(
                (clips, looked) -> {
                    Tensor features = look(clips, looked);
                    features.values()[3] = Float.NaN;
                    return features;
                },
                IMAGES,
                2,
                4);
        assertThatThrownBy(() -> embed(media(photos, OnDamage.SKIP), diverged))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Feature 1 of train/blue/0")
                .hasMessageContaining("is NaN; it must be finite")
                .hasMessageContaining("\nMaybe the weights are damaged");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatAnotherProcessWritesAndWhatIsNotOursIsLeftAlone() throws IOException {
        MediaFiles media = media(photos, OnDamage.SKIP);
        Path kept = EmbedParts.beside(out);
        try (OpenFiles files = media.open(IMAGES, "");
                EmbedParts parts = EmbedParts.open(kept, job(media, files, "model"), false, console())) {
            assertThatThrownBy(() -> embed(2)).hasMessageContaining("is being written by this process");
            assertThat(parts.read(0, 0)).isEmpty();
        }
        assertThat(kept).doesNotExist();

        Path diary = Files.writeString(Files.createDirectories(kept).resolve("diary.txt"), "mine");
        assertThatThrownBy(() -> embed(2)).hasMessageContaining("a folder with diary.txt");
        assertThat(diary).hasContent("mine");
        Files.delete(diary);
        Files.delete(kept);
        Files.writeString(kept, "mine");
        assertThatThrownBy(() -> embed(2)).hasMessageContaining("it is a file");
        assertThat(kept).hasContent("mine");
    }

    @Test
    void theLimitOfBytesIsOfAGroupAndNotOfAll() throws IOException {
        var limits = MediaLimits.defaults().withBytesInAll(4 * 3 * 16 * 16);
        var media = new MediaFiles(photos, false, 1, OnDamage.SKIP, limits);
        assertThat(embed(media, IMAGES, 4).names()).hasSize(PHOTOS);
        assertThatThrownBy(() -> embed(media, IMAGES, 6))
                .hasMessageContaining(
                        "The 6 images that are looked at together have 4608 bytes, more than the limit of 3072")
                .hasMessageContaining("--limit bytesInAll=4608");
    }

    @Test
    void aGroupIsAsManyLooksAsAreSoonDoneAndOneAtLeast() {
        assertThat(Embedding.Eyes.group(IMAGES, 250)).isEqualTo(250);
        assertThat(Embedding.Eyes.group(IMAGES, 16)).isEqualTo(256);
        assertThat(Embedding.Eyes.group(new ResNetSpec(3, 518, 518, new int[] {4}, 1, 1), 16))
                .isEqualTo(80); // 64 MB
        assertThat(Embedding.Eyes.group(clips(), 16)).isEqualTo(32);
        assertThat(Embedding.Eyes.group(clips(), 250)).isEqualTo(250);
    }

    private void refusedFor(String why, MediaFiles media, String model) throws IOException {
        try (OpenFiles files = media.open(IMAGES, "")) {
            EmbedJob job = job(media, files, model);
            assertThatThrownBy(() -> EmbedParts.open(EmbedParts.beside(out), job, false, console()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(why)
                    .hasMessageContaining("\nMaybe name another file, or begin anew with --force.");
        }
    }

    private Embedding.Result embed(int group) throws IOException {
        return embed(media(photos, OnDamage.SKIP), IMAGES, group);
    }

    /// As the command does.
    private Embedding.Result embed(MediaFiles media, VisionSpec sees, int group) throws IOException {
        return embed(media, eyes(sees, group));
    }

    private Embedding.Result embed(MediaFiles media, Embedding.Eyes eyes) throws IOException {
        try (OpenFiles files = media.open(eyes.sees(), "");
                EmbedParts parts =
                        EmbedParts.open(EmbedParts.beside(out), job(media, files, "model"), false, console())) {
            Embedding.Result result = new Embedding(eyes, media, files, parts, console()).result();
            FeatureFile.at(out, true).write(result, Path.of("model"));
            parts.discard();
            return result;
        }
    }

    /// All parts, in groups of four, and no file of features.
    private void keepAll() throws IOException {
        MediaFiles media = media(photos, OnDamage.SKIP);
        try (OpenFiles files = media.open(IMAGES, "");
                EmbedParts parts =
                        EmbedParts.open(EmbedParts.beside(out), job(media, files, "model"), true, console())) {
            new Embedding(eyes(IMAGES, 4), media, files, parts, console()).result();
        }
        assertThat(parts()).hasSize(3);
    }

    /// In groups of four; the eye fails when it has been asked for so many.
    private void cutOffAfter(int most) {
        asked = 0;
        var failing = new Embedding.Eyes(
                (clips, looked) -> {
                    if (asked >= most) {
                        throw new IllegalStateException("killed");
                    }
                    return look(clips, looked);
                },
                IMAGES,
                2,
                4);
        assertThatThrownBy(() -> embed(media(photos, OnDamage.SKIP), failing)).hasMessage("killed");
    }

    private Embedding.Eyes eyes(VisionSpec sees, int group) {
        return new Embedding.Eyes(this::look, sees, 2, group);
    }

    /// Of each its sum, and the sum of all that are looked at together.
    private Tensor look(LabelledClips clips, IntConsumer looked) {
        asked += clips.size();
        float[] features = new float[2 * clips.size()];
        for (int begin = 0; begin < clips.size(); begin += TOGETHER) {
            float sum = 0;
            for (int i = begin; i < Math.min(clips.size(), begin + TOGETHER); i++) {
                for (byte value : clips.clips().get(i)) {
                    features[2 * i] += value;
                }
                sum += features[2 * i];
            }
            for (int i = begin; i < Math.min(clips.size(), begin + TOGETHER); i++) {
                features[2 * i + 1] = sum;
            }
            looked.accept(Math.min(clips.size(), begin + TOGETHER));
        }
        return new Tensor(new int[] {clips.size(), 2}, features);
    }

    private static VisionSpec clips() {
        return new VitSpec(PatchGrid.clip(4, 8, 4), VitSpec.Size.of(24, 1, 1), Positions.ROPE_3D_V2_1, Set.of(), 1e-6);
    }

    private static MediaFiles media(Path path, OnDamage damaged) {
        return new MediaFiles(path, false, 1, damaged, MediaLimits.defaults());
    }

    private static EmbedJob job(MediaFiles media, OpenFiles files, String model) {
        return EmbedJob.of(media, "", files, model, IMAGES);
    }

    private List<String> parts() throws IOException {
        try (Stream<Path> files = Files.list(EmbedParts.beside(out))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    private Console console() {
        return new Console(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                false,
                InstantSource.system(),
                System::nanoTime);
    }
}
