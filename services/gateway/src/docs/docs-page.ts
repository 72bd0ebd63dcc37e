/** The interfaces as a page to read, made of their own descriptions: no script, nothing that is fetched from elsewhere. */
import type { AsyncApi } from "../api/async-api.ts";
import type { OpenApi, Operation } from "../api/open-api.ts";
import { anchorOf, prose, safe } from "./markup.ts";
import { fieldsHtml, typeHtml } from "./schema-html.ts";

export function docsPage(api: OpenApi, live: AsyncApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = api.tags.map((tag) => ({
    ...tag,
    of: operations.filter(({ operation }) => operation.tags[0] === tag.name),
  }));
  const nav = [
    ...tags.map(({ name }) => [`tag-${name}`, name] as const),
    ["socket", "the socket"] as const,
    ["schemas", "schemas"] as const,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Floorwalker: interfaces</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<header>
<h1>Floorwalker: interfaces</h1>
<p>${prose(api.info.description)}</p>
<p>Version ${safe(api.info.version)}. For programs: <a href="/docs/openapi.json">openapi.json</a> (OpenAPI ${safe(api.openapi)}), <a href="/docs/asyncapi.json">asyncapi.json</a> (AsyncAPI ${safe(live.asyncapi)}). <a href="/">The board</a>.</p>
</header>
<nav aria-label="Parts"><ul>${nav.map(([id, name]) => `<li><a href="#${id}">${safe(name)}</a></li>`).join("")}</ul></nav>
<main>
${tags.map(({ name, description, of }) => section(`tag-${name}`, name, description, of.map(operationHtml).join("\n"))).join("\n")}
${section("socket", "the socket", live.info.description, socketHtml(live))}
${section("schemas", "schemas", "What several answers have in common.", schemasHtml(api))}
</main>
</body>
</html>
`;
}

const section = (id: string, name: string, about: string, inside: string): string =>
  `<section id="${id}" aria-labelledby="${id}-name"><h2 id="${id}-name">${safe(name)}</h2><p>${prose(about)}</p>${inside}</section>`;

/** The name stands inside: a browser opens what a link leads into. */
const part = (id: string, head: string, inside: string): string =>
  `<details><summary>${head}</summary><div class="inside" id="${id}">${inside}</div></details>`;

interface Listed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function operationHtml({ path, method, operation }: Listed): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const head = `<span class="method">${method.toUpperCase()}</span> <code>${safe(path)}</code> <span class="say">${prose(summary)}</span>`;
  const asked = parameters.map(
    ({ name, in: where, required = false, description: about, schema }) =>
      `<li><code class="name">${safe(name)}</code> <span class="type">${typeHtml(schema)}</span> <span class="may">${where}${required ? "" : ", may be absent"}</span>${about === undefined ? "" : ` <span class="say">${prose(about)}</span>`}</li>`,
  );
  const answers = Object.entries(responses).map(
    ([status, { description: what, content = {} }]) =>
      `<li><code class="name">${status}</code> <span class="say">${prose(what)}</span>${Number(status) < 400 ? contentHtml(content) : ""}</li>`,
  );
  return part(
    operationId,
    head,
    [
      description === undefined ? "" : `<p>${prose(description)}</p>`,
      asked.length === 0 ? "" : `<h3>Asked with</h3><ul class="fields">${asked.join("")}</ul>`,
      requestBody === undefined ? "" : `<h3>Body</h3>${contentHtml(requestBody.content)}`,
      `<h3>Answers</h3><ul class="fields">${answers.join("")}</ul>`,
    ].join(""),
  );
}

const contentHtml = (content: NonNullable<Operation["responses"][string]["content"]>): string =>
  Object.entries(content)
    .map(([type, { schema }]) => {
      const fields = fieldsHtml(schema);
      return `<div class="content"><code>${safe(type)}</code>${fields === "" ? ` <span class="type">${typeHtml(schema)}</span>` : fields}</div>`;
    })
    .join("");

function socketHtml(live: AsyncApi): string {
  const heard = new Set(
    Object.values(live.operations).flatMap((each) => ("reply" in each ? each.messages.map(({ $ref }) => $ref) : [])),
  );
  return Object.values(live.components.messages)
    .map(({ name, summary, payload }) => {
      const from = heard.has(`#/channels/live/messages/${name}`) ? "client" : "gateway";
      const head = `<span class="method">${from}</span> <code>${safe(name)}</code> <span class="say">${prose(summary)}</span>`;
      return part(`message-${anchorOf(name)}`, head, fieldsHtml(payload));
    })
    .join("\n");
}

const schemasHtml = (api: OpenApi): string =>
  Object.entries(api.components.schemas)
    .map(([name, schema]) => {
      const about = typeof schema.description === "string" ? `<p>${prose(schema.description)}</p>` : "";
      const fields = fieldsHtml(schema);
      const inside = fields === "" ? `<p class="type">${typeHtml(schema)}</p>` : fields;
      return part(`schema-${anchorOf(name)}`, `<code>${safe(name)}</code>`, about + inside);
    })
    .join("\n");
