package io.github.jepa4j.worlds;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Writes the golden file `point-maze-mujoco-2.2.2.txt`: what MuJoCo itself does with D4RL's point mazes.
/// Needs `libmujoco.so.2.2.2` (Debian 12: package `libmujoco2.2.2`); the tests need only the file.
///
/// ```
/// java --enable-native-access=ALL-UNNAMED \
///     -cp worlds/target/test-classes:worlds/target/classes:world/target/classes:tensor/target/classes \
///     io.github.jepa4j.worlds.MuJoCo point-maze-mujoco-2.2.2.txt
/// ```
final class MuJoCo {

    /// Where `mjData` of version 2.2.2 keeps its pointers; another version has other offsets.
    private static final String VERSION = "2.2.2";

    static final long QPOS = 40376;
    static final long QVEL = 40384;
    private static final long CTRL = 40408;

    private static final int STEPS = 100;
    private static final int EPISODES = 3;
    private static final int FRAME_SKIP = 5;

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library;

    MuJoCo(Arena arena) {
        library = SymbolLookup.libraryLookup("libmujoco.so." + VERSION, arena);
    }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            Files.writeString(Path.of(arguments[0]), new MuJoCo(arena).golden(arena));
        }
    }

    private String golden(Arena arena) throws Throwable {
        StringBuilder text = new StringBuilder("""
                # What MuJoCo 2.2.2 (libmujoco.so.2.2.2 of Debian 12) does with D4RL's point mazes: timestep 0.01 s,
                # 5 substeps per action, both speeds cut to [-5, 5] m/s before each action. Pushes are drawn from
                # java.util.Random(seed), uniform in [-1, 1], single precision, and held for 1 to 8 actions, so that
                # the ball is often against a wall. Made by MuJoCo.java beside the tests.
                # A line "maze NAME seed N" begins an episode; then one line: x y vx vy at the start; then per action:
                # pushX pushY x y vx vy. In m and m/s.
                """);
        for (Maze maze : List.of(Maze.UMAZE, Maze.MEDIUM, Maze.LARGE)) {
            for (int seed = 1; seed <= EPISODES; seed++) {
                text.append("maze %s seed %d%n".formatted(maze.name(), seed));
                episode(arena, maze, new Random(seed), text);
            }
        }
        return text.toString();
    }

    private void episode(Arena arena, Maze maze, Random random, StringBuilder text) throws Throwable {
        MemorySegment model = load(arena, xml(maze));
        MemorySegment data = pointer(call("mj_makeData", ValueLayout.ADDRESS, model));
        MemorySegment qpos = field(data, QPOS);
        MemorySegment qvel = field(data, QVEL);
        MemorySegment ctrl = field(data, CTRL);
        List<Maze.Cell> cells = maze.freeCells();
        Maze.Cell start = cells.get(random.nextInt(cells.size()));
        qpos.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, start.row() + 0.2 * random.nextDouble() - 0.1);
        qpos.setAtIndex(ValueLayout.JAVA_DOUBLE, 1, start.column() + 0.2 * random.nextDouble() - 0.1);
        call("mj_forward", null, model, data);
        text.append(numbers(qpos)).append(' ').append(numbers(qvel)).append('\n');
        float[] push = new float[2];
        int held = 0;
        for (int t = 0; t < STEPS; t++) {
            if (held-- == 0) {
                push = new float[] {2 * random.nextFloat() - 1, 2 * random.nextFloat() - 1};
                held = random.nextInt(8);
            }
            for (int axis = 0; axis < 2; axis++) {
                double speed = qvel.getAtIndex(ValueLayout.JAVA_DOUBLE, axis);
                qvel.setAtIndex(ValueLayout.JAVA_DOUBLE, axis, Math.clamp(speed, -5.0, 5.0));
            }
            call("mj_forward", null, model, data); // As gym's set_state does.
            for (int axis = 0; axis < 2; axis++) {
                ctrl.setAtIndex(ValueLayout.JAVA_DOUBLE, axis, push[axis]);
            }
            for (int i = 0; i < FRAME_SKIP; i++) {
                call("mj_step", null, model, data);
            }
            text.append("%s %s %s %s%n".formatted(push[0], push[1], numbers(qpos), numbers(qvel)));
        }
    }

    MemorySegment load(Arena arena, String xml) throws Throwable {
        Path file = Files.createTempFile("point-maze", ".xml");
        try {
            Files.writeString(file, xml);
            MemorySegment error = arena.allocate(1000);
            MethodHandle load = linker.downcallHandle(
                    library.findOrThrow("mj_loadXML"),
                    FunctionDescriptor.of(
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
            MemorySegment model = (MemorySegment)
                    load.invokeExact(arena.allocateFrom(file.toString()), MemorySegment.NULL, error, 1000);
            if (model.address() == 0) {
                throw new IOException("MuJoCo says: " + error.getString(0));
            }
            return model;
        } finally {
            Files.delete(file);
        }
    }

    /// The model that D4RL's generator describes, without what is only to be looked at.
    private static String xml(Maze maze) {
        StringBuilder walls = new StringBuilder();
        for (int row = 0; row < maze.rows().size(); row++) {
            for (int column = 0; column < maze.columns(); column++) {
                if (maze.wall(row, column)) {
                    walls.append(String.format(
                            Locale.ROOT,
                            "<geom conaffinity=\"1\" type=\"box\" pos=\"%d %d 0\" size=\"0.5 0.5 0.2\"/>%n",
                            row + 1,
                            column + 1));
                }
            }
        }
        return """
                <mujoco>
                <compiler inertiafromgeom="true" angle="radian" coordinate="local"/>
                <option timestep="0.01" gravity="0 0 0" iterations="20" integrator="Euler"/>
                <default>
                <joint damping="1" limited="false"/>
                <geom friction=".5 .1 .1" density="1000" margin="0.002" condim="1" contype="2" conaffinity="1"/>
                </default>
                <worldbody>
                <geom size="40 40 0.25" pos="0 0 -0.1" type="plane" contype="1" conaffinity="0"/>
                <body pos="1.2 1.2 0">
                <geom type="sphere" size="0.1" contype="1"/>
                <joint name="x" type="slide" pos="0 0 0" axis="1 0 0"/>
                <joint name="y" type="slide" pos="0 0 0" axis="0 1 0"/>
                </body>
                %s</worldbody>
                <actuator>
                <motor joint="x" ctrlrange="-1 1" ctrllimited="true" gear="100"/>
                <motor joint="y" ctrlrange="-1 1" ctrllimited="true" gear="100"/>
                </actuator>
                </mujoco>
                """.formatted(walls);
    }

    Object call(String name, @Nullable MemoryLayout result, MemorySegment... arguments) throws Throwable {
        MemorySegment symbol = library.findOrThrow(name);
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        Arrays.fill(layouts, ValueLayout.ADDRESS);
        FunctionDescriptor descriptor =
                result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
        return linker.downcallHandle(symbol, descriptor).invokeWithArguments((Object[]) arguments);
    }

    static MemorySegment pointer(Object address) {
        return ((MemorySegment) address).reinterpret(Long.MAX_VALUE);
    }

    static MemorySegment field(MemorySegment data, long offset) {
        return data.get(ValueLayout.ADDRESS, offset).reinterpret(2 * Double.BYTES);
    }

    static String numbers(MemorySegment two) {
        return two.getAtIndex(ValueLayout.JAVA_DOUBLE, 0) + " " + two.getAtIndex(ValueLayout.JAVA_DOUBLE, 1);
    }
}
