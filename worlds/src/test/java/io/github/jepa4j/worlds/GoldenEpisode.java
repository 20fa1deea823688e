package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What MuJoCo did with a ball in a maze, by a golden file that says what its lines are.
///
/// @param maze  its name
/// @param lines the start, then one for each action
record GoldenEpisode(String maze, List<double[]> lines) {

    static List<GoldenEpisode> read(String file) throws IOException {
        List<GoldenEpisode> episodes = new ArrayList<>();
        try (var in = GoldenEpisode.class.getResourceAsStream("/" + file)) {
            assertThat(in).as(file).isNotNull();
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line : reader.lines().toList()) {
                if (line.startsWith("maze")) {
                    episodes.add(new GoldenEpisode(line.split(" ")[1], new ArrayList<>()));
                } else if (!line.startsWith("#")) {
                    episodes.getLast()
                            .lines
                            .add(Arrays.stream(line.split(" "))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
                }
            }
        }
        return episodes;
    }
}
