export { daysBehind } from "./days-behind.ts";
export { type FollowedSimulator, followedSimulator } from "./followed-simulator.ts";
export { type GenerateOptions, generate } from "./generate.ts";
export { type PastDay, pastDay, type ToldDay } from "./past-day.ts";
export { SCENARIOS, type Scenario } from "./scenario.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./start-simulator.ts";
