export { type GenerateOptions, generate } from "./generate.ts";
export { SCENARIOS, type Scenario } from "./scenario.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./start-simulator.ts";
