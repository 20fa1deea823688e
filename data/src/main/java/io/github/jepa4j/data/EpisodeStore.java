package io.github.jepa4j.data;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Episodes on disk: a folder with a description (`store.json`) and shards (`shard-00000.bin` ...), which
/// are mapped into memory. Opening checks every shard's checksum; a damaged one is listed as lost and the
/// others are used. Reading is safe from several threads, until the store is closed.
public final class EpisodeStore implements AutoCloseable {

    private final Path folder;
    private final StoreDescription description;
    private final Arena arena;
    private final List<Shard> shards;
    private final int shardCount;
    private final int[] firstEpisodes;
    private final List<LostShard> lost;

    @SuppressWarnings("MustBeClosedChecker") // closed with the store
    private EpisodeStore(Path folder, StoreDescription description) {
        this.folder = folder;
        this.description = description;
        this.arena = Arena.ofShared();
        try {
            Found found = find(folder, description, arena);
            this.shards = found.shards();
            this.lost = found.lost();
            this.shardCount = found.count();
            this.firstEpisodes = starts(shards);
        } catch (RuntimeException | Error e) { // what is mapped already would stay mapped
            arena.close();
            throw e;
        }
    }

    /// What a folder holds.
    ///
    /// @param count one more than the number of the last complete shard
    private record Found(List<Shard> shards, List<LostShard> lost, int count) {}

    private static Found find(Path folder, StoreDescription description, Arena arena) {
        List<Shard> complete = new ArrayList<>();
        List<LostShard> damaged = new ArrayList<>();
        int next = 0;
        int count = 0;
        for (String name : ShardFolder.names(folder)) {
            if (ShardFormat.isPart(name)) {
                damaged.add(new LostShard(ShardFormat.numberOf(name), name, "it was cut off while written"));
                continue;
            }
            int number = ShardFormat.numberOf(name);
            for (; next < number; next++) {
                damaged.add(new LostShard(next, ShardFormat.fileName(next), "the file is missing"));
            }
            next = number + 1;
            try {
                complete.add(Shard.open(folder.resolve(name), ShardFormat.header(number, description), arena));
                count = number + 1;
            } catch (Shard.Damage e) {
                damaged.add(new LostShard(number, name, String.valueOf(e.getMessage())));
            }
        }
        return new Found(List.copyOf(complete), List.copyOf(damaged), count);
    }

    /// The number of every shard's first episode and, last, of all episodes.
    private static int[] starts(List<Shard> shards) {
        int[] starts = new int[shards.size() + 1];
        for (int i = 0; i < shards.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], shards.get(i).episodes());
        }
        return starts;
    }

    /// Opens a store for reading.
    ///
    /// @throws StoreException when there is none, its description cannot be read, or no episode is left
    public static EpisodeStore open(Path folder) {
        EpisodeStore store = openForWriting(folder);
        if (store.episodes() == 0) {
            store.close();
            throw new StoreException(
                    "The episode store at %s has no episode that can be read (%s).\nMaybe it was never filled, or collecting was cut off before its first shard was full."
                            .formatted(folder, store.lost.isEmpty() ? "it has no shards" : store.lost));
        }
        return store;
    }

    /// Also when it is empty.
    static EpisodeStore openForWriting(Path folder) {
        return new EpisodeStore(folder, StoreFile.read(folder));
    }

    /// What the store holds and where it came from.
    public StoreDescription description() {
        return description;
    }

    /// How many episodes can be read; they are numbered from 0 without gaps, also after a lost shard.
    public int episodes() {
        return firstEpisodes[shards.size()];
    }

    /// The shards that cannot be read, and why.
    public List<LostShard> lost() {
        return lost;
    }

    /// The number of frames of an episode, `T + 1`.
    public int frames(int episode) {
        int shard = shardOf(episode);
        return shards.get(shard).frames(episode - firstEpisodes[shard]);
    }

    /// The size of all readable shards, in bytes.
    public long bytes() {
        return shards.stream().mapToLong(Shard::size).sum();
    }

    /// Says of two stores whether they hold the same: 64 hexadecimal digits of a SHA-256 over the shards'
    /// headers, sizes and checksums. Lost shards do not count.
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ShardFormat.header(0, description));
            for (Shard shard : shards) {
                digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(shard.size())
                        .putInt(shard.checksum())
                        .array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.\nMaybe this one was stripped.", e);
        }
    }

    /// An episode as it was written.
    public Episode episode(int episode) {
        int count = frames(episode);
        float[] values = new float[(count - 1) * description.actionDimension()];
        var reader = new WindowReader(this);
        reader.open(episode);
        reader.actions(0, count - 1, values, 0);
        List<Action> actions = new ArrayList<>(count - 1);
        for (int t = 0; t < count - 1; t++) {
            int from = t * description.actionDimension();
            actions.add(new Action(Arrays.copyOfRange(values, from, from + description.actionDimension())));
        }
        List<Observation> observations = new ArrayList<>(count);
        for (int t = 0; t < count; t++) {
            observations.add(observation(reader, t));
        }
        return new Episode(observations, actions);
    }

    private Observation observation(WindowReader reader, int t) {
        return switch (description.observation()) {
            case ObservationShape.OfPixels shape -> {
                byte[] pixels = new byte[shape.size()];
                reader.frame(t, pixels, 0);
                yield new Pixels(shape.channels(), shape.rows(), shape.columns(), pixels);
            }
            case ObservationShape.OfSignals shape -> {
                float[] signals = new float[shape.size()];
                reader.signals(t, signals, 0);
                yield new Signals(signals);
            }
        };
    }

    /// The complete shard that holds an episode, and the episode's place in it.
    record Place(Shard shard, int episode) {}

    Place place(int episode) {
        int shard = shardOf(episode);
        return new Place(shards.get(shard), episode - firstEpisodes[shard]);
    }

    private int shardOf(int episode) {
        if (episode < 0 || episode >= episodes()) {
            throw new IndexOutOfBoundsException(
                    "There is no episode %d in %s; it has %d, from 0 on.\nMaybe shards were lost since the number was noted."
                            .formatted(episode, folder, episodes()));
        }
        // Every shard has at least one episode, but equal starts must not confuse the search: take the last one.
        int found = Arrays.binarySearch(firstEpisodes, episode);
        if (found < 0) {
            return -found - 2;
        }
        while (firstEpisodes[found + 1] == episode) {
            found++;
        }
        return found;
    }

    /// One more than the number of the last complete shard.
    int shardCount() {
        return shardCount;
    }

    /// Unmaps the shards. No other thread may be reading.
    @Override
    public void close() {
        arena.close();
    }

    /// Whether a folder looks like a store.
    public static boolean isStore(Path folder) {
        return Files.isRegularFile(folder.resolve(StoreFile.NAME));
    }
}
