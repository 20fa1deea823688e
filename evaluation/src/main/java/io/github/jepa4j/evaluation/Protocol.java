package io.github.jepa4j.evaluation;

/// How an evaluation was done: without it a success rate says nothing.
///
/// @param world     which world and tasks, such as `two rooms, random wall, fresh tasks`
/// @param agent     who acted, such as `MPPI (improved)`
/// @param episodes  how many episodes were to be played
/// @param steps     actions per episode, no early stop
/// @param horizon   actions planned ahead, 0 where nothing is planned
/// @param replan    actions done between plans
/// @param budget    the limit on each plan, in words
/// @param seed      the seed all of it came from
/// @param machine   processor and memory, in words
/// @param threads   episodes played at a time
public record Protocol(
        String world,
        String agent,
        int episodes,
        int steps,
        int horizon,
        int replan,
        String budget,
        long seed,
        String machine,
        int threads) {}
