package io.github.jepa4j.cli;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;

/// A program that plans and touches nothing but the pure modules. Started by [PlanningWithoutNativesTest].
final class PlanWithoutNatives {

    private PlanWithoutNatives() {}

    /// @param arguments the model's file
    public static void main(String[] arguments) throws IOException {
        try {
            Class.forName("org.bytedeco.javacpp.Loader");
            throw new IllegalStateException("The natives are on the class path.");
        } catch (ClassNotFoundException _) { // as it should be
        }
        JepaModel model = JepaModel.load(Path.of(arguments[0]));
        Agent agent = Agent.builder()
                .encoder(model.encoder())
                .worldModel(model.worldModel())
                .scale(model.actionScale())
                .actionSpace(new ActionSpace.Ball(2, 1.8f))
                .planner(PlannerSpec.of("gradient").planner())
                .config(Agent.Config.defaults())
                .build();
        byte[] now = new byte[2 * 65 * 65];
        now[30 * 65 + 20] = (byte) 255;
        byte[] goal = new byte[2 * 65 * 65];
        goal[30 * 65 + 40] = (byte) 255;
        agent.begin(new Pixels(2, 65, 65, goal), 12, new Seed(1));
        Decision decision = agent.decide(new Pixels(2, 65, 65, now));
        System.out.println(decision.action() + " " + decision.energy());
    }
}
