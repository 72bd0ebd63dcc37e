import { expect, test } from "vitest";
import { Passwords } from "../../src/access/password.ts";

const cheap = new Passwords({ ln: 4, r: 8, p: 1 });

test("a password is kept as a hash that says how it was made, and another salt each time", async () => {
  const [one, other] = [await cheap.hash("correct horse"), await cheap.hash("correct horse")];
  expect(one).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect(await cheap.matches("correct horse", one)).toBe(true);
  expect(await cheap.matches("correct horsf", one)).toBe(false);
});

test("a hash of another cost is checked by its own; the usual cost is what OWASP asks for", async () => {
  const usual = new Passwords();
  const kept = await usual.hash("correct horse");
  expect(kept).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
  expect(await cheap.matches("correct horse", kept)).toBe(true);
});

test("the same letters written otherwise are the same password", async () => {
  expect(await cheap.matches("Łódź\u0301", await cheap.hash("Łódź\u0301".normalize("NFD")))).toBe(true);
});

test("of nobody no password is right, and a hash that cannot be read lets nobody in", async () => {
  for (const kept of [null, "", "correct horse", "$scrypt$ln=4,r=8,p=1$$"])
    expect(await cheap.matches("correct horse", kept)).toBe(false);
});

test("beyond a queue nobody waits, and who waits is answered", async () => {
  const kept = await cheap.hash("correct horse");
  const answers = await Promise.all(Array.from({ length: 100 }, () => cheap.matches("correct horse", kept)));
  expect(answers.filter((answer) => answer === null).length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer === true).length).toBeGreaterThanOrEqual(50);
  expect(await cheap.matches("correct horse", kept)).toBe(true);
});
