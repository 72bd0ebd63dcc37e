import { expect, test } from "vitest";
import { explainPostgres } from "../src/explain-postgres.ts";

test.each([
  [{ code: "57014", message: "canceling statement due to statement timeout" }, "postgres_too_slow"],
  [{ message: "Query read timeout" }, "postgres_unreachable"],
  [{ code: "57P01", message: "terminating connection due to administrator command" }, "postgres_unreachable"],
])("%o is %s", (said, code) => {
  expect(explainPostgres(Object.assign(new Error(said.message), said), "here:5432")).toMatchObject({ code });
});
