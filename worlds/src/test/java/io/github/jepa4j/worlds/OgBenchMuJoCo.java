package io.github.jepa4j.worlds;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes the golden file `ogbench-point-maze-mujoco-2.2.2.txt`: what MuJoCo itself does with OGBench's point mazes.
/// Needs `libmujoco.so.2.2.2` (Debian 12: package `libmujoco2.2.2`); the tests need only the file. Made as [MuJoCo]
/// says.
final class OgBenchMuJoCo {

    private static final int STEPS = 150;
    private static final int EPISODES = 2;
    private static final int FRAME_SKIP = 5;

    private OgBenchMuJoCo() {}

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            Files.writeString(Path.of(arguments[0]), golden(new MuJoCo(arena), arena));
        }
    }

    private static String golden(MuJoCo muJoCo, Arena arena) throws Throwable {
        StringBuilder text = new StringBuilder("""
                # What MuJoCo 2.2.2 (libmujoco.so.2.2.2 of Debian 12) does with OGBench's point mazes: an action puts the
                # ball 0.2 times as far, at rest, and 5 substeps of 0.02 s follow. Actions are drawn from
                # java.util.Random(seed), uniform in [-1, 1], single precision, and held for 1 to 30 steps, so that the
                # ball is often against a wall. Made by OgBenchMuJoCo.java beside the tests. Without teleporters.
                # A line "maze NAME seed N" begins an episode; then one line: x y at the start; then per action:
                # actionX actionY x y. In m.
                """);
        for (OgBenchMaze maze : List.of(OgBenchMaze.MEDIUM, OgBenchMaze.GIANT, OgBenchMaze.TELEPORT)) {
            for (int seed = 1; seed <= EPISODES; seed++) {
                text.append("maze %s seed %d%n".formatted(maze.name(), seed));
                episode(muJoCo, arena, maze, new Random(seed), text);
            }
        }
        return text.toString();
    }

    private static void episode(MuJoCo muJoCo, Arena arena, OgBenchMaze maze, Random random, StringBuilder text)
            throws Throwable {
        MemorySegment model = muJoCo.load(arena, xml(maze));
        MemorySegment data = MuJoCo.pointer(muJoCo.call("mj_makeData", ValueLayout.ADDRESS, model));
        MemorySegment qpos = MuJoCo.field(data, MuJoCo.QPOS);
        MemorySegment qvel = MuJoCo.field(data, MuJoCo.QVEL);
        List<OgBenchMaze.Cell> cells = maze.freeCells();
        OgBenchMaze.Cell start = cells.get(random.nextInt(cells.size()));
        qpos.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, start.x() + 2 * random.nextDouble() - 1);
        qpos.setAtIndex(ValueLayout.JAVA_DOUBLE, 1, start.y() + 2 * random.nextDouble() - 1);
        text.append(MuJoCo.numbers(qpos)).append('\n');
        float[] action = new float[2];
        int held = 0;
        for (int t = 0; t < STEPS; t++) {
            if (held-- == 0) {
                action = new float[] {2 * random.nextFloat() - 1, 2 * random.nextFloat() - 1};
                held = random.nextInt(30);
            }
            for (int axis = 0; axis < 2; axis++) {
                double at = qpos.getAtIndex(ValueLayout.JAVA_DOUBLE, axis);
                qpos.setAtIndex(ValueLayout.JAVA_DOUBLE, axis, at + 0.2 * action[axis]);
                qvel.setAtIndex(ValueLayout.JAVA_DOUBLE, axis, 0);
            }
            for (int i = 0; i < FRAME_SKIP; i++) {
                muJoCo.call("mj_step", null, model, data);
            }
            text.append("%s %s %s%n".formatted(action[0], action[1], MuJoCo.numbers(qpos)));
        }
    }

    /// The model that OGBench's generator describes, without what is only to be looked at.
    private static String xml(OgBenchMaze maze) {
        StringBuilder walls = new StringBuilder();
        for (int row = 0; row < maze.rows().size(); row++) {
            for (int column = 0; column < maze.columns(); column++) {
                if (maze.wall(row, column)) {
                    var cell = new OgBenchMaze.Cell(row, column);
                    walls.append(String.format(
                            Locale.ROOT,
                            "<geom type=\"box\" pos=\"%s %s 1\" size=\"2 2 1\" contype=\"1\" conaffinity=\"1\"/>%n",
                            cell.x(),
                            cell.y()));
                }
            }
        }
        return """
                <mujoco>
                <compiler inertiafromgeom="true" angle="degree" coordinate="local"/>
                <option timestep="0.02" integrator="RK4"/>
                <default>
                <joint limited="false" armature="0" damping="0"/>
                <geom condim="3" conaffinity="0" margin="0" friction="1 0.5 0.5" density="100"/>
                </default>
                <worldbody>
                <geom pos="0 0 0" size="100 100 .2" type="plane" conaffinity="1" condim="3"/>
                <body pos="0 0 0">
                <geom type="sphere" size="0.7" pos="0 0 0.7"/>
                <joint name="x" type="slide" axis="1 0 0" pos="0 0 0"/>
                <joint name="y" type="slide" axis="0 1 0" pos="0 0 0"/>
                </body>
                %s</worldbody>
                <actuator>
                <motor joint="x" ctrlrange="-1 1" ctrllimited="true"/>
                <motor joint="y" ctrlrange="-1 1" ctrllimited="true"/>
                </actuator>
                </mujoco>
                """.formatted(walls);
    }
}
